#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Train the English model: tags, features, lemmas, dependency tree and named entities.

usage: train.py --corpora DIR --states FILE --minutes N --out MODEL [--threads N] [--limit N]

A convolutional encoder over hashed word, affix, shape and character-trigram features; linear heads
for UPOS, Penn tag, features, lemma script and entity tag; biaffine heads for the tree (Dozat and
Manning 2017). The file format is described in text/model.h, the features in train/features.py.
Needs Debian's python3-torch, python3-numpy and python3-xxhash.
"""
import argparse, collections, glob, json, math, os, random, re, struct, sys, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import xxhash

from features import MAXFEATS, features, lower

ROWS, WIDTH, HIDDEN, LAYERS = 1 << 16, 192, 256, 8
DILATION = [1, 1, 2, 1, 4, 1, 8, 1]
ARC, LABEL = 192, 96
KINDS = ["PERSON", "ORG", "PLACE", "STATE", "EVENT", "MISC"]
NER = ["O"] + [b + "-" + k for k in KINDS for b in "BI"]


def script(form, lemma):
    """Lemma as an edit of the form: what case, how many code points off the end, what is put on."""
    for case, base in (("k", form), ("l", lower(form))):
        n = 0
        while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
            n += 1
        if n or case == "l":
            return "%s%d%s" % (case, len(base) - n, lemma[n:])


class Sentence:
    __slots__ = "forms upos xpos feats lemma head rel ner".split()

    def __init__(self, forms):
        self.forms = forms
        self.upos = self.xpos = self.feats = self.lemma = self.head = self.rel = self.ner = None


def read_conllu(path):
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
        out.append(s)
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


REGIONS = ["Africa", "Pacific", "Indo-Pacific", "European", "Southern", "Northern", "Central", "Western", "Eastern"]
BRANCHES = ["Army", "Navy", "Air Force", "Marine Corps", "Coast Guard", "Defence Force", "Armed Forces", "National Guard"]
UNITS = ["Brigade", "Infantry Brigade", "Battalion", "Infantry Regiment", "Division", "Airborne Division", "Wing", "Squadron"]
MINISTRIES = ["Ministry of Defence", "Ministry of National Defense", "Department of Defense", "Ministry of Foreign Affairs",
              "Defence Ministry", "Foreign Ministry", "State Department", "Joint Staff", "General Staff", "Joint Chiefs of Staff"]
TITLES = ["Prime Minister", "Defence Minister", "Defense Secretary", "President", "Foreign Minister", "Ambassador",
          "Minister of National Defence", "Minister for Defence", "Deputy Prime Minister", "Secretary of State",
          "Chief of Defence Staff", "Chief of the General Staff", "Commander-in-Chief", "spokesperson", "Army chief"]
POSTS = ["commander", "commanding general", "chief", "deputy commander", "head", "chief of staff", "director", "spokesman"]
EVENTS = ["Shield", "Sentinel", "Guardian", "Partner", "Strike", "Wave", "Falcon", "Bridge", "Resolve", "Lion", "Spear", "Star"]
DOMAIN = """{R} {P} , {post} of {ORG} , met with {T} {P} in {PL} on Monday .
{PC} met with {T} {P} , {T} {P} , {ORG} ( {ACR} ) {T} {R} {P} , and {ORG} {post} {P} .
{T} {P} received {S} {T} {P} at the {M} in {PL} .
{PLU} , March 3 , 2021 - {R} {P} visited {S} from May 2 to 5 .
" We value this partnership , " said {R} {P} , {post} of the {ORG} .
{T} {P} spoke by telephone with {S} {T} {P} .
The {post} of {ORG} , {R} {P} , flew to {PL} on Tuesday .
{P} thanked {S} for its support , {R} {P} said .
{R} {P} , the {ORG} {post} , and {R} {P} of the {M} opened Exercise {EV} at {PL} .
{S} and {S} troops took part in the {EV} exercise , the {M} said .
{T} for {PL} {P} told {P} that the {ORG} would host the seminar .
Photo shows {R} {P} ( left ) with {R} {P} , {post} of {ORG} , in {PL} , {SN} .
{P} praised {SN} 's role in {EV} , according to the {M} .
Officials of the {M} and the {ORG} held talks with {SN} , {SN} and {SN} .
{PC} also called on {R} {P} and {T} {P} before leaving {PL} .""".split("\n")


class Domain:
    """Sentences of the kind that attache reads, made of templates and public name lists."""

    def __init__(self, corpora, data):
        import csv
        self.given, self.family = collections.defaultdict(list), collections.defaultdict(list)
        for r in csv.DictReader(open(corpora + "/names/common-forenames-by-country.csv", encoding="utf-8-sig")):
            self.given[r["Country"]].append(r["Romanized Name"])
        for r in csv.DictReader(open(corpora + "/names/common-surnames-by-country.csv", encoding="utf-8-sig")):
            self.family[r["Country"]].append(r.get("Romanized Name") or r["Localized Name"])
        self.countries = sorted(set(self.given) & set(self.family))
        self.all_family = [l.strip() for l in open(corpora + "/names/all.txt", encoding="utf-8", errors="ignore")]
        rows = lambda f: [l.rstrip("\n").split("\t") for l in open(data + "/" + f, encoding="utf-8") if l[0] != "#"][1:]
        self.ranks = [a for r in rows("ranks.tsv") for a in [r[1]] + r[2].split("|") if a and a[0].isupper()]
        head = [l.rstrip("\n").split("\t") for l in open(data + "/states.tsv", encoding="utf-8") if l[0] != "#"]
        n, d = head[0].index("name"), head[0].index("demonyms")
        self.states = [(r[n], r[d].split("|")[0]) for r in head[1:] if r[d]]
        self.places = [r[0] for r in rows("places.tsv")]

    def split(self, text):
        return re.findall(r"[A-Za-z\u00c0-\uffff]\.(?:[A-Za-z]\.)+|[A-Z][a-z]{0,4}\.|[\w\u00c0-\u024f']+|[^\w\s]", text)

    def person(self):
        c = random.choice(self.countries)
        family = random.choice(self.family[c]) if random.random() < 0.6 else random.choice(self.all_family)
        given = random.choice(self.given[c])
        if random.random() < 0.25:
            return self.split(family + " " + given)
        middle = random.choice("ABCDEFGHJKLMRSTW") + ". " if random.random() < 0.3 else ""
        return self.split(given + " " + middle + family)

    def organization(self):
        state, demonym = random.choice(self.states)
        kind = random.random()
        if kind < 0.45:
            return random.choice([demonym, "Royal " + demonym, state, "U.S."]) + " " + random.choice(BRANCHES)
        if kind < 0.65:
            return "U.S. " + random.choice(["", "Army "]) + random.choice(REGIONS) + random.choice([" Command", ""])
        if kind < 0.85:
            return random.choice(["1st", "3rd", "25th", "7th", "11th", "101st"]) + " " + random.choice(UNITS)
        return random.choice(MINISTRIES)

    def fill(self, slot):
        state, demonym = random.choice(self.states)
        if slot == "P":
            return self.person(), "PERSON"
        if slot == "PC":
            return [random.choice(self.all_family)], "PERSON"
        if slot in ("ORG", "M"):
            return self.split(self.organization() if slot == "ORG" else random.choice(MINISTRIES)), "ORG"
        if slot == "ACR":
            return ["".join(random.choice("ABCDFGLMNPRSTU") for _ in range(random.choice([3, 4])))], "ORG"
        if slot in ("PL", "PLU"):
            place = random.choice(self.places)
            return self.split(place.upper() if slot == "PLU" else place), "PLACE"
        if slot in ("S", "SN"):
            return self.split(demonym if slot == "S" else state), "STATE"
        if slot == "EV":
            first = random.choice([random.choice(self.all_family), random.choice(["Pacific", "Keen", "Swift", "Amber", "Iron"])])
            return [first, random.choice(EVENTS)] + ([str(random.randint(12, 25))] if random.random() < 0.2 else []), "EVENT"
        return self.split(random.choice({"R": self.ranks, "T": TITLES, "post": POSTS}[slot])), None

    def sentence(self):
        forms, tags = [], []
        for word in random.choice(DOMAIN).split():
            tokens, kind = self.fill(word[1:-1]) if word[0] == "{" else ([word], None)
            forms += tokens
            tags += ["O"] * len(tokens) if kind is None else ["B-" + kind] + ["I-" + kind] * (len(tokens) - 1)
        s = Sentence(forms)
        s.ner = tags
        return s


def load(corpora, states_file):
    states = load_states(states_file)
    ewt = {n: read_conllu(f"{corpora}/ud-ewt/en_ewt-ud-{n}.conllu") for n in ("train", "dev", "test")}
    gum = {n: read_conllu(f"{corpora}/gum-free/gum-{n}-freelicence.conllu") for n in ("train", "dev", "test")}
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


class Labels:
    def __init__(self, counts, least=1, unknown=False):
        self.names = (["_"] if unknown else []) + [k for k, n in counts.most_common()
                                                 if n >= least and not (unknown and k == "_")]
        self.ids = {k: i for i, k in enumerate(self.names)}

    def get(self, name):
        return self.ids.get(name, -100)


class Model(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.table = nn.EmbeddingBag(ROWS + 1, WIDTH, mode="sum", sparse=True, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.1)
        self.inln = nn.LayerNorm(WIDTH)
        self.input = nn.Linear(WIDTH, HIDDEN)
        self.conv = nn.ModuleList(nn.Linear(3 * HIDDEN, HIDDEN) for _ in range(LAYERS))
        self.ln = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(LAYERS))
        self.heads = nn.ModuleDict({k: nn.Linear(HIDDEN, n) for k, n in sizes.items() if k != "rel"})
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.lab_dep, self.lab_head = nn.Linear(HIDDEN, LABEL), nn.Linear(HIDDEN, LABEL)
        self.root = nn.Parameter(torch.zeros(HIDDEN))
        self.arc = nn.Linear(ARC, ARC)
        self.lab = nn.Parameter(torch.randn(sizes["rel"], LABEL + 1, LABEL + 1) * 0.05)
        nn.init.zeros_(self.lab)
        self.drop = nn.Dropout(0.25)
        self.little = nn.Dropout(0.1)

    def encode(self, rows, mask):
        b, t, f = rows.shape
        x = self.table(rows.view(b * t, f)).view(b, t, WIDTH)
        x = self.input(self.drop(self.inln(x))) * mask
        tags = None
        for i, (conv, ln) in enumerate(zip(self.conv, self.ln)):
            d = DILATION[i]
            p = F.pad(x, (0, 0, d, d))
            y = torch.relu(conv(torch.cat([p[:, :t], p[:, d:d + t], p[:, 2 * d:]], -1)))
            x = ln(x + self.little(y)) * mask
        return x

    def tree(self, x):
        x = self.drop(x)
        r = self.root.expand(x.shape[0], 1, HIDDEN)
        h = torch.cat([r, x], 1)
        ad, ah = self.drop(torch.relu(self.arc_dep(x))), self.drop(torch.relu(self.arc_head(h)))
        ld, lh = self.drop(torch.relu(self.lab_dep(x))), self.drop(torch.relu(self.lab_head(h)))
        return self.arc(ad) @ ah.transpose(1, 2) / math.sqrt(ARC), ld, lh

    def relation(self, ld, lh):  # (n, LABEL) each -> (n, relations)
        one = ld.new_ones(ld.shape[0], 1)
        d, h = torch.cat([ld, one], 1), torch.cat([lh, one], 1)
        return torch.einsum("ni,rij,nj->nr", d, self.lab, h)


def batches(sents, budget, shuffle):
    order = sorted(range(len(sents)), key=lambda i: (len(sents[i].forms) + (random.random() * 4 if shuffle else 0)))
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


def tensors(batch, vocab, freq=None):
    t = max(len(s.forms) for s in batch)
    rows = np.zeros((len(batch), t, MAXFEATS), dtype=np.int64)
    mask = np.zeros((len(batch), t, 1), dtype=np.float32)
    gold = {k: np.full((len(batch), t), -100, dtype=np.int64) for k in list(vocab) + ["head"]}
    for b, s in enumerate(batch):
        title = freq is not None and random.random() < 0.02
        for i, form in enumerate(s.forms):
            if title and form.islower() and len(form) > 3:
                form = form.capitalize()
            f = features(form)
            rows[b, i, :len(f)] = f
            if freq is not None:
                n = freq[form.lower()]
                if random.random() < 0.3 / (0.3 + n) + 0.03:
                    rows[b, i, :3] = 0
        mask[b, :len(s.forms)] = 1
        n = len(s.forms)
        if s.upos:
            for k in ("upos", "xpos", "feats", "rel"):
                gold[k][b, :n] = [vocab[k].get(x) for x in getattr(s, k)]
            gold["lemma"][b, :n] = [vocab["lemma"].get(script(f, l)) for f, l in zip(s.forms, s.lemma)]
            gold["head"][b, :n] = s.head
        if s.ner:
            gold["ner"][b, :n] = [vocab["ner"].get(x) for x in s.ner]
    return torch.from_numpy(rows), torch.from_numpy(mask), {k: torch.from_numpy(v) for k, v in gold.items()}


def loss_of(model, batch, vocab, freq):
    rows, mask, gold = tensors(batch, vocab, freq)
    x = model.encode(rows, mask)
    loss = 0.0
    weight = {"upos": 0.5, "xpos": 0.5, "feats": 0.3, "lemma": 0.3, "ner": 0.7}
    dropped = model.drop(x)
    for k, head in model.heads.items():
        if (gold[k] >= 0).any():
            loss = loss + weight[k] * F.cross_entropy(head(dropped).flatten(0, 1), gold[k].flatten(), ignore_index=-100)
    if (gold["head"] >= 0).any():
        arcs, ld, lh = model.tree(x)
        bad = torch.cat([torch.ones_like(mask[:, :1]), mask], 1).transpose(1, 2) == 0
        arcs = arcs.masked_fill(bad, -1e9)
        loss = loss + F.cross_entropy(arcs.flatten(0, 1), gold["head"].flatten(), ignore_index=-100)
        keep = gold["head"] >= 0
        h = torch.gather(lh, 1, gold["head"].clamp(min=0).unsqueeze(-1).expand(-1, -1, LABEL))
        loss = loss + F.cross_entropy(model.relation(ld[keep], h[keep]), gold["rel"][keep], ignore_index=-100)
    return loss


@torch.no_grad()
def evaluate(model, sents, vocab):
    """Greedy heads (the C decoder repairs cycles): counts as the CoNLL-18 LAS does, no subtypes."""
    model.eval()
    n = uas = las = upos = xpos = lemma = 0
    tp = fp = fn = 0
    for batch in batches(sents, 4000, False):
        rows, mask, gold = tensors(batch, vocab)
        x = model.encode(rows, mask)
        arcs, ld, lh = model.tree(x)
        bad = torch.cat([torch.ones_like(mask[:, :1]), mask], 1).transpose(1, 2) == 0
        head = arcs.masked_fill(bad, -1e9).argmax(-1)
        flat = model.relation(ld.flatten(0, 1), torch.gather(lh, 1, head.unsqueeze(-1).expand(-1, -1, LABEL)).flatten(0, 1))
        rel = flat.argmax(-1).view(head.shape)
        best = {k: h(x).argmax(-1) for k, h in model.heads.items()}
        for b, s in enumerate(batch):
            for i in range(len(s.forms)):
                if s.upos:
                    n += 1
                    ok = int(head[b, i]) == s.head[i]
                    uas += ok
                    las += ok and vocab["rel"].names[rel[b, i]].split(":")[0] == s.rel[i].split(":")[0]
                    upos += vocab["upos"].names[best["upos"][b, i]] == s.upos[i]
                    xpos += vocab["xpos"].names[best["xpos"][b, i]] == s.xpos[i]
                    lemma += vocab["lemma"].names[best["lemma"][b, i]] == script(s.forms[i], s.lemma[i])
            if s.ner:
                a = spans([NER[j] for j in best["ner"][b, :len(s.forms)].tolist()])
                g = spans(s.ner)
                tp, fp, fn = tp + len(a & g), fp + len(a - g), fn + len(g - a)
    model.train()
    n = max(n, 1)
    return "UAS %.2f LAS %.2f UPOS %.2f XPOS %.2f lemma %.2f NER %.3f" % (
        100 * uas / n, 100 * las / n, 100 * upos / n, 100 * xpos / n, 100 * lemma / n, 2 * tp / max(1, 2 * tp + fp + fn))


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


def export(model, vocab, path):
    sections = []

    def text(name, lines):
        sections.append((name, 0, len(lines), 0, "\n".join(lines).encode() + b"\n"))

    def floats(name, t):
        a = t.detach().numpy().astype("<f4").reshape(1, -1) if t.dim() == 1 else t.detach().numpy().astype("<f4")
        sections.append((name, 1, a.shape[0], a.shape[1], a.tobytes()))

    def bytes8(name, t):  # a float scale for each row, then the rows
        a = t.detach().numpy()
        scale = np.maximum(np.abs(a).max(1), 1e-8).astype("<f4") / 127
        q = np.clip(np.rint(a / scale[:, None]), -127, 127).astype("i1")
        sections.append((name, 2, a.shape[0], a.shape[1], scale.astype("<f4").tobytes() + q.tobytes()))

    for k, v in vocab.items():
        text("labels." + k, v.names)
    text("dilation", [str(d) for d in DILATION])
    bytes8("table", model.table.weight)
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            bytes8(name + ".weight", module.weight)
            floats(name + ".bias", module.bias)
        elif isinstance(module, nn.LayerNorm):
            floats(name + ".weight", module.weight)
            floats(name + ".bias", module.bias)
    floats("root", model.root)
    r = model.lab.shape[0]
    bytes8("lab", model.lab.reshape(r * (LABEL + 1), LABEL + 1))
    body = b""
    for name, kind, rows, cols, data in sections:
        head = struct.pack("<32sIIII16x", name.encode(), kind, rows, cols, len(data))
        body += head + data + b"\0" * (-len(data) % 64)
    head = struct.pack("<8sIIQQ32x", b"ATTMODEL", 1, len(sections), len(body), xxhash.xxh64(body).intdigest())
    with open(path + ".new", "wb") as f:
        f.write(head + body)
    os.replace(path + ".new", path)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--corpora", required=True)
    ap.add_argument("--states", required=True)
    ap.add_argument("--minutes", type=float, required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--limit", type=int, default=0)
    ap.add_argument("--resume", help="a checkpoint (MODEL.pt) to go on from")
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--domain", type=int, default=0, help="made sentences an epoch")
    a = ap.parse_args()
    random.seed(7), torch.manual_seed(7), np.random.seed(7)
    torch.set_num_threads(a.threads)
    ewt, gum, extra = load(a.corpora, a.states)
    train = ewt["train"] + gum["train"] + extra
    if a.limit:
        train = train[:a.limit]
    count = {k: collections.Counter() for k in ("upos", "xpos", "feats", "lemma", "rel")}
    for s in train:
        if s.upos:
            for k in ("upos", "xpos", "feats", "rel"):
                count[k].update(getattr(s, k))
            count["lemma"].update(script(f, l) for f, l in zip(s.forms, s.lemma))
    vocab = {"upos": Labels(count["upos"]), "xpos": Labels(count["xpos"]), "feats": Labels(count["feats"], 2),
             "lemma": Labels(count["lemma"], 3), "rel": Labels(count["rel"]),
             "ner": Labels(collections.Counter(NER))}
    vocab["ner"].names, vocab["ner"].ids = NER, {k: i for i, k in enumerate(NER)}
    freq = collections.Counter(f.lower() for s in train for f in s.forms)
    model = Model({k: len(v.names) for k, v in vocab.items()})
    print("labels", {k: len(v.names) for k, v in vocab.items()}, flush=True)
    dense = [p for n, p in model.named_parameters() if n != "table.weight"]
    opts = [torch.optim.Adam(dense, 1e-3, betas=(0.9, 0.95)), torch.optim.SparseAdam([model.table.weight], 1e-3, betas=(0.9, 0.95))]
    if a.resume:
        model.load_state_dict(torch.load(a.resume)["model"])
    domain = Domain(a.corpora, os.path.dirname(a.states)) if a.domain else None
    start, step, epoch, shown = time.time(), 0, 0, 0.0
    model.train()
    while True:
        made = [domain.sentence() for _ in range(a.domain)]
        for batch in batches(train + made, 1200, True):
            done = (time.time() - start) / 60 / a.minutes
            if done >= 1:
                break
            rate = a.rate * min(1, (step + 1) / 300) * (0.5 + 0.5 * math.cos(math.pi * done))
            for o in opts:
                for g in o.param_groups:
                    g["lr"] = rate
                o.zero_grad(set_to_none=True)
            loss = loss_of(model, [s for s in batch if len(s.forms) < 120] or batch, vocab, freq)
            loss.backward()
            nn.utils.clip_grad_norm_(dense, 5.0)
            for o in opts:
                o.step()
            step += 1
            shown = 0.99 * shown + 0.01 * float(loss)
            if step % 100 == 0:
                print("epoch %d step %d %.1f min loss %.3f" % (epoch, step, done * a.minutes, shown), flush=True)
        epoch += 1
        print("epoch", epoch, "%.1f min" % ((time.time() - start) / 60), "EWT dev", evaluate(model, ewt["dev"], vocab), flush=True)
        export(model, vocab, a.out)
        torch.save({"model": model.state_dict(), "vocab": {k: v.names for k, v in vocab.items()}}, a.out + ".pt")
        if done >= 1:
            break
    for name, s in (("EWT test", ewt["test"]), ("GUM test", gum["test"])):
        print(name, evaluate(model, s, vocab), flush=True)


main()
