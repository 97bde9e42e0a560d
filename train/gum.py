# SPDX-License-Identifier: Apache-2.0
"""Named entities of GUM, whose marks are of all noun phrases: a phrase whose head is a proper noun
gives the name around that head. Proper nouns that no phrase explains are left open (None)."""
import re

GUM_KINDS = {"person": "PERSON", "organization": "ORG", "place": "PLACE", "event": "EVENT"}
JOINTS = {"PERSON": {"-", ".", "de", "van", "von", "al", "bin"}, "PLACE": {"-", ".", "of", "the", "de", "la"}}
ALL_JOINTS = {"of", "the", "and", "for", "'s", "-", "\u2019s", "&", ".", "de", "la", "in"}


def phrases(marks):
    """Entity= values of a sentence's words -> (first, last, kind, identity)."""
    out, open_ones = [], []
    for i, mark in enumerate(marks):
        for opening, body, closing in re.findall(r"(\()?([^()]+)(\))?", mark):
            if opening:
                fields = body.split("-")
                open_ones.append((fields[0].strip("[]0123456789/") or fields[0].split("[")[0], i, fields[1]))
                if fields[0].count("["):  # of several parts: taken as unknown
                    open_ones[-1] = (open_ones[-1][0], i, "")
            if closing:
                number = body.split("-")[0].split("[")[0]
                for k in range(len(open_ones) - 1, -1, -1):
                    if not opening and open_ones[k][0] == number or opening and k == len(open_ones) - 1:
                        number, first, kind = open_ones.pop(k)
                        out.append((first, i, kind))
                        break
    return out


def name_in(s, first, last, joints):
    """The words of a phrase's name, or None if its head is no proper noun."""
    heads = [i for i in range(first, last + 1) if not first <= s.head[i] - 1 <= last]
    if len(heads) != 1 or s.upos[heads[0]] != "PROPN":
        return None
    proper = lambda i: first <= i <= last and (s.upos[i] in ("PROPN", "NUM") or s.forms[i][:1].isupper() and i > 0)
    a = b = heads[0]
    while proper(a - 1) or a - 2 >= first and s.forms[a - 1] in joints - {"the"} and proper(a - 2):
        a -= 1 if proper(a - 1) else 2
    while True:
        step = next((k for k in (1, 2, 3) if proper(b + k) and all(s.forms[b + j] in joints for j in range(1, k))), 0)
        if not step:
            break
        b += step
    return a, b


def mark_names(s, marks, states, titles):
    s.ner = [None if p == "PROPN" else "O" for p in s.upos]
    for first, last, kind in sorted(phrases(marks), key=lambda p: p[0] - p[1]):  # longest first
        kind = GUM_KINDS.get(kind)
        found = name_in(s, first, last, JOINTS.get(kind, ALL_JOINTS))
        if found is None:
            continue
        a, b = found
        if kind == "PERSON":
            start = a
            for i in range(a, b):  # titles are no part of a name
                if " ".join(s.forms[a:i + 1]).lower() in titles or s.forms[i].lower().rstrip(".") in titles:
                    start = i + 1
            s.ner[a:start] = ["O"] * (start - a)
            a = start
        text = re.sub("^the ", "", " ".join(s.forms[a:b + 1]).lower()).replace(" .", ".")
        if kind == "PLACE" and text in states:
            kind = "STATE"
        inside = any(t and t != "O" for t in s.ner[a:b + 1])
        if kind and not inside:
            s.ner[a:b + 1] = ["B-" + kind] + ["I-" + kind] * (b - a)
    for i, form in enumerate(s.forms):
        if s.ner[i] in (None, "O") and form[:1].isupper() and form.lower() in states:
            s.ner[i] = "B-STATE"
