# SPDX-License-Identifier: Apache-2.0
"""Hashed features of a word: rows of the model's table. text/features.c must give the same."""
import re

MAXFEATS = 28
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-",
                        "\u2014": "-", "\u2011": "-", "\u2212": "-"})


def fnv(text):
    h = 2166136261
    for b in text.encode("utf-8"):
        h = ((h ^ b) * 16777619) & 0xffffffff
    h ^= h >> 15  # the low bits of FNV alone are weak
    return h * 0x9e3779b1 % (1 << 32) >> 16 or 1


def lower(s):  # ASCII only, so that C need know no Unicode tables
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in s)


def shape(s):
    out = ""
    for c in s:
        k = ("X" if "A" <= c <= "Z" else "x" if "a" <= c <= "z" else "d" if "0" <= c <= "9"
             else "u" if ord(c) > 127 else c)
        if len(out) < 2 or out[-1] != k or out[-2] != k:
            out += k
    return out[:12]


CACHE = {}


def features(form):
    """Row numbers of a token; the first three name the word itself, and are dropped in training."""
    got = CACHE.get(form)
    if got is None:
        norm = form.translate(QUOTES)
        low = re.sub("[0-9]", "0", lower(norm))[:40]
        f = ["w" + low, "v" + low, "o" + norm[:40], "s" + shape(norm)]
        for n in (1, 2, 3):
            f.append("p" + low[:n])
        for n in (1, 2, 3, 4):
            f.append("q%d" % n + low[-n:])
        edged = "^" + low + "$"
        f += ["t" + edged[i:i + 3] for i in range(len(edged) - 2)]
        got = CACHE[form] = [fnv(x) for x in f[:MAXFEATS]]
    return got


def key64(word):
    """FNV-1a of 64 bits: how the model file finds a word's vector."""
    h = 0xcbf29ce484222325
    for b in word.encode("utf-8"):
        h = (h ^ b) * 0x100000001b3 & 0xffffffffffffffff
    return h


def vector_key(form, index):
    """Which pre-trained vector a form has, `index` giving a row for a word's key64: its own in small
    letters, else that of what stands behind its last hyphen; 0 for none."""
    low = lower(form.translate(QUOTES))
    got = index.get(key64(low))
    if got is None and "-" in low:
        got = index.get(key64(low[low.rindex("-") + 1:]))
    return got or 0
