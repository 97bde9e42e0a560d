#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Confidence of rules, measured: how often the facts of each rule are right on articles with gold facts.

usage: calibrate.py ATTACHE SCORE.py FOLDER… [--write]

Reads the articles (NAME.txt beside NAME.json, the gold format of SCORE.py) of all FOLDERs with ATTACHE, judges
each post, event, statement and move by the scorer's own notion of sameness, and prints precision by rule, and the
reliability of the confidence: fitted on one half of the articles and tested on the other, both ways. --write puts
the values fitted on all of them into ontology/rules.tsv. A rule with few facts leans on its kind's precision:
(right + 4 × precision of the kind) / (facts + 4).
"""
import collections, glob, os, shutil, subprocess, sys, tempfile, types

WEIGHT = 4.0
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def load(path):
    """The scorer's functions; the file is a program, so that what it runs at its end is left out."""
    with open(path, encoding="utf-8") as file:
        source = file.read().split("\ndef main(")[0]
    names = {"__name__": "score"}
    exec(compile(source, path, "exec"), names)
    return types.SimpleNamespace(**names)


def read_rules(path):
    lines = open(path, encoding="utf-8").read().split("\n")
    rows = {}
    for number, line in enumerate(lines):
        cells = line.split("\t")
        if len(cells) == 5 and cells[0] != "rule":
            rows[cells[0]] = (number, cells)
    return lines, rows


def marked_data(folder):
    """A copy of the data files in which whole facts have the confidence 1 and partial ones 0."""
    shutil.copytree(os.path.join(ROOT, "ontology"), os.path.join(folder, "ontology"))
    os.mkdir(os.path.join(folder, "text"))
    os.symlink(os.path.join(ROOT, "text", "model"), os.path.join(folder, "text", "model"))
    path = os.path.join(folder, "ontology", "rules.tsv")
    lines, rows = read_rules(path)
    for number, cells in rows.values():
        lines[number] = "\t".join(cells[:2] + ["1.00", "0.00"] + cells[4:])
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines))


class Judge:
    """Is a node of the graph in the gold facts?"""

    def __init__(self, s, gold, predicted):
        self.s, self.G, self.P, self.d = s, gold, predicted, gold.d

    def post(self, n):
        s, G, P = self.s, self.G, self.P
        who, body = P.names(n, s.ORG.member), P.names(n, s.ORG.organization)
        titles = P.names(n, s.DR.titleAsWritten) | P.names(n, s.ORG.role)
        former = "true" in P.local(n, s.DR.former)
        for p in self.d.get("posts", []):
            org = G.names(p["org"])
            title = any(x == y or (s.words(x) and s.words(x) <= s.words(y)) for x in s.forms(p["title"]) for y in titles)
            if G.names(p["person"]) & who and title and (not org or org & body) and bool(p.get("past")) == former:
                return True
        return False

    def event(self, n):
        s, G, P = self.s, self.G, self.P
        classes = P.types(n)
        parties = P.each(n, s.DR.participant, s.DR.participantCountry)
        if classes & {"Meeting", "Talks", "PhoneCall"}:
            return any(any(G.names(a) & p for p in parties) and any(G.names(b) & p for p in parties)
                       for a, b in self.d.get("met", []))
        if "Visit" in classes:
            who, where = P.names(n, s.DR.visitor), P.names(n, s.SEM.hasPlace, s.DR.host)
            return any(G.names(v["who"]) & who and G.names(v["where"]) & where for v in self.d.get("visited", []))
        names = P.names(n, s.DR.initiative) | P.labels(n)
        for e in self.d.get("events", []):
            wide = set(e["type"])
            for near in ({"Exercise", "TrainingActivity"}, {"Conference", "Ceremony"}):
                wide |= near if wide & near else set()
            share = s.overlap([G.names(p) for p in e.get("participants", [])], parties)
            if wide & classes and (share >= 0.5 or G.names(e.get("name")) & names):
                return True
        return False

    def statement(self, n):
        s, G, P = self.s, self.G, self.P
        who, act = P.names(n, s.DR.speaker, s.DR.onBehalfOf), P.local(n, s.DR.speechAct)
        return any(G.names(x["speaker"]) & who and {a.lower() for a in ([x["act"]] if isinstance(x["act"], str) else x["act"])} & act
                   for x in self.d.get("statements", []))

    def move(self, n):
        s, G, P = self.s, self.G, self.P
        low = lambda x: {v.lower() for v in ([x] if isinstance(x, str) else x)}
        return any(G.names(m["initiative"]) & P.names(n, s.DR.initiative) and low(m["action"]) & P.local(n, s.DR.action) and
                   low(m["status"]) & P.local(n, s.DR.status) for m in self.d.get("moves", []))


def judge_article(s, attache, gold_path, rows):
    gold = s.Gold(gold_path)
    command = [attache, "ingest", "--no-store", gold_path[:-5] + ".txt"]
    if gold.d.get("date"):
        command += ["--date", gold.d["date"]]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    predicted = s.Predicted(text.decode())
    judge = Judge(s, gold, predicted)
    for node, rule in sorted(predicted.g.subject_objects(s.DR.method)):
        whole = float(next(predicted.g.objects(node, s.DR.confidence))) > 0.5
        kind = rows[str(rule)][1][1]
        if hasattr(judge, kind):  # documents cited have no gold
            yield str(rule), kind, whole, getattr(judge, kind)(node)


def fit(facts):
    """(rule, whole) -> confidence, for those seen, and kind -> for those that are not."""
    count, kinds = collections.Counter(), collections.Counter()
    for rule, kind, whole, right in facts:
        for key, counter in (((rule, whole), count), ((kind, whole), kinds)):
            counter[key + (right,)] += 1
    overall = sum(f[3] for f in facts) / len(facts)

    def confidence(rule, kind, whole):
        right, wrong = kinds[kind, whole, True], kinds[kind, whole, False]
        prior = (right + WEIGHT * overall) / (right + wrong + WEIGHT)
        right, wrong = count[rule, whole, True], count[rule, whole, False]
        value = (right + WEIGHT * prior) / (right + wrong + WEIGHT)
        return min(0.99, value)  # no rule is certain
    return confidence


def reliability(articles):
    bins = collections.defaultdict(list)
    for fold in (0, 1):
        confidence = fit([f for i, a in enumerate(articles) if i % 2 != fold for f in a])
        for fact in (f for i, a in enumerate(articles) if i % 2 == fold for f in a):
            value = confidence(*fact[:3])
            bins[min(9, int(value * 10))].append((value, fact[3]))
    total = sum(len(b) for b in bins.values())
    print("| confidence | facts | mean confidence | right |\n|---|---|---|---|")
    error = 0.0
    for i in sorted(bins):
        mean, right = (sum(x[k] for x in bins[i]) / len(bins[i]) for k in (0, 1))
        error += abs(mean - right) * len(bins[i]) / total
        print(f"| {i / 10:.1f}–{(i + 1) / 10:.1f} | {len(bins[i])} | {mean:.2f} | {right:.2f} |")
    print(f"\nExpected calibration error {error:.3f} on {total} facts of {len(articles)} articles.")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    if len(arguments) < 3:
        sys.exit(__doc__)
    attache, score, folders = os.path.abspath(arguments[0]), load(arguments[1]), arguments[2:]
    path = os.path.join(ROOT, "ontology", "rules.tsv")
    lines, rows = read_rules(path)
    with tempfile.TemporaryDirectory() as folder:
        marked_data(folder)
        os.environ["ATTACHE_DATA"] = folder
        golds = sorted(g for f in folders for g in glob.glob(os.path.join(f, "*.json")))
        articles = [list(judge_article(score, attache, g, rows)) for g in golds]
    facts = [f for a in articles for f in a]
    confidence = fit(facts)
    print("| rule | whole: right of | confidence | partial: right of | confidence |\n|---|---|---|---|---|")
    for rule, (number, cells) in rows.items():
        shown, values = [], []
        for whole in (True, False):
            mine = [f[3] for f in facts if f[0] == rule and f[2] == whole]
            values.append(f"{confidence(rule, cells[1], whole):.2f}")
            shown.append(f"{sum(mine)} of {len(mine)} | {values[-1]}")
        print(f"| {rule} | {' | '.join(shown)} |")
        lines[number] = "\t".join(cells[:2] + values + cells[4:])
    print()
    reliability(articles)
    if "--write" in sys.argv:
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join(lines))


if __name__ == "__main__":
    main()
