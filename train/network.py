# SPDX-License-Identifier: Apache-2.0
"""The network: word vectors and hashed features, two bidirectional LSTM layers, linear heads for
tags, features, lemma script and entity; biaffine arcs (Dozat and Manning 2017), and labels from
the product of dependent and head."""
import math, random
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import NER
from features import MAXFEATS, features, lower, vector_key
from recurrent import LSTMLayer, SRULayer

ROWS, WIDTH, VECTOR = 1 << 16, 128, 100
WEIGHT = {"upos": 0.5, "xpos": 0.5, "feats": 0.3, "lemma": 0.3, "ner": 1.0}


def script(form, lemma):
    """Lemma as an edit of the form: what case, how many code points off the end, what is put on."""
    for case, base in (("k", form), ("l", lower(form))):
        n = 0
        while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
            n += 1
        if n or case == "l":
            return "%s%d%s" % (case, len(base) - n, lemma[n:])


class Labels:
    def __init__(self, names):
        self.names = list(names)
        self.ids = {k: i for i, k in enumerate(self.names)}

    def get(self, name):
        return self.ids.get(name, -100)


def locked(x, p, training, steps_first=False):
    """Dropout with one mask for all words of a sentence."""
    if not training or p == 0:
        return x
    shape = (1, *x.shape[1:]) if steps_first else (x.shape[0], 1, x.shape[2])
    return x * (torch.bernoulli(x.new_full(shape, 1 - p)) / (1 - p))


class Model(nn.Module):
    def __init__(self, sizes, hidden, layers, arc, label, bilinear=False, unit="lstm"):
        super().__init__()
        self.table = nn.EmbeddingBag(ROWS + 1, WIDTH, mode="sum", sparse=True, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.1)
        self.inln = nn.LayerNorm(WIDTH)
        top = 2 * hidden
        if unit == "lstm":
            self.near = None
            self.layers = nn.ModuleList(LSTMLayer(WIDTH + VECTOR if i == 0 else top, hidden) for i in range(layers))
        else:
            self.near = nn.Linear(3 * (WIDTH + VECTOR), top)
            self.layers = nn.ModuleList(SRULayer(top, hidden) for i in range(layers))
            self.ln = nn.ModuleList(nn.LayerNorm(top) for i in range(layers))
        self.heads = nn.ModuleDict({k: nn.Linear(top, n) for k, n in sizes.items() if k != "rel"})
        self.arc_dep, self.arc_head = nn.Linear(top, arc), nn.Linear(top, arc)
        self.lab_dep, self.lab_head = nn.Linear(top, label), nn.Linear(top, label)
        self.root = nn.Parameter(torch.randn(top) * 0.1)
        self.arc = nn.Linear(arc, arc)
        self.bilinear = bilinear
        if bilinear:
            self.lab = nn.Parameter(torch.zeros(sizes["rel"], label + 1, label + 1))
        else:
            self.lab = nn.Linear(3 * label, sizes["rel"])
        self.drop = 0.33

    def encode(self, rows, vectors, turn, mask):
        b, t, f = rows.shape
        x = self.inln(self.table(rows.view(b * t, f)).view(b, t, WIDTH))
        x = locked(torch.cat([x, vectors], 2), 0.2, self.training).transpose(0, 1).contiguous()
        if self.near is not None:
            p = F.pad(x * mask.t()[:, :, None], (0, 0, 0, 0, 1, 1))
            x = torch.relu(self.near(torch.cat([p[:-2], x, p[2:]], 2)))
        for i, layer in enumerate(self.layers):
            x = layer(x, turn)
            if self.near is not None:
                x = self.ln[i](x)
            x = locked(x, self.drop if self.near is None else 0.2, self.training, True)
        if self.near is not None:
            x = locked(x, 0.2, self.training, True)
        return x.transpose(0, 1).contiguous()

    def tree(self, x):
        h = torch.cat([self.root.expand(x.shape[0], 1, x.shape[2]), x], 1)
        part = lambda m, v: locked(torch.relu(m(v)), self.drop, self.training)
        arcs = self.arc(part(self.arc_dep, x)) @ part(self.arc_head, h).transpose(1, 2)
        return arcs / math.sqrt(self.arc.out_features), part(self.lab_dep, x), part(self.lab_head, h)

    def relation(self, d, h):
        if self.bilinear:
            one = d.new_ones(d.shape[0], 1)
            return torch.einsum("ni,rij,nj->nr", torch.cat([d, one], 1), self.lab, torch.cat([h, one], 1))
        return self.lab(torch.cat([d * h, d, h], 1))


def batches(sents, budget, shuffle):
    order = sorted(range(len(sents)), key=lambda i: (len(sents[i].forms) + (random.random() * 2 if shuffle else 0)))
    out, cur = [], []
    for i in order:
        if cur and (len(cur) + 1) * len(sents[i].forms) > budget:
            out.append(cur)
            cur = []
        cur.append(sents[i])
    out.append(cur)
    if shuffle:
        random.shuffle(out)
    return out


class Inputs:
    """Makes a batch's tensors. `vectors` are the pre-trained ones, `index` their rows by key."""

    def __init__(self, vocab, vectors, index, freq):
        self.vocab, self.vectors, self.index, self.freq, self.cache = vocab, vectors, index, freq, {}

    def row(self, form):
        got = self.cache.get(form)
        if got is None:
            got = self.cache[form] = vector_key(form, self.index)
        return got

    def gold(self, batch, t):
        gold = {k: np.full((len(batch), t), -100, dtype=np.int64) for k in list(self.vocab) + ["head"]}
        for b, s in enumerate(batch):
            n = len(s.forms)
            if s.upos:
                for k in ("upos", "xpos", "feats", "rel"):
                    gold[k][b, :n] = [self.vocab[k].get(x) for x in getattr(s, k)]
                gold["lemma"][b, :n] = [self.vocab["lemma"].get(script(f, l)) for f, l in zip(s.forms, s.lemma)]
                gold["head"][b, :n] = s.head
            elif s.ner:
                self.known(s, {k: v[b] for k, v in gold.items()})
            if s.ner:
                gold["ner"][b, :n] = [self.vocab["ner"].get(x) for x in s.ner]
        return {k: torch.from_numpy(v) for k, v in gold.items()}

    def known(self, s, gold):
        """What a name says of its words' tags and tree, in a text that has neither: persons' are flat; exercises' hang on
        their last word, "Exercise" before them, too."""
        i, n = 0, len(s.forms)

        def put(t, head, rel, upos="PROPN", xpos="NNP"):
            gold["upos"][t], gold["xpos"][t] = self.vocab["upos"].get(upos), self.vocab["xpos"].get(xpos)
            if head is not None:
                gold["head"][t], gold["rel"][t] = head + 1, self.vocab["rel"].get(rel)

        while i < n:
            kind, j = s.ner[i] or "", i + 1
            while j < n and (s.ner[j] or "") == "I-" + kind[2:]:
                j += 1
            words = [t for t in range(i, j) if s.forms[t].isalpha() and s.forms[t][0].isupper()]
            if kind == "B-PERSON" and words:
                for t in words:
                    put(t, words[0] if t != words[0] and words[0] == i else None, "flat")
            elif kind == "B-EVENT" and 0 < len(words) <= 3 and i > 0 and s.forms[i - 1].lower() in ("exercise", "operation"):
                for t in words:
                    put(t, words[-1] if t != words[-1] else None, "compound")
                low = s.forms[i - 1].islower()
                put(i - 1, words[-1], "compound", "NOUN" if low else "PROPN", "NN" if low else "NNP")
            i = j

    def make(self, batch, training):
        t = max(len(s.forms) for s in batch)
        rows = np.zeros((len(batch), t, MAXFEATS), dtype=np.int64)
        known = np.zeros((len(batch), t), dtype=np.int64)
        turn = np.tile(np.arange(t), (len(batch), 1))
        mask = np.zeros((len(batch), t), dtype=bool)
        for b, s in enumerate(batch):
            forms = s.forms
            if training and random.random() < 0.02:  # headlines
                forms = [f.capitalize() if f.islower() and len(f) > 3 else f for f in forms]
            n = len(forms)
            mask[b, :n] = True
            turn[b, :n] = np.arange(n - 1, -1, -1)
            for i, form in enumerate(forms):
                f = features(form)
                rows[b, i, :len(f)] = f
                known[b, i] = self.row(form)
                if training:
                    if random.random() < 0.3 / (0.3 + self.freq[form.lower()]) + 0.05:
                        rows[b, i, :3] = 0
                    if random.random() < 0.1:
                        known[b, i] = 0
        return (torch.from_numpy(rows), self.vectors[torch.from_numpy(known)], torch.from_numpy((turn.T * len(batch) + np.arange(len(batch))).ravel()),
                torch.from_numpy(mask), self.gold(batch, t))


def mask_arcs(arcs, mask):
    good = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)[:, None, :].expand_as(arcs)
    n = arcs.shape[1]
    own = torch.zeros(n, n + 1, dtype=torch.bool)
    own[torch.arange(n), torch.arange(n) + 1] = True
    return arcs.masked_fill(~good | own[None], -1e9)


def apart(scores):
    """How far the two halves' distributions are from one another (Kullback-Leibler, both ways)."""
    p, q = F.log_softmax(scores, -1).chunk(2)
    return ((p.exp() - q.exp()) * (p - q)).sum(-1).mean() / 2


def loss_of(model, inputs, batch, twice=0.0):
    """With `twice`, each sentence is read under two masks of dropout, and that weight is put on the
    difference of what is read (R-Drop, Liang et al. 2021); the difference needs no gold."""
    rows, vectors, turn, mask, gold = inputs.make(batch + batch if twice else batch, True)
    x = model.encode(rows, vectors, turn, mask)
    loss = 0.0
    for k, head in model.heads.items():
        scores = head(x[mask])
        keep = gold[k][mask] >= 0
        if keep.any():
            loss = loss + WEIGHT[k] * F.cross_entropy(scores[keep], gold[k][mask][keep])
        if twice:
            loss = loss + twice * WEIGHT[k] * apart(scores)
    keep = gold["head"] >= 0
    some = mask.any(1) if twice else keep.any(1)
    if some.any():
        arcs, ld, lh = model.tree(x[some])
        keep, head = keep[some], gold["head"][some]
        arcs = mask_arcs(arcs, mask[some])
        if twice:
            loss = loss + twice * apart(arcs[mask[some]])
    if keep.any():
        loss = loss + F.cross_entropy(arcs[keep], head[keep])
        h = torch.gather(lh, 1, head.clamp(min=0).unsqueeze(-1).expand(-1, -1, lh.shape[2]))
        relation = model.relation(ld[keep], h[keep])
        loss = loss + F.cross_entropy(relation, gold["rel"][some][keep], ignore_index=-100)
        if twice:
            loss = loss + twice * apart(relation)
    return loss


@torch.no_grad()
def evaluate(model, inputs, sents):
    """Greedy heads (the C decoder repairs cycles): counts as the CoNLL-18 LAS does, no subtypes."""
    model.eval()
    vocab, n, right = inputs.vocab, 0, dict.fromkeys(("uas", "las", "upos", "xpos", "feats", "lemma"), 0)
    base = torch.tensor([vocab["rel"].names.index(r.split(":")[0]) if r.split(":")[0] in vocab["rel"].ids else i
                         for i, r in enumerate(vocab["rel"].names)])
    tp = fp = fn = 0
    for batch in batches(sents, 4000, False):
        rows, vectors, turn, mask, gold = inputs.make(batch, False)
        x = model.encode(rows, vectors, turn, mask)
        arcs, ld, lh = model.tree(x)
        head = mask_arcs(arcs, mask).argmax(-1)
        flat = model.relation(ld.flatten(0, 1), torch.gather(lh, 1, head.unsqueeze(-1).expand(-1, -1, lh.shape[2])).flatten(0, 1))
        rel = base[flat.argmax(-1).view(head.shape)]
        best = {k: h(x).argmax(-1) for k, h in model.heads.items()}
        tree = gold["head"] >= 0
        n += int(tree.sum())
        ok = (head == gold["head"]) & tree
        right["uas"] += int(ok.sum())
        right["las"] += int((ok & (rel == base[gold["rel"].clamp(min=0)])).sum())
        for k in ("upos", "xpos", "feats", "lemma"):
            right[k] += int(((best[k] == gold[k]) & tree).sum())
        for b, s in enumerate(batch):
            if s.ner:
                a, g = spans([NER[j] for j in best["ner"][b, :len(s.forms)].tolist()]), spans([t or "O" for t in s.ner])
                tp, fp, fn = tp + len(a & g), fp + len(a - g), fn + len(g - a)
    model.train()
    return " ".join("%s %.2f" % (k, 100 * v / max(n, 1)) for k, v in right.items()) + " ner %.3f" % (
        2 * tp / max(1, 2 * tp + fp + fn))


def spans(tags):
    out, i = set(), 0
    while i < len(tags):
        if tags[i] != "O":
            k, j = tags[i][2:], i + 1
            while j < len(tags) and tags[j] == "I-" + k:
                j += 1
            out.add((i, j, k))
            i = j
        else:
            i += 1
    return out
