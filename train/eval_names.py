#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Score the names that `attache analyse` prints against sentences with marked names.

usage: eval_names.py [--attache PROGRAM] [--model] [--show] [--min KIND=F1]... NAMES

NAMES: blank lines part documents; a line is a sentence, '= ' before it makes it a title. Names
stand as {KIND words}; {KIND? words}: may be marked or not; {ORG/PLACE words}: either kind, counted
as the first; {EVENT (Exercise) Talisman Sabre (2025)}: what stands in round brackets may belong
to the name or not. F1 of exact spans in per cent, a line a kind. --show prints the errors.
--model: names of the trained model alone. --min ends with status 1 where a kind falls below.
"""
import argparse, collections, os, re, subprocess, sys, tempfile

MARK = re.compile(r"\{([A-Z/]+)(\??) ([^{}]*)\}")
Gold = collections.namedtuple("Gold", "kinds optional begins ends")


def solid(text):
    return "".join(text.split())


def read_mark(match, at):
    """The mark's plain text and its Gold, in characters without white space from `at`."""
    inner = match.group(3)
    parts = re.fullmatch(r"(?:\(([^()]*)\) )?(.*?)(?: \(([^()]*)\))?", inner)
    before, core, after = (parts.group(i) or "" for i in (1, 2, 3))
    plain = " ".join(p for p in (before, core, after) if p)
    begin, end = at + len(solid(before)), at + len(solid(before + core))
    gold = Gold(match.group(1).split("/"), bool(match.group(2)), {at, begin}, {end, at + len(solid(plain))})
    return plain, gold


def read_documents(path):
    """[(text, [Gold])] where spans count characters that are not white space."""
    documents, lines = [], []
    for line in open(path, encoding="utf-8").read().split("\n") + [""]:
        if line.startswith("#"):
            continue
        if line:
            lines.append(line)
        elif lines:
            documents.append(read_document(lines, path))
            lines = []
    return documents


def read_document(lines, path):
    text, golds, count = "", [], 0
    for line in lines:
        title = line.startswith("= ")
        line, plain, last = line[2:] if title else line, "", 0
        for match in MARK.finditer(line):
            plain += line[last:match.start()]
            name, gold = read_mark(match, count + len(solid(plain)))
            plain += name
            golds.append(gold)
            last = match.end()
        plain += line[last:]
        if "{" in plain or "}" in plain:
            raise SystemExit("%s: a brace is left in '%s'" % (path, plain))
        count += len(solid(plain))
        text += plain + ("\n\n" if title else " ")
    return text, golds


def read_system(output):
    """{newdoc id: [(kind, begin, end)]} in code points of the document."""
    names, current, open_name = {}, None, None
    for line in output.split("\n"):
        if line.startswith("# newdoc id = "):
            current = names.setdefault(line[14:], [])
            open_name = None
        cols = line.split("\t")
        if len(cols) != 10 or "-" in cols[0]:
            if len(cols) == 10:  # a multiword token: its words have no code points of their own
                token_range, left = re.search(r"TokenRange=(\d+):(\d+)", cols[9]), cols[1]
                whole, part = (int(token_range.group(1)), int(token_range.group(2))), None
                words = cols[0].split("-")
                inside = {str(i): i for i in range(int(words[0]), int(words[1]) + 1)}
                at = whole[0]
            elif not line:
                open_name, inside = None, {}
            continue
        found = re.search(r"TokenRange=(\d+):(\d+)", cols[9])
        if found:
            begin, end = int(found.group(1)), int(found.group(2))
        else:  # a word of a multiword token, by its letters
            begin, end = at, min(whole[1], at + len(cols[1]))
            if int(cols[0]) == max(inside.values()):
                end = whole[1]
            at = end
        mark = re.search(r"Entity=([BI])-([A-Z]+)", cols[9])
        if mark and (mark.group(1) == "B" or open_name is None):
            current.append([mark.group(2), begin, end])
            open_name = current[-1]
        elif mark:
            open_name[2] = end
        else:
            open_name = None
    return names


def score_document(text, golds, system, counts, show):
    solid_at, n = [], 0
    for c in text:
        solid_at.append(n)
        n += not c.isspace()
    solid_at.append(n)
    kept = [c for c in text if not c.isspace()]
    word = lambda b, e: "".join(kept[b:e])
    left = [(kind, solid_at[b], solid_at[e]) for kind, b, e in system]
    for gold in golds:
        lo, hi = min(gold.begins), max(gold.ends)
        hit = next((s for s in left if s[0] in gold.kinds and s[1] in gold.begins and s[2] in gold.ends), None)
        if hit:
            left.remove(hit)
            if not gold.optional:
                counts[gold.kinds[0]]["hit"] += 1
        elif not gold.optional:
            counts[gold.kinds[0]]["missed"] += 1
            show.append("missed %s %s" % ("/".join(gold.kinds), word(max(gold.begins), min(gold.ends))))
        core = (max(gold.begins), min(gold.ends))
        for s in list(left):
            inside = lo <= s[1] and s[2] <= hi
            if inside and (gold.optional or s[2] <= core[0] or s[1] >= core[1]):
                left.remove(s)
    for kind, begin, end in left:
        counts[kind]["wrong"] += 1
        show.append("wrong %s %s" % (kind, word(begin, end)))


def f1(c):
    total = 2 * c["hit"] + c["missed"] + c["wrong"]
    return 200.0 * c["hit"] / total if total else 100.0


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--attache", default=os.environ.get("ATTACHE", "attache"))
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--min", action="append", default=[])
    parser.add_argument("names")
    args = parser.parse_args()
    documents = read_documents(args.names)
    counts, bad = collections.defaultdict(collections.Counter), 0
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for i, (text, _) in enumerate(documents):
            files.append(os.path.join(folder, "%04d.txt" % i))
            with open(files[-1], "w", encoding="utf-8") as f:
                f.write(text)
        out = subprocess.run([args.attache, "analyse", "--all"] + ["--model"] * args.model + files,
                             check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
        system = read_system(out)
        for path, (text, golds) in zip(files, documents):
            show = []
            score_document(text, golds, system.get(path, []), counts, show)
            if show and args.show:
                print("%s\n    %s" % (text.strip(), "\n    ".join(show)))
    groups = [(k, [k]) for k in ("PERSON", "ORG", "PLACE", "STATE", "EVENT", "DATE")]
    groups.insert(4, ("PLACE+STATE", ["PLACE", "STATE"]))
    floors = dict(m.split("=") for m in args.min)
    for name, kinds in groups:
        c = sum((counts[k] for k in kinds), collections.Counter())
        print("%-11s F1 %6.2f  precision %6.2f  recall %6.2f  of %d" % (
            name, f1(c), 100.0 * c["hit"] / max(1, c["hit"] + c["wrong"]),
            100.0 * c["hit"] / max(1, c["hit"] + c["missed"]), c["hit"] + c["missed"]))
        if f1(c) < float(floors.get(name, 0)):
            print("%s is below %s" % (name, floors[name]))
            bad = 1
    sys.exit(bad)


if __name__ == "__main__":
    main()
