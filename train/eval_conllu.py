#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Score CoNLL-U against gold, as the script of the CoNLL 2018 shared task does.

usage: eval_conllu.py [--words] [--relations appos,conj,...] GOLD SYSTEM

Words are aligned by the characters that they cover; inside multiword tokens by the longest common
subsequence of forms. LAS compares relations without their subtypes. F1 in per cent, a line each.
--words: both files hold the same words (gold tokens); they are aligned one by one.
--relations: F1 of these, too: head and relation (without subtype) right.
"""
import sys


class Words:
    def __init__(self, path, plain):
        self.form, self.cols, self.head, self.span, self.multi = [], [], [], [], []
        self.tokens, self.sentences, text, at = [], [], [], 0
        first, begin, pending, inside = 0, 0, 0, None

        def close():
            nonlocal first, begin
            if len(self.form) > first:
                for i in range(first, len(self.form)):
                    h = int(self.cols[i][6])
                    if not 0 <= h <= len(self.form) - first:
                        raise SystemExit("%s: head %d is outside its sentence" % (path, h))
                    self.head.append(first + h - 1 if h else -1)
                self.sentences.append((begin, at))
            first, begin = len(self.form), at
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.rstrip("\n")
            if not line:
                close()
                continue
            if line[0] == "#":
                continue
            cols = line.split("\t")
            if len(cols) != 10:
                raise SystemExit("%s:%d: %d columns, not 10" % (path, number, len(cols)))
            if "." in cols[0]:
                continue
            surface = "".join(cols[1].split())
            if "-" in cols[0]:
                if not plain:
                    a, b = map(int, cols[0].split("-"))
                    pending, inside = b - a + 1, (at, at + len(surface))
                    self.tokens.append(inside)
                    text.append(surface)
                    at += len(surface)
                continue
            if pending:
                pending -= 1
                span = inside
            else:
                span = (at, at + len(surface))
                text.append(surface)
                at += len(surface)
                self.tokens.append(span)
                inside = None
            self.form.append(cols[1].lower())
            self.cols.append(cols)
            self.span.append(span)
            self.multi.append(inside is not None)
        close()
        self.text = "".join(text)


def common(a, b):
    """Index pairs of a longest common subsequence."""
    size = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            size[i][j] = size[i + 1][j + 1] + 1 if a[i] == b[j] else max(size[i + 1][j], size[i][j + 1])
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif size[i + 1][j] >= size[i][j + 1]:
            i += 1
        else:
            j += 1


def align(gold, system):
    """{system word: gold word}"""
    pairs, g, s = {}, 0, 0
    ng, ns = len(gold.form), len(system.form)
    while g < ng and s < ns:
        if not gold.multi[g] and not system.multi[s]:
            if gold.span[g] == system.span[s]:
                pairs[s] = g
            if gold.span[g][0] <= system.span[s][0]:
                g += 1
            else:
                s += 1
            if pairs.get(s) == g - 1:
                s += 1
            continue
        if gold.multi[g] and gold.span[g][0] > system.span[s][0] and not system.multi[s]:
            s += 1
            continue
        if system.multi[s] and system.span[s][0] > gold.span[g][0] and not gold.multi[g]:
            g += 1
            continue
        g0, s0 = g, s  # a multiword token on either side: take all words that touch it
        end = max(gold.span[g][1] if gold.multi[g] else 0, system.span[s][1] if system.multi[s] else 0)
        grown = True
        while grown:
            grown = False
            while g < ng and gold.span[g][0] < end:
                if gold.multi[g] and gold.span[g][1] > end:
                    end, grown = gold.span[g][1], True
                g += 1
            while s < ns and system.span[s][0] < end:
                if system.multi[s] and system.span[s][1] > end:
                    end, grown = system.span[s][1], True
                s += 1
        for i, j in common(gold.form[g0:g], system.form[s0:s]):
            pairs[s0 + j] = g0 + i
    return pairs


def f1(same, gold, system):
    return 200.0 * same / (gold + system) if gold + system else 0.0


def score(gold, system, words=False, relations=()):
    if words:
        if len(gold.form) != len(system.form):
            raise SystemExit("not the same words: %d and %d" % (len(gold.form), len(system.form)))
        pairs = {i: i for i in range(len(gold.form))}
    else:
        if gold.text != system.text:
            at = next((i for i, (a, b) in enumerate(zip(gold.text, system.text)) if a != b),
                      min(len(gold.text), len(system.text)))
            raise SystemExit("the texts differ at character %d: '%s' and '%s'" %
                             (at, gold.text[at:at + 20], system.text[at:at + 20]))
        pairs = align(gold, system)
    ng, ns = len(gold.form), len(system.form)
    base = lambda rel: rel.split(":")[0]

    def column(k):
        return f1(sum(gold.cols[g][k] == system.cols[s][k] for s, g in pairs.items()), ng, ns)
    heads = [(s, g) for s, g in pairs.items()
             if (pairs.get(system.head[s], -2) if system.head[s] >= 0 else -1) == gold.head[g]]
    labelled = sum(base(gold.cols[g][7]) == base(system.cols[s][7]) for s, g in heads)
    spans = lambda a, b: f1(len(set(a) & set(b)), len(a), len(b))
    scores = {"Tokens": spans(gold.tokens, system.tokens), "Sentences": spans(gold.sentences, system.sentences),
            "Words": f1(len(pairs), ng, ns), "UPOS": column(3), "XPOS": column(4), "UFeats": column(5),
            "Lemmas": column(2), "UAS": f1(len(heads), ng, ns), "LAS": f1(labelled, ng, ns)}
    for wanted in relations:
        right = sum(base(gold.cols[g][7]) == base(system.cols[s][7]) == wanted for s, g in heads)
        scores[wanted] = f1(right, sum(base(c[7]) == wanted for c in gold.cols),
                            sum(base(c[7]) == wanted for c in system.cols))
    return scores


def main():
    words, paths, relations = False, [], []
    arguments = iter(sys.argv[1:])
    for argument in arguments:
        if argument == "--words":
            words = True
        elif argument == "--relations":
            relations = next(arguments, "").split(",")
        else:
            paths.append(argument)
    if len(paths) != 2:
        raise SystemExit(__doc__)
    for name, value in score(Words(paths[0], words), Words(paths[1], words), words, relations).items():
        print("%-10s %6.2f" % (name, value))


if __name__ == "__main__":
    main()
