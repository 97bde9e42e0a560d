#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Train the model of sentences' ends, text/model/sentences.attm: a bidirectional LSTM over the
parser's word vectors (text/model_ends.c).

usage: sentences.py --corpora DIR --ontology DIR --words english.attm --attache PROGRAM --minutes N --out FILE

It learns from the treebanks' paragraphs as raw text, sentences joined by a space, cut into words by
attache itself, some of them without marks or capitals or run together; and from made sentences of the
domain (domain.py), whose ranks and names end none. The vectors stay as they are, so a new english.attm asks for a new sentences.attm. The
time is the processor's; it is the budget and sets the learning rate. Weights are averaged over the
run (exponentially), and the averaged ones are scored and written.
Needs Debian's python3-torch, python3-numpy and python3-xxhash; OPENBLAS_NUM_THREADS=1 saves much time.
"""
import argparse, collections, math, random, subprocess, tempfile, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from attm import Writer
from average import Average, swapped
from domain import Domain
from features import features, lower, vector_key
from raw_text import Text, size
from recurrent import LSTMLayer
from reference import LONG, MARGIN, SHARED, WINDOW, norm, read_model

TREEBANKS = {"ewt": "ud-ewt/en_ewt-ud-%s.conllu", "gum": "gum-free/gum-%s-freelicence.conllu"}
MADE = 8  # epochs until made sentences come back
SURE = 0.85  # what a gap without a mark needs, as in text/segment.c
Word = collections.namedtuple("Word", "form space end at")  # at: characters before its end, white space left out


def read(path, attache):
    """Paragraphs of words as attache cuts them: [begins a document, [Word, ...]]."""
    text, words, at, inner = Text(path), [], 0, 0
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as f:
        f.write(text.raw())
        f.flush()
        out = subprocess.run([attache, "analyse", "--model", "--all", f.name], stdout=subprocess.PIPE, check=True)
    for line in out.stdout.decode().split("\n"):
        c = line.split("\t")
        if len(c) < 10:
            continue
        if "-" in c[0]:  # a word of several, whose inner ends are none
            first, last = c[0].split("-")
            inner = int(last) - int(first) + 1
            continue
        at += size(c[1])
        words.append(Word(c[1], "SpaceAfter=No" not in c[9] and inner < 2, at in text.ends, at))
        inner -= inner > 0
    if at != max(text.ends):
        raise SystemExit("%s: %d characters of %d came back" % (path, at, max(text.ends)))
    starts, paragraphs = dict(zip(text.begins, text.documents)), []
    before = 0
    for word in words:
        if before in starts:
            paragraphs.append((starts[before], []))
        paragraphs[-1][1].append(word)
        before = word.at
    return paragraphs, text.ends


class Vectors:
    """The parser's vector of each form; a second one is without the features that name the form itself."""

    def __init__(self, model):
        self.model, self.ids, self.forms = read_model(model), {}, []
        self.rows, self.known = [], []

    def id(self, form):
        got = self.ids.get(form)
        if got is None:
            got = self.ids[form] = len(self.forms)
            self.forms.append(form)
        return got

    def table(self):
        scale, table = self.model["table"]
        sums = np.zeros((2 * len(self.forms), table.shape[1]), "f4")
        for i, form in enumerate(self.forms):
            rows = features(form)
            values = scale[rows][:, None] * table[rows].astype("f4")
            sums[2 * i], sums[2 * i + 1] = values.sum(0), values[3:].sum(0)
        scale, vectors = self.model["vector.rows"]
        known = np.array([vector_key(f, self.model["vector.keys"]) for f in self.forms])
        rows = scale[known][:, None] * vectors[known].astype("f4")
        return torch.from_numpy(norm(self.model, "inln", sums)), torch.from_numpy(rows)


class Ends(nn.Module):
    def __init__(self, width, hidden, drop):
        super().__init__()
        self.layer, self.end, self.drop = LSTMLayer(width, hidden), nn.Linear(2 * hidden, 2), drop

    def forward(self, x, turn):
        """x: sentence, step, width -> logits of an end behind each word."""
        x = F.dropout(x, 0.2, self.training).transpose(0, 1).contiguous()
        x = F.dropout(self.layer(x, turn), self.drop, self.training)
        y = self.end(x)
        return (y[:, :, 0] + F.pad(y[1:, :, 1], (0, 0, 0, 1))).t()


def marked(words, i):
    while i and words[i].form in ('"', "\u201d", ")", "'", "\u2019", "]"):
        i -= 1
    return words[i].form[-1] in ".!?" or words[i].form == "\u2026"


def join(paragraphs, share):
    """Some paragraphs run on into the next of their document: more ends without marks."""
    out = []
    for document, words in paragraphs:
        if out and not document and random.random() < share:
            out[-1] = out[-1] + words
        else:
            out.append(words)
    return out


def spoil(words):
    """Some paragraphs lose most marks at sentences' ends, or all capitals, as hasty writers' do."""
    if random.random() < 0.05:
        out = []
        for w in words:
            if w.end and w.form in (".", "!", "?") and out and random.random() < 0.7:
                out[-1] = out[-1]._replace(space=True, end=True, at=w.at)
            else:
                out.append(w)
        words = out
    if random.random() < 0.03:
        words = [w._replace(form=w.form.lower()) for w in words]
    return words


def make_paragraphs(domain, count):
    """Made sentences, up to three a paragraph; those without a mark, headlines, by themselves."""
    out, room = [], 0
    for _ in range(count):
        forms = domain.sentence().forms
        if forms[-1] == "." and len(forms) > 2 and forms[-2].endswith("."):  # "He left the U.S."
            forms = forms[:-1]
        words = [Word(f, True, i + 1 == len(forms), 0) for i, f in enumerate(forms)]
        ended = forms[-1][-1] in ".!?"
        if room and ended:
            out[-1] = (True, out[-1][1] + words)
            room -= 1
        else:
            out.append((True, words))
            room = random.randrange(3) if ended else 0
    return out


def windows(words, shift=0):
    """As text/model_ends.c reads them: [first, words, scores taken from here, to here]."""
    at, out = 0, []
    if shift and len(words) > LONG:
        out.append((0, words[:shift + SHARED], 0, shift + MARGIN))
        at = shift
    while len(words) - at > LONG:
        out.append((at, words[at:at + WINDOW], MARGIN if at else 0, WINDOW - SHARED + MARGIN))
        at += WINDOW - SHARED
    if at < len(words):
        out.append((at, words[at:], MARGIN if at else 0, len(words) - at))
    return out


def batches(units, budget):
    out, cur = [], []
    for u in sorted(units, key=lambda u: len(u) + random.random() * 3):
        if cur and (len(cur) + 1) * len(u) > budget:
            out.append(cur)
            cur = []
        cur.append(u)
    return out + [cur]


class Inputs:
    def __init__(self, vectors, freq):
        self.vectors, (self.table, self.known) = vectors, vectors.table()
        self.rare = np.array([0.3 / (0.3 + freq[lower(f)]) for f in vectors.forms])
        self.width = self.table.shape[1] + self.known.shape[1]

    def make(self, batch, training):
        b, t = len(batch), max(map(len, batch))
        ids, gold = np.zeros((b, t), dtype=np.int64), np.full((b, t), -1, "f4")
        turn = np.tile(np.arange(t), (b, 1))
        for i, words in enumerate(batch):
            n = len(words)
            ids[i, :n] = [self.vectors.ids[w.form] for w in words]
            gold[i, :n - 1] = [w.end if w.space else -1 for w in words[:-1]]
            turn[i, :n] = np.arange(n - 1, -1, -1)
        unnamed = (np.random.rand(b, t) < self.rare[ids] + 0.03) & training
        known = self.known[torch.from_numpy(ids)]
        if training:
            known = known * torch.from_numpy(np.random.rand(b, t) >= 0.05)[:, :, None]
        x = torch.cat([self.table[torch.from_numpy(2 * ids + unnamed)], known], 2)
        return x, torch.from_numpy((turn.T * b + np.arange(b)).ravel()), torch.from_numpy(gold)


@torch.no_grad()
def score(model, inputs, paragraphs, ends):
    """F1 of sentences, ends that are none, ends missed."""
    model.eval()
    found, units = set(), []
    for _, words in paragraphs:
        found.add(words[-1].at)
        units += [(words, w) for w in windows(words)]
    for words, (at, part, first, stop) in units:
        x, turn, gold = inputs.make([part], False)
        logits = model(x, turn)[0].tolist()
        for i in range(first, stop):
            if gold[0, i] >= 0 and logits[i] > (0 if marked(words, at + i) else SURE):
                found.add(part[i].at)
    model.train()
    spans = [set(zip([0] + sorted(e), sorted(e))) for e in (ends, found)]
    f1 = 200 * len(spans[0] & spans[1]) / (len(spans[0]) + len(spans[1]))
    return "%.2f, %d wrong, %d missed" % (f1, len(found - ends), len(ends - found))


def export(model, path):
    out = Writer()
    for d in (0, 1):
        out.linear("layers.0.input.%d" % d, model.layer.input[d])
        out.bytes8("layers.0.state.%d" % d, model.layer.state[d])
    out.linear("end", model.end)
    out.write(path)


def arguments():
    ap = argparse.ArgumentParser()
    ap.add_argument("--corpora", required=True)
    ap.add_argument("--ontology", required=True)
    ap.add_argument("--words", required=True, help="english.attm")
    ap.add_argument("--attache", required=True, help="the program")
    ap.add_argument("--minutes", type=float, required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--hidden", type=int, default=64)
    ap.add_argument("--drop", type=float, default=0.3)
    ap.add_argument("--join", type=float, default=0.15, help="share of paragraphs joined to the one before")
    ap.add_argument("--domain", type=int, default=1500, help="made sentences an epoch")
    ap.add_argument("--rate", type=float, default=3e-3)
    ap.add_argument("--budget", type=int, default=1600, help="words a batch")
    ap.add_argument("--dev", action="store_true", help="learn from the development sets, too")
    ap.add_argument("--test", action="store_true", help="score the test sets")
    ap.add_argument("--seed", type=int, default=1)
    return ap.parse_args()


def main():
    a = arguments()
    random.seed(a.seed), torch.manual_seed(a.seed), np.random.seed(a.seed)
    torch.set_num_threads(1)
    parts = ["train", "dev"] + ["test"] * a.test
    texts = {(k, n): read("%s/%s" % (a.corpora, path % n), a.attache) for k, path in TREEBANKS.items() for n in parts}
    learned = [texts[k, n][0] for k in TREEBANKS for n in (("train", "dev") if a.dev else ("train",))]
    domain = Domain(a.corpora, a.ontology)
    made = [make_paragraphs(domain, a.domain) for _ in range(MADE)]
    vectors = Vectors(a.words)
    for paragraphs in [ps for ps, _ in texts.values()] + made:
        for _, words in paragraphs:
            for w in words:
                vectors.id(w.form), vectors.id(w.form.lower())
    inputs = Inputs(vectors, collections.Counter(lower(w.form) for ps in learned for _, p in ps for w in p))
    model = Ends(inputs.width, a.hidden, a.drop)
    optimizer = torch.optim.Adam(model.parameters(), a.rate, betas=(0.9, 0.95))
    average, start, step, epoch = Average(model, 0.998), time.process_time(), 0, 0
    while True:
        texts_now = [join([(d, spoil(p)) for d, p in ps], a.join) for ps in learned]
        texts_now.append([p for _, p in made[epoch % MADE]])
        units = [u for ps in texts_now for p in ps for _, u, _, _ in windows(p, random.randrange(30)) if len(u) > 1]
        order = batches(units, a.budget)
        random.shuffle(order)
        for batch in order:
            done = (time.process_time() - start) / 60 / a.minutes
            if done >= 1:
                break
            rate = a.rate * min(1, (step + 1) / 100) * (0.01 + 0.99 * (0.5 + 0.5 * math.cos(math.pi * done)))
            for g in optimizer.param_groups:
                g["lr"] = rate
            x, turn, gold = inputs.make(batch, True)
            logits, keep = model(x, turn), gold >= 0
            loss = F.binary_cross_entropy_with_logits(logits[keep], gold[keep])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            average.update(model)
            step += 1
        epoch += 1
        if epoch % 2 == 0 or done >= 1:
            with swapped(model, average.mean):
                for (k, n), (paragraphs, ends) in texts.items():
                    if n == "dev" or (n == "test" and done >= 1):
                        print("epoch", epoch, k, n, score(model, inputs, paragraphs, ends), flush=True)
                export(model, a.out)
            if done >= 1:
                break


if __name__ == "__main__":
    main()
