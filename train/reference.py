#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The model's inference written a second time, in numpy: what text/model.c is held against.

usage: reference.py MODEL FILE.conllu
       reference.py --ends MODEL SENTENCES-MODEL FILE

Reads the words of a CoNLL-U file; writes, for each, number, form, UPOS, XPOS, features, head,
relation and entity tag. With --ends, reads words, one a line, runs of them ended by an empty line,
and writes how likely a sentence ends behind each (text/model_ends.c). Lemmas are left out: text/lemma.c mends them after the model. Every float
is 32 bits and every sum goes from left to right, as in C, so that the two agree to the letter.
"""
import os, struct, sys
import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from features import features, vector_key

F32 = np.float32


def read_model(path):
    data = open(path, "rb").read()
    magic, version, count, size = struct.unpack_from("<8sIIQ", data)
    if magic != b"ATTMODEL" or version != 2 or size != len(data) - 64:
        raise SystemExit(path + ": not a model of version 2")
    out, at = {}, 64
    for _ in range(count):
        name, kind, rows, cols, length = struct.unpack_from("<32sIIII", data, at)
        body = data[at + 64:at + 64 + length]
        at += 64 + length + -length % 64
        if kind == 0:
            value = body.decode().split("\n")[:rows]
        elif kind == 1:
            value = np.frombuffer(body, "<f4")
        elif kind == 3:
            value = {int(k): i for i, k in enumerate(np.frombuffer(body, "<u8")) if i}
        else:
            value = (np.frombuffer(body, "<f4", rows),
                     np.frombuffer(body, "i1", offset=4 * rows).reshape(rows, cols).astype(np.int64))
        out[name.rstrip(b"\0").decode()] = value
    return out


STATE, ROUND = 31, 63  # the largest activation: what comes of LSTM states, and all else


def rounded(x, bound=ROUND):
    most = np.maximum(np.abs(x).max(1), F32(1e-8))
    return most / F32(bound), np.rint(x * (F32(bound) / most)[:, None]).astype(np.int64)


def total(x):  # from left to right; numpy's own sum goes in pairs
    return np.cumsum(x, axis=-1, dtype=F32)[..., -1]


def norm(m, name, x):
    size = F32(x.shape[1])
    mean = (total(x) / size)[:, None]
    inverse = F32(1) / np.sqrt(total((x - mean) * (x - mean)) / size + F32(1e-5))
    return (x - mean) * inverse[:, None] * m[name + ".weight"] + m[name + ".bias"]


def product(m, name, v):
    return (v @ m[name][1].T).astype(F32)


def apply(m, name, x, relu=False):
    """x: rounded activations, as (scales, whole numbers)."""
    s, v = x
    y = product(m, name + ".weight", v) * (s[:, None] * m[name + ".weight"][0]) + m[name + ".bias"]
    return np.where(y < 0, F32(0), y) if relu else y


def polynomial(x, *factors):
    y = np.full_like(x, F32(factors[0]))
    for f in factors[1:]:
        y = y * x + F32(f)
    return y


def tanh(x):  # Eigen's
    most = F32(7.90531110763549805)
    x = np.minimum(np.maximum(x, -most), most)
    y = x * x
    return (x * polynomial(y, -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08,
                           1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03)
            / polynomial(y, 1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03))


def sigmoid(x):
    return F32(0.5) * tanh(F32(0.5) * x) + F32(0.5)


def lstm(m, layer, x):
    out = []
    for d in (0, 1):
        u = apply(m, "layers.%d.input.%d" % (layer, d), x)
        name = "layers.%d.state.%d" % (layer, d)
        n, h = len(u), u.shape[1] // 4
        scale = m[name][0] * F32(1 / STATE)
        state, cell, rows = np.zeros(h, np.int64), np.zeros(h, F32), [None] * n
        for t in range(n) if d == 0 else reversed(range(n)):
            g = u[t] + product(m, name, state) * scale
            i, f, o = sigmoid(g[:h]), sigmoid(g[h:2 * h]), sigmoid(g[3 * h:])
            cell = f * cell + i * tanh(g[2 * h:3 * h])
            state = rows[t] = np.rint(o * tanh(cell) * F32(STATE)).astype(np.int64)
        out.append(np.stack(rows))
    return np.full(n, F32(1 / STATE), F32), np.concatenate(out, 1)


def read_words(m, forms):
    table_scale, table = m["table"]
    vector_scale, vectors = m["vector.rows"]
    x = np.zeros((len(forms), table.shape[1]), F32)
    for t, form in enumerate(forms):
        for row in features(form):
            x[t] += table_scale[row] * table[row].astype(F32)
    rows = [vector_key(form, m["vector.keys"]) for form in forms]
    return rounded(np.concatenate([norm(m, "inln", x), vector_scale[rows][:, None] * vectors[rows].astype(F32)], 1))


def encode(m, forms):
    x, layer = read_words(m, forms), 0
    while "layers.%d.input.0.bias" % layer in m:
        x = lstm(m, layer, x)
        layer += 1
    return x


def is_tree(heads):
    for d in range(1, len(heads) + 1):
        seen = set()
        while d and d not in seen:
            seen.add(d)
            d = heads[d - 1]
        if d:
            return False
    return heads.count(0) == 1


def eisner(score, n):
    """Best projective tree with one root; the first of equals."""
    full, part = {(i, i, k): (F32(0), None) for i in range(n + 1) for k in (0, 1)}, {}

    def best(options):
        top = None
        for value, k in options:
            if top is None or value > top[0]:
                top = (value, k)
        return top
    for size in range(1, n + 1):
        for i in range(n + 1 - size):
            j = i + size
            v, k = best((full[i, q, 0][0] + full[q + 1, j, 1][0], q) for q in range(i, 1 if i == 0 else j))
            part[i, j, 0] = v + score[j - 1, i], k
            part[i, j, 1] = v + (score[i - 1, j] if i else F32(-1e37)), k
            full[i, j, 0] = best((part[i, q, 0][0] + full[q, j, 0][0], q) for q in range(i + 1, j + 1))
            full[i, j, 1] = best((full[i, q, 1][0] + part[q, j, 1][0], q) for q in range(i, j))
    heads, todo = [0] * n, [(0, n, 0, True)]
    while todo:
        i, j, left, closed = todo.pop()
        if i == j:
            continue
        if closed:
            k = full[i, j, left][1]
            todo += [(i, k, 1, True), (k, j, 1, False)] if left else [(i, k, 0, False), (k, j, 0, True)]
        else:
            heads[(i if left else j) - 1] = j if left else i
            k = part[i, j, left][1]
            todo += [(i, k, 0, True), (k + 1, j, 1, True)]
    return heads


def parse(m, x):
    n = len(x[0])
    root = rounded(m["root"][None], STATE)
    ds, d = rounded(apply(m, "arc", rounded(apply(m, "arc_dep", x, True))))
    gs, g = (np.concatenate(pair) for pair in zip(rounded(apply(m, "arc_head", root, True)),
                                                  rounded(apply(m, "arc_head", x, True))))
    score = (d @ g.T).astype(F32) * (ds[:, None] * gs)
    own = score.copy()
    own[np.arange(n), np.arange(n) + 1] = -np.inf
    heads = []
    for t in range(n):  # equals: a word before the root, then the first
        start = 0 if n == 1 else 2 if t == 0 else 1
        k = int(own[t].argmax())
        heads.append(start if own[t, start] == own[t, k] else k)
    if not is_tree(heads):
        heads = eisner(score, n)
    dep = apply(m, "lab_dep", x, True)
    head = np.concatenate([apply(m, "lab_head", root, True), apply(m, "lab_head", x, True)])[heads]
    rel = apply(m, "lab", rounded(np.concatenate([dep * head, dep, head], 1))).argmax(1)
    return heads, ["root" if h == 0 else m["labels.rel"][r] for h, r in zip(heads, rel)]


def entities(scores, names):
    """The best sequence in which an I- follows its own kind."""
    low = F32(-1e30)
    allowed = np.array([[n[0] != "I" or b != "O" and b[2:] == n[2:] for n in names] for b in names])
    before, back = np.where(np.arange(len(names)) == 0, F32(0), low), []
    for t, row in enumerate(scores):
        options = np.where(allowed, before[:, None], F32(-np.inf))
        if t == 0:
            options[1:] = -np.inf
        best = options.argmax(0)
        before = np.maximum(options[best, np.arange(len(names))], low) + row
        back.append(best)
    tags, at = [], int(before.argmax())
    for best in reversed(back):
        tags.append(names[at])
        at = int(best[at])
    return ["_" if t == "O" else t for t in reversed(tags)]


WINDOW, LONG, SHARED, MARGIN = 160, 208, 30, 15  # as in text/model_ends.c


def ends(words, model, forms):
    """Each word's score; a long run is read in windows, whose scores take turns where they share words."""
    out, at = [], 0
    while at < len(forms):
        last = len(forms) - at <= LONG
        pairs = apply(model, "end", lstm(model, 0, read_words(words, forms[at:] if last else forms[at:at + WINDOW])))
        scores = pairs[:, 0] + np.append(pairs[1:, 1], F32(0))
        stop = len(scores) if last else WINDOW - SHARED + MARGIN
        out.extend(scores[MARGIN if at else 0:stop])
        at = len(forms) if last else at + WINDOW - SHARED
    return out


def print_ends(words, model, path):
    words, model = read_model(words), read_model(model)
    for run in open(path, encoding="utf-8").read().rstrip("\n").split("\n\n"):
        forms = run.split("\n")
        for form, score in zip(forms, ends(words, model, forms)):
            print(form, "%.9g" % score)


def main():
    if len(sys.argv) == 5 and sys.argv[1] == "--ends":
        return print_ends(*sys.argv[2:])
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    m = read_model(sys.argv[1])
    for block in open(sys.argv[2], encoding="utf-8").read().split("\n\n"):
        rows = [l.split("\t") for l in block.split("\n") if l and l[0] != "#"]
        forms = [r[1] for r in rows if r[0].isdigit()]
        if not forms:
            continue
        x = encode(m, forms)
        best = {k: [m["labels." + k][i] for i in apply(m, "heads." + k, x).argmax(1)]
                for k in ("upos", "xpos", "feats")}
        heads, rels = parse(m, x)
        for row in zip(range(1, len(forms) + 1), forms, best["upos"], best["xpos"], best["feats"], heads, rels,
                       entities(apply(m, "heads.ner", x), m["labels.ner"])):
            print(*row, sep="\t")
        print()


if __name__ == "__main__":
    main()
