# SPDX-License-Identifier: Apache-2.0
"""Reads the corpora: CoNLL-U treebanks, and texts with marked entities, all in our entity kinds."""
import collections, glob, json, re

from gum import mark_names

KINDS = ["PERSON", "ORG", "PLACE", "STATE", "EVENT", "MISC"]
NER = ["O"] + [b + "-" + k for k in KINDS for b in "BI"]


class Sentence:
    __slots__ = "forms upos xpos feats lemma head rel ner".split()

    def __init__(self, forms):
        self.forms = forms
        self.upos = self.xpos = self.feats = self.lemma = self.head = self.rel = self.ner = None


def read_conllu(path, states=None, titles=None):
    """With `states` and `titles`, GUM's entities, too."""
    out = []
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        rows = [l.split("\t") for l in block.split("\n") if l and l[0] != "#"]
        rows = [r for r in rows if r[0].isdigit()]
        if not rows:
            continue
        s = Sentence([r[1] for r in rows])
        s.lemma = [r[2] for r in rows]
        s.upos, s.xpos, s.feats = [r[3] for r in rows], [r[4] for r in rows], [r[5] for r in rows]
        s.head, s.rel = [int(r[6]) for r in rows], [r[7] for r in rows]
        if states is not None:
            marks = [re.search(r"(?:^|\|)Entity=([^|]*)", r[9]) for r in rows]
            mark_names(s, [m.group(1) if m else "" for m in marks], states, titles)
        out.append(s)
    return out


def load_titles(ontology):
    """Words that stand before a name and are none of it, in small letters."""
    out = set("mr mrs ms miss dr sir dame lord lady prof professor king queen st".split())
    for name in ("ranks", "roles", "courtesies"):
        for line in open("%s/%s.tsv" % (ontology, name), encoding="utf-8"):
            if not line.startswith("#"):
                out |= {x.lower().rstrip(".") for c in line.rstrip("\n").split("\t")[:3] for x in c.split("|") if x}
    return out


def load_states(path):
    names, demonyms, head = set(), set(), None
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.rstrip("\n").split("\t")
        if head is None:
            head = cells
            continue
        row = dict(zip(head, cells))
        names |= {x.lower() for k in ("name", "names") for x in row.get(k, "").split("|") if x}
        demonyms |= {x.lower() for x in row.get("demonyms", "").split("|") if x}
    return {re.sub("^the ", "", n) for n in names | demonyms}


def mark(s, tags, kinds, states):
    """IO, BIO or BIOES tags of another scheme -> ours; None marks a token whose tag is unknown."""
    out, i = ["O"] * len(tags), 0
    while i < len(tags):
        if tags[i] == "O":
            i += 1
            continue
        kind, j = tags[i][2:], i + 1
        while j < len(tags) and tags[j] == "I-" + kind:
            j += 1
        text = re.sub("^the ", "", " ".join(s.forms[i:j]).lower()).replace(" .", ".")
        ours = kinds.get(kind)
        if ours in ("PLACE", "MISC", "STATE") and text in states:
            ours = "STATE"
        if ours:
            out[i:j] = ["B-" + ours] + ["I-" + ours] * (j - i - 1)
        i = j
    s.ner = out


def read_columns(path, column, kinds, states):
    out, rows = [], []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").replace("\t", " ").split(" ")
        if len(cells) < 2 or not cells[0]:
            if rows:
                s = Sentence([r[0] for r in rows])
                mark(s, [r[column] for r in rows], kinds, states)
                out.append(s)
            rows = []
        elif cells[0] != "#" or len(cells) <= 3:
            rows.append(cells)
    return out


EWT_KINDS = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "LOCderiv": "STATE", "MISC": "MISC"}
WIKI_KINDS = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "MISC": "MISC"}
POLITICS_KINDS = {"person": "PERSON", "politician": "PERSON", "politicalparty": "ORG",
                  "organisation": "ORG", "country": "STATE", "location": "PLACE",
                  "election": "EVENT", "event": "EVENT", "misc": "MISC"}
RE3D_KINDS = {"Person": "PERSON", "Organisation": "ORG", "Location": "PLACE",
              "Nationality": "STATE", "MilitaryPlatform": "MISC", "Weapon": "MISC"}


def read_re3d(folder, states):
    out = []
    for source in sorted(glob.glob(folder + "/*/documents.json")):
        spans = collections.defaultdict(list)
        for line in open(source.replace("documents", "entities"), encoding="utf-8"):
            e = json.loads(line)
            if e["type"] in RE3D_KINDS:
                spans[e["documentId"]].append((e["begin"], e["end"], RE3D_KINDS[e["type"]]))
        for line in open(source, encoding="utf-8"):
            d = json.loads(line)
            for m in re.finditer(r"[^\n]+?(?:[.!?][\"'\u201d\u2019]?(?=\s+[A-Z\"\u201c])|\n|$)", d["text"]):
                tokens = [(t.group(), t.start() + m.start(), t.end() + m.start())
                          for t in re.finditer(r"\w+(?:[.]\w+)*|[^\w\s]", m.group())]
                if not 2 < len(tokens) < 100:
                    continue
                s, tags = Sentence([t[0] for t in tokens]), ["O"] * len(tokens)
                for b, e, k in sorted(spans[d["_id"]], key=lambda x: x[0] - x[1], reverse=True):
                    inside = [i for i, t in enumerate(tokens) if t[1] >= b and t[2] <= e]
                    text = d["text"][b:e]
                    if not inside or not any(c.isupper() for c in text):
                        continue
                    while inside and s.forms[inside[0]].lower() in ("the", "a", "an"):
                        inside.pop(0)
                    if inside and s.forms[inside[0]][:1].isupper():
                        tags[inside[0]] = "B-" + k
                        for i in inside[1:]:
                            tags[i] = "I-" + k
                mark(s, tags, {k: k for k in KINDS}, states)
                out.append(s)
    return out


def load(corpora, ontology):
    states, titles = load_states(ontology + "/states.tsv"), load_titles(ontology)
    ewt = {n: read_conllu(f"{corpora}/ud-ewt/en_ewt-ud-{n}.conllu") for n in ("train", "dev", "test")}
    gum = {n: read_conllu(f"{corpora}/gum-free/gum-{n}-freelicence.conllu", states, titles) for n in ("train", "dev", "test")}
    marked = {}
    for path in sorted(glob.glob(corpora + "/ner-ewt/*.conll")):
        for s in read_columns(path, 1, EWT_KINDS, states):
            marked[tuple(s.forms)] = s.ner
    joined = 0
    for part in ewt.values():
        for s in part:
            s.ner = marked.get(tuple(s.forms))
            joined += s.ner is not None
    extra = read_columns(corpora + "/ner-wikigold/wikigold.conll.txt", 1, WIKI_KINDS, states)
    extra += read_columns(corpora + "/ner-crossner-politics/train.txt", 1, POLITICS_KINDS, states)
    extra += read_columns(corpora + "/ner-crossner-politics/dev.txt", 1, POLITICS_KINDS, states)
    extra += read_re3d(corpora + "/re3d-train", states)
    print("sentences", {k: len(v) for k, v in ewt.items()}, {k: len(v) for k, v in gum.items()},
          "with entities", joined, "entities only", len(extra), flush=True)
    return ewt, gum, extra
