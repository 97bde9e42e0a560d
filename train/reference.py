#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The model's inference written a second time, in numpy: what text/model.c is held against.

usage: reference.py MODEL FILE.conllu

Reads the words of a CoNLL-U file; writes, for each, number, form, UPOS, XPOS, features, head,
relation and entity tag. Lemmas are left out: text/lemma.c mends them after the model. Every float
is 32 bits and every sum goes from left to right, as in C, so that the two agree to the letter.
"""
import os, struct, sys
import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from features import features

F32 = np.float32


def read_model(path):
    data = open(path, "rb").read()
    magic, version, count, size = struct.unpack_from("<8sIIQ", data)
    if magic != b"ATTMODEL" or version != 1 or size != len(data) - 64:
        raise SystemExit(path + ": not a model of version 1")
    out, at = {}, 64
    for _ in range(count):
        name, kind, rows, cols, length = struct.unpack_from("<32sIIII", data, at)
        body = data[at + 64:at + 64 + length]
        at += 64 + length + -length % 64
        if kind == 0:
            value = body.decode().split("\n")[:rows]
        elif kind == 1:
            value = np.frombuffer(body, "<f4")
        else:
            value = (np.frombuffer(body, "<f4", rows),
                     np.frombuffer(body, "i1", offset=4 * rows).reshape(rows, cols).astype(np.int64))
        out[name.rstrip(b"\0").decode()] = value
    return out


def rounded(x):
    most = np.maximum(np.abs(x).max(1), F32(1e-8))
    return F32(1) * most / F32(2047), np.rint(x * (F32(2047) / most)[:, None]).astype(np.int64)


def total(x):  # from left to right; numpy's own sum goes in pairs
    return np.cumsum(x, axis=-1, dtype=F32)[..., -1]


def norm(m, name, x):
    size = F32(x.shape[1])
    mean = (total(x) / size)[:, None]
    inverse = F32(1) / np.sqrt(total((x - mean) * (x - mean)) / size + F32(1e-5))
    return (x - mean) * inverse[:, None] * m[name + ".weight"] + m[name + ".bias"]


def apply(m, name, x, relu=False):
    scale, w = m[name + ".weight"]
    s, v = rounded(x)
    y = (v @ w.T).astype(F32) * (s[:, None] * scale) + m[name + ".bias"]
    return np.where(y < 0, F32(0), y) if relu else y


def encode(m, forms):
    table_scale, table = m["table"]
    x = np.zeros((len(forms), table.shape[1]), F32)
    for t, form in enumerate(forms):
        for row in features(form):
            x[t] += table_scale[row] * table[row].astype(F32)
    x = apply(m, "input", norm(m, "inln", x))
    n, h = x.shape
    for i, d in enumerate(int(d) for d in m["dilation"]):
        scale, w = m["conv.%d.weight" % i]
        s, v = rounded(x)
        y = np.repeat(m["conv.%d.bias" % i][None], n, 0)
        for tap, shift in enumerate((-d, 0, d)):
            part = (v @ w[:, tap * h:(tap + 1) * h].T).astype(F32) * (s[:, None] * scale)
            to, source = slice(max(0, -shift), n - max(0, shift)), slice(max(0, shift), n + min(0, shift))
            if abs(shift) < n:
                y[to] += part[source]
        x = norm(m, "ln.%d" % i, x + np.where(y > 0, y, F32(0)))
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
    n = len(x)
    rooted = np.concatenate([m["root"][None], x])
    ds, d = rounded(apply(m, "arc", apply(m, "arc_dep", x, True)))
    gs, g = rounded(apply(m, "arc_head", rooted, True))
    d = np.trunc(d / 2).astype(np.int64)
    score = (d @ g.T).astype(F32) * ((F32(2) * ds)[:, None] * gs)
    own = score.copy()
    own[np.arange(n), np.arange(n) + 1] = -np.inf
    heads = []
    for t in range(n):  # equals: a word before the root, then the first
        start = 0 if n == 1 else 2 if t == 0 else 1
        k = int(own[t].argmax())
        heads.append(start if own[t, start] == own[t, k] else k)
    if not is_tree(heads):
        heads = eisner(score, n)
    dep = np.concatenate([apply(m, "lab_dep", x, True), np.ones((n, 1), F32)], 1)
    head = np.concatenate([apply(m, "lab_head", rooted, True)[heads], np.ones((n, 1), F32)], 1)
    scale, w = m["lab"]
    s, v = rounded(head)
    product = ((v @ w.T).astype(F32) * (s[:, None] * scale)).reshape(n, -1, dep.shape[1])
    rel = total(dep[:, None, :] * product).argmax(1)
    return heads, ["root" if h == 0 else m["labels.rel"][r] for h, r in zip(heads, rel)]


def entities(tags):
    out, open_kind = [], None
    for tag in tags:
        kind = None if tag == "O" else tag[2:]
        out.append("_" if kind is None else ("I-" if tag[0] == "I" and kind == open_kind else "B-") + kind)
        open_kind = kind
    return out


def main():
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
                for k in ("upos", "xpos", "feats", "ner")}
        heads, rels = parse(m, x)
        for row in zip(range(1, len(forms) + 1), forms, best["upos"], best["xpos"], best["feats"], heads, rels,
                       entities(best["ner"])):
            print(*row, sep="\t")
        print()


main()
