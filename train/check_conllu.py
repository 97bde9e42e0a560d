#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Check that CoNLL-U is well formed, and with --trees that its trees follow UD's rules.

usage: check_conllu.py [--trees] [FILE]...      (standard input where no file is named)

Format (https://universaldependencies.org/format.html): ten columns, word numbers, ranges, UPOS,
relations, features in order, one root, no cycles, sent_id once, text that the forms and SpaceAfter
spell. MISC: Entity=B-KIND, I-KIND in sequence; TokenRange as long as the form. --trees (what UD's
own validator calls level 3): flat, conj, appos, fixed, goesswith go to the right; function words
and punctuation are leaves; one subject; punctuation makes no crossing arcs.
A line an error: FILE:LINE: what. Exit status 1 where there are any.
"""
import re, sys

UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
RELATIONS = set("""acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp
compound compound:prt conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl
fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass
nummod obj obl obl:agent obl:unmarked orphan parataxis punct reparandum root vocative xcomp""".split())
KINDS = set("PERSON ORG PLACE STATE EVENT DATE MISC".split())
RIGHT = {"flat", "conj", "appos", "fixed", "goeswith"}
LEAVES = {"case", "mark", "cc", "aux", "cop", "det", "punct"}
LEAF_MAY_HAVE = {  # dependents that UD allows there
    "case": {"advmod", "obl", "fixed", "conj", "cc", "goeswith", "punct", "mark"},
    "mark": {"advmod", "fixed", "goeswith", "conj", "cc", "punct"}, "cc": {"fixed", "advmod", "conj", "goeswith"},
    "aux": {"goeswith", "reparandum", "conj", "cc"}, "cop": {"goeswith", "reparandum", "conj", "cc"},
    "det": {"advmod", "fixed", "goeswith", "conj", "cc", "nmod", "amod", "case"}, "punct": {"punct"}}


class Checker:
    def __init__(self, path, trees):
        self.path, self.trees, self.errors, self.seen = path, trees, 0, set()
        self.reset()

    def reset(self):
        self.words, self.ranges, self.text, self.identifier, self.at = [], {}, None, None, 0

    def say(self, line, what):
        print("%s:%d: %s" % (self.path, line, what))
        self.errors += 1

    def feed(self, lines):
        number = 0
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            self.at = self.at or number
            if not line:
                if not self.words:
                    self.say(number, "an empty line without a sentence before it")
                else:
                    self.sentence()
                self.reset()
            elif line[0] == "#":
                self.comment(number, line)
            else:
                self.line(number, line.split("\t"))
        if self.words or self.ranges:
            self.say(number, "no empty line behind the last sentence")

    def comment(self, number, line):
        if self.words:
            self.say(number, "a comment inside a sentence")
        if line.startswith("# text = "):
            self.text = line[9:]
        if line.startswith("# newdoc"):
            self.seen = set()
        if line.startswith("# sent_id = "):
            self.identifier = line[12:]
            if self.identifier in self.seen:
                self.say(number, "sent_id %s again" % self.identifier)
            self.seen.add(self.identifier)

    def line(self, number, cols):
        if len(cols) != 10:
            return self.say(number, "%d columns, not 10" % len(cols))
        if any(not c for c in cols):
            self.say(number, "an empty column")
        if any(re.search(r"^\s|\s$|\s\s", c) for c in cols) or re.search(r"\s", cols[0] + cols[3] + cols[7]):
            self.say(number, "white space in a column")
        span = re.fullmatch(r"(\d+)-(\d+)", cols[0])
        if span:
            first, last = int(span.group(1)), int(span.group(2))
            if first != len(self.words) + 1 or last <= first or cols[2:9] != ["_"] * 7:
                self.say(number, "a bad multiword token %s" % cols[0])
            self.ranges[first] = (last, cols[1], cols[9], number)
            return None
        if cols[0] != str(len(self.words) + 1):
            self.say(number, "word number %s, not %d" % (cols[0], len(self.words) + 1))
        if cols[3] not in UPOS and cols[3] != "_":
            self.say(number, "no UPOS: %s" % cols[3])
        if cols[7] not in RELATIONS:
            self.say(number, "no relation: %s" % cols[7])
        names = [f.split("=")[0] for f in cols[5].split("|")] if cols[5] != "_" else []
        if names != sorted(names, key=str.lower) or len(names) != len(set(names)):
            self.say(number, "features out of order: %s" % cols[5])
        if not re.fullmatch(r"\d+", cols[6]):
            self.say(number, "no head: %s" % cols[6])
            cols[6] = "0"
        self.words.append((number, cols))
        return None

    def sentence(self):
        heads = [int(c[6]) for _, c in self.words]
        roots = [i + 1 for i, h in enumerate(heads) if h == 0]
        if len(roots) != 1:
            self.say(self.at, "%d roots" % len(roots))
        for i, (number, cols) in enumerate(self.words):
            if (heads[i] == 0) != (cols[7] == "root"):
                self.say(number, "relation %s under head %d" % (cols[7], heads[i]))
            if heads[i] > len(heads):
                self.say(number, "head %d is outside the sentence" % heads[i])
                return
            seen, at = set(), i + 1
            while at and at not in seen:
                seen.add(at)
                at = heads[at - 1]
            if at:
                self.say(number, "a cycle")
                return
        self.spelling()
        self.misc()
        if self.trees:
            self.tree(heads)

    def spelling(self):
        surface, skip = "", 0
        for i, (_, cols) in enumerate(self.words, 1):
            if i in self.ranges:
                last, form, misc, number = self.ranges[i]
                if last > len(self.words):
                    self.say(number, "the multiword token ends outside the sentence")
                surface += form + ("" if "SpaceAfter=No" in misc.split("|") else " ")
                skip = last
            elif i > skip:
                surface += cols[1] + ("" if "SpaceAfter=No" in cols[9].split("|") else " ")
        if self.text is None or self.identifier is None:
            self.say(self.at, "no text or sent_id comment")
        elif surface.strip() != self.text.strip():
            self.say(self.at, "text is '%s', the forms spell '%s'" % (self.text, surface.strip()))

    def misc(self):
        kind, reached = None, -1
        lines = [(n, c[1], c[9]) for n, c in self.words] + [(n, f, m) for _, f, m, n in self.ranges.values()]
        for number, form, misc in sorted(lines):
            found = re.search(r"(?:^|\|)TokenRange=(\d+):(\d+)(?:$|\|)", misc)
            if not found:
                continue
            begin, end = int(found.group(1)), int(found.group(2))
            if begin < reached or end - begin != len(form):
                self.say(number, "TokenRange=%d:%d for '%s' behind %d" % (begin, end, form, reached))
            reached = end
        for number, cols in self.words:
            found = re.search(r"(?:^|\|)Entity=([^|]*)", cols[9])
            mark = found.group(1) if found and found.group(1)[1:2] == "-" else "O-"
            if mark[0] not in "OBI" or (mark[0] != "O" and mark[2:] not in KINDS):
                self.say(number, "no entity mark: %s" % mark)
            if mark[0] == "I" and kind != mark[2:]:
                self.say(number, "%s without a beginning" % mark)
            kind = mark[2:]

    def tree(self, heads):
        children = {}
        for i, h in enumerate(heads, 1):
            children.setdefault(h, []).append(i)
        for i, (number, cols) in enumerate(self.words, 1):
            base = cols[7].split(":")[0]
            if base in RIGHT and heads[i - 1] > i:
                self.say(number, "%s to the left" % cols[7])
            for c in children.get(i, []):
                child = self.words[c - 1][1]
                if base in LEAVES and child[7].split(":")[0] not in LEAF_MAY_HAVE[base]:
                    self.say(number, "%s '%s' has %s '%s'" % (cols[7], cols[1], child[7], child[1]))
            subjects = [c for c in children.get(i, [])
                        if re.fullmatch("[nc]subj(:pass)?", self.words[c - 1][1][7])]
            if len(subjects) > 1:
                self.say(number, "%d subjects of '%s'" % (len(subjects), cols[1]))
            if (cols[3] == "PUNCT") != (base == "punct") and cols[3] != "SYM":
                self.say(number, "'%s' is %s and %s" % (cols[1], cols[3], cols[7]))
            if base == "punct" and self.crosses(heads, i):
                self.say(number, "punctuation '%s' crosses an arc" % cols[1])

    @staticmethod
    def crosses(heads, i):
        low, high = sorted((i, heads[i - 1]))
        for j, h in enumerate(heads, 1):
            if h and j != i:
                a, b = sorted((j, h))
                if a < low < b < high or low < a < high < b:
                    return True
        return False


def main():
    trees = "--trees" in sys.argv
    errors = 0
    for path in [a for a in sys.argv[1:] if a != "--trees"] or ["-"]:
        checker = Checker(path, trees)
        stream = sys.stdin if path == "-" else open(path, encoding="utf-8")
        checker.feed(stream)
        errors += checker.errors
    sys.exit(errors > 0)


if __name__ == "__main__":
    main()
