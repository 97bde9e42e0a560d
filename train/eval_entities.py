#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Score named entities against corpora of other kinds of text, for comparison: exact spans of PER, ORG and LOC.

usage: eval_entities.py [--attache PROGRAM] [--model] CORPORA {ewt|uner|wikigold}...

ewt       ner-ewt's own test splits, by genre and together. The shipped model learned from its train split (and dev)
uner      ner-uner-ewt's test: the same sentences by other annotators, from whose marks the model has not learned
wikigold  five folds of whole documents. The shipped model learned from all of wikigold, so it is not what is scored:
          a structured perceptron over the model's features of forms is trained on four fifths and scored on the fifth

Words are the corpora's own. Left out on both sides: MISC, dates, events, adjectives of states (LOCderiv in ner-ewt)
and parts of words (-part). A place and a state are both LOC. --model: names of the trained model alone, without the
tables of names. Precision, recall and F1 in per cent, a line a kind.
"""
import argparse, collections, glob, os, random, re, subprocess, sys, tempfile

import features

KINDS = ("PER", "ORG", "LOC")
OURS = {"PERSON": "PER", "ORG": "ORG", "PLACE": "LOC", "STATE": "LOC"}
Sentence = collections.namedtuple("Sentence", "words tags")


def read_columns(path, word, tag):
    """Sentences of a file with a token a line, blank lines between them; documents are parted by -DOCSTART-."""
    sentences, documents, words, tags = [], [], [], []
    for line in open(path, encoding="utf-8").read().split("\n") + [""]:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if line.startswith("# "):
            continue
        if line.startswith("-DOCSTART-"):
            documents.append(len(sentences))
        elif len(cells) > max(word, tag):
            words.append(cells[word])
            tags.append(cells[tag])
        elif words:
            sentences.append(Sentence(words, tags))
            words, tags = [], []
    return sentences, documents


def spans(tags):
    """{(kind, first, end)} of B-/I- tags; an I- behind another kind begins a name, too (IOB1)."""
    found, begin, kind = set(), 0, None
    for i, tag in enumerate(list(tags) + ["O"]):
        if kind and (tag[:2] != "I-" or tag[2:] != kind):
            found.add((kind, begin, i))
            kind = None
        if tag != "O" and kind is None:
            begin, kind = i, tag[2:]
    return {s for s in found if s[0] in KINDS}


def write_conllu(sentences, path):
    with open(path, "w", encoding="utf-8") as file:
        for sentence in sentences:
            for i, word in enumerate(sentence.words):
                file.write(f"{i + 1}\t{word.replace(' ', '_')}" + "\t_" * 8 + "\n")
            file.write("\n")


def tags_of(lines):
    tags = []
    for cells in lines:
        mark = re.search(r"Entity=([BI])-(\w+)", cells[9])
        kind = OURS.get(mark.group(2)) if mark else None
        adjective = mark and mark.group(2) == "STATE" and cells[3] == "ADJ"
        tags.append(f"{mark.group(1)}-{kind}" if kind and not adjective else "O")
    return tags


def analyse(program, sentences, model):
    """The tags that attache gives the sentences' words."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "words.conllu")
        write_conllu(sentences, path)
        command = [program, "analyse", "--tokens"] + ["--model"] * model + [path]
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()
    result, lines = [], []
    for line in out.split("\n"):
        if line and not line.startswith("#"):
            lines.append(line.split("\t"))
        elif not line and lines:
            result.append(tags_of(lines))
            lines = []
    if [len(tags) for tags in result] != [len(s.words) for s in sentences]:
        sys.exit("the program gave other words than it was given")
    return result


class Counts:
    def __init__(self):
        self.right, self.said, self.gold = (collections.Counter() for _ in range(3))

    def add(self, gold, said):
        for counter, found in ((self.right, gold & said), (self.said, said), (self.gold, gold)):
            counter.update(kind for kind, _, _ in found)

    def show(self, title):
        print(f"{title:24}     P      R     F1   gold")
        for kind in KINDS + ("all",):
            right, said, gold = (sum(c.values()) if kind == "all" else c[kind] for c in (self.right, self.said, self.gold))
            p, r = 100 * right / max(said, 1), 100 * right / max(gold, 1)
            print(f"  {kind:20} {p:7.2f}{r:7.2f}{2 * p * r / max(p + r, 1e-9):7.2f}{gold:7}")


def score(sentences, said, *counts):
    for sentence, tags in zip(sentences, said):
        for c in counts:
            c.add(spans(sentence.tags), spans(tags))


class Perceptron:
    """An averaged structured perceptron (Collins 2002): the features of the words around, and the tag before."""

    def __init__(self, tags):
        self.tags = sorted(tags)
        self.weights = [collections.defaultdict(float) for _ in self.tags]
        self.sums = [collections.defaultdict(float) for _ in self.tags]
        self.step = 1
        self.follows = [[not b.startswith("I-") or (a != "O" and a[2:] == b[2:]) for b in self.tags] for a in self.tags]

    def keys(self, words):
        rows = [features.features(w) for w in words]
        return [[(d, f) for d in (-2, -1, 0, 1, 2) if 0 <= i + d < len(rows)
                 for f in (rows[i + d] if d == 0 else rows[i + d][:4])] for i in range(len(rows))]

    def best(self, keys):
        count, back = len(self.tags), []
        before = [0.0 if t == "O" else -1e9 for t in self.tags]
        for at in keys:
            own = [sum(w.get(k, 0.0) for k in at) for w in self.weights]
            row, now = [], []
            for j in range(count):
                score, i = max((before[i] + self.weights[j].get(("tag", i), 0.0), i) for i in range(count) if self.follows[i][j])
                row.append(i)
                now.append(score + own[j])
            back.append(row)
            before = now
        at, tags = before.index(max(before)), []
        for row in reversed(back):
            tags.append(at)
            at = row[at]
        return tags[::-1]

    def update(self, keys, tags, amount):
        previous = self.tags.index("O")
        for at, tag in zip(keys, tags):
            for key in at + [("tag", previous)]:
                self.weights[tag][key] += amount
                self.sums[tag][key] += amount * self.step
            previous = tag

    def train(self, sentences, rounds, seed):
        data = [(self.keys(s.words), [self.tags.index(t) for t in s.tags]) for s in sentences]
        for _ in range(rounds):
            random.Random(seed).shuffle(data)
            seed += 1
            for keys, gold in data:
                said = self.best(keys)
                if said != gold:
                    self.update(keys, gold, 1)
                    self.update(keys, said, -1)
                self.step += 1
        for w, s in zip(self.weights, self.sums):
            for key in w:
                w[key] -= s[key] / self.step

    def tag(self, sentence):
        return [self.tags[t] for t in self.best(self.keys(sentence.words))]


def as_iob2(tags):
    """IOB1's I- at a name's beginning as B-."""
    return [f"B-{t[2:]}" if t != "O" and (i == 0 or tags[i - 1][2:] != t[2:]) else t for i, t in enumerate(tags)]


def eval_ewt(arguments):
    total = Counts()
    for path in sorted(glob.glob(arguments.corpora + "/ner-ewt/en_ewt_nn_*_test.conll")):
        sentences, _ = read_columns(path, 0, 1)
        one = Counts()
        score(sentences, analyse(arguments.attache, sentences, arguments.model), one, total)
        one.show("ner-ewt test, " + path.split("_nn_")[1].split("_")[0])
    total.show("ner-ewt test")


def eval_uner(arguments):
    sentences, _ = read_columns(arguments.corpora + "/ner-uner-ewt/en_ewt-ud-test.iob2", 1, 2)
    total = Counts()
    score(sentences, analyse(arguments.attache, sentences, arguments.model), total)
    total.show("ner-uner-ewt test")


def eval_wikigold(arguments, rounds=8, folds=5):
    sentences, documents = read_columns(arguments.corpora + "/ner-wikigold/wikigold.conll.txt", 0, 1)
    sentences = [Sentence(s.words, as_iob2(s.tags)) for s in sentences]
    starts = sorted({0, *documents})
    total = Counts()
    for fold in range(folds):
        held = {i for n, at in enumerate(starts) if n % folds == fold
                for i in range(at, starts[n + 1] if n + 1 < len(starts) else len(sentences))}
        model = Perceptron({t for s in sentences for t in s.tags})
        model.train([s for i, s in enumerate(sentences) if i not in held], rounds, fold)
        test = [sentences[i] for i in sorted(held)]
        score(test, [model.tag(s) for s in test], total)
    total.show("wikigold, 5 folds")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--attache", default=os.environ.get("ATTACHE", "attache"))
    parser.add_argument("--model", action="store_true")
    parser.add_argument("corpora")
    parser.add_argument("what", nargs="+", choices=["ewt", "uner", "wikigold"])
    arguments = parser.parse_args()
    for what in arguments.what:
        {"ewt": eval_ewt, "uner": eval_uner, "wikigold": eval_wikigold}[what](arguments)


if __name__ == "__main__":
    main()
