#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tables of ontology/: every line well formed, keys unique, references kept, vocab.h and the
tables in step with defrel.ttl. Each fault is a line "file:line: what". With arguments, checks the
folder given instead; with --self-test, that faults put into a copy are found and named."""
import os
import re
import shutil
import sys
import tempfile

KEYED = {
    "states.tsv": "iso3", "ranks.tsv": "id", "roles.tsv": "id",
    "org-kinds.tsv": "form", "organizations.tsv": "id", "topics.tsv": "id",
    "initiatives.tsv": "id", "plover.tsv": "rule", "names-given.tsv": "name",
    "place-heads.tsv": "form", "title-states.tsv": "title", "courtesies.tsv": "form",
    "initiative-heads.tsv": "form", "words.tsv": "class", "rules.tsv": "rule",
}
UNKEYED = ["places.tsv", "places-extra.tsv"]
LISTS = {"names", "demonyms", "capital", "seats", "abbreviations", "alternatives", "aliases",
         "altLabels", "services", "countries", "states"}
SHAPES = {
    "states.tsv": {"iso3": "[A-Z]{3}", "iso2": "([A-Z]{2})?", "numeric": r"(\d{3})?",
                   "cowCode": r"(\d{1,3})?", "cowAbbrev": "([A-Z]{3})?", "gw": r"(\d{1,3})?",
                   "cameo": "([A-Z]{3})?", "wikidata": r"(Q\d+)?", "geonames": r"(\d+)?",
                   "name": ".+", "kind": "state|territory|historical"},
    "ranks.tsv": {"id": "[a-z0-9-]+", "label": ".+", "natoGrade": r"(OF-(10|[1-9]|D)|WO-[1-5]|OR-[1-9])?"},
    "roles.tsv": {"id": "[a-z0-9-]+", "label": ".+", "takesOf": "yes|no",
                  "kind": "head-of-state|head-of-government|minister|military-commander|diplomat|"
                          "official|spokesperson|legislator|other"},
    "org-kinds.tsv": {"position": "head|prefix|suffix|any|type", "state": "([A-Z]{3})?"},
    "organizations.tsv": {"id": "[a-z0-9-]+", "name": ".+", "iso3": "([A-Z]{3})?"},
    "topics.tsv": {"id": "[a-z0-9-]+", "label": ".+"},
    "initiatives.tsv": {"id": "[a-z0-9-]+",
                        "class": "ExerciseSeries|Forum|Programme|AgreementText|OperationName"},
    "plover.tsv": {"plover": "[A-Z]+", "cameo": r"\d{3,4}"},
    "places.tsv": {"name": ".+", "iso3": "[A-Z]{3}"},
    "rules.tsv": {"rule": "[a-z-]+", "fact": "post|event|statement|move|document", "confidence": r"[01]\.\d\d",
                  "partial": r"[01]\.\d\d", "says": ".+"},
    "courtesies.tsv": {"gender": "m|f|-"},
    "initiative-heads.tsv": {
        "class": "ExerciseSeries|Forum|Programme|AgreementText|OperationName"},
    "title-states.tsv": {"title": ".+", "iso3": "[A-Z]{3}", "others": r"([A-Z]{3}(\|[A-Z]{3})*)?"},
    "place-heads.tsv": {"position": "before|after"},
    "places-extra.tsv": {"kind": "region|sea|ocean|strait|area|base|building|subdivision",
                         "iso3": "([A-Z]{3})?"},
    "names-given.tsv": {"gender": "m|f|-"},
}
faults = []


def fault(path, line, text):
    faults.append(f"{path}:{line}: {text}")


def read(folder, name):
    """The rows of a table as (line, {column: cell}); faults for what is not well formed."""
    path = os.path.join(folder, name)
    rows, header = [], None
    with open(path, "rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                line = raw.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                fault(path, number, "not UTF-8")
                continue
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
            elif len(cells) != len(header):
                fault(path, number, f"{len(cells)} cells where the header has {len(header)}")
            else:
                rows.append((number, dict(zip(header, cells))))
    for number, row in rows:
        for column, cell in row.items():
            if cell != cell.strip():
                fault(path, number, f"{column}: spaces around '{cell}'")
            if column in LISTS and cell:
                items = cell.split("|")
                for item in items:
                    if not item.strip() or item != item.strip():
                        fault(path, number, f"{column}: an empty value, or spaces around it")
                if len(set(items)) != len(items):
                    fault(path, number, f"{column}: a value stands twice")
            shape = SHAPES.get(name, {}).get(column)
            if shape and not re.fullmatch(shape, cell):
                fault(path, number, f"{column}: '{cell}' is not of the form {shape}")
    return path, rows


def unique(path, rows, column, what=None):
    seen = {}
    for number, row in rows:
        key = row[column]
        if key and key in seen:
            fault(path, number, f"{what or column} '{key}' stands in line {seen[key]} already")
        seen.setdefault(key, number)


def refers(path, rows, column, known, many=False):
    for number, row in rows:
        for value in (row[column].split("|") if many else [row[column]]):
            if value and value not in known:
                fault(path, number, f"{column}: '{value}' is not known")


def check_tables(folder):
    tables = {name: read(folder, name) for name in list(KEYED) + UNKEYED}
    for name, key in KEYED.items():
        unique(*tables[name], key)
    path, rows = tables["states.tsv"]
    present = [pair for pair in rows if pair[1]["kind"] != "historical"]
    for column in ("iso2", "numeric", "cowCode", "gw", "wikidata", "geonames", "name"):
        unique(path, present, column)
    states = {row["iso3"] for _, row in rows}
    for name, column, many in (("organizations.tsv", "iso3", False), ("places.tsv", "iso3", False),
                               ("places-extra.tsv", "iso3", False), ("org-kinds.tsv", "state", False),
                               ("ranks.tsv", "countries", True), ("initiatives.tsv", "states", True)):
        refers(*tables[name], column, states, many)
    refers(*tables["organizations.tsv"], "parent",
           {row["id"] for _, row in tables["organizations.tsv"][1]})
    refers(*tables["topics.tsv"], "broader", {row["id"] for _, row in tables["topics.tsv"][1]})
    for name, column in (("ranks.tsv", "abbreviations"), ("topics.tsv", "altLabels"),
                         ("roles.tsv", "alternatives")):
        path, rows = tables[name]
        owner = {}
        for number, row in rows:
            for form in filter(None, row[column].split("|")):
                if owner.setdefault(form, number) != number:
                    fault(path, number, f"{column}: '{form}' stands in line {owner[form]} already")
    return tables


def check_classes(folder, tables):
    """Every class and PLOVER event class that a table names is one of defrel.ttl's."""
    with open(os.path.join(folder, "defrel.ttl"), encoding="utf-8") as file:
        classes = set(re.findall(r"^dr:(\w+) a owl:Class", file.read(), re.M)) | {"Organization"}
    for name in ("organizations.tsv", "org-kinds.tsv", "initiatives.tsv", "plover.tsv"):
        refers(*tables[name], "class", classes)


def check_prefixes(folder):
    """ontology/prefixes against graph/vocabulary.c, which embeds the table."""
    root = os.path.dirname(os.path.abspath(folder))
    source = os.path.join(root, "graph", "vocabulary.c")
    if not os.path.exists(source):
        return
    path = os.path.join(folder, "prefixes")
    with open(path, encoding="utf-8") as file:
        listed = [(n, line.rstrip("\n").split("\t")) for n, line in enumerate(file, 1)
                  if line.strip() and not line.startswith("#")]
    constants = {}
    for header in ("vocabulary.h", "term.h"):
        with open(os.path.join(root, "graph", header), encoding="utf-8") as file:
            constants.update(re.findall(r'#define (ATT_\w+) "([^"]+)"', file.read()))
    with open(source, encoding="utf-8") as file:
        pairs = re.findall(r'\{"(\w+)", (?:"([^"]+)"|(ATT_\w+))\}', file.read())
    embedded = {prefix: iri or constants.get(name) for prefix, iri, name in pairs}
    for number, (prefix, iri) in listed:
        if embedded.pop(prefix, None) != iri:
            fault(path, number, f"{prefix}: graph/vocabulary.c does not say {iri}")
    for prefix in embedded:
        fault(path, 1, f"{prefix}: in graph/vocabulary.c alone")


def check_written(folder):
    """Every dr: term that the code writes as DR "term" is in defrel.ttl."""
    root = os.path.dirname(os.path.abspath(folder))
    with open(os.path.join(folder, "defrel.ttl"), encoding="utf-8") as file:
        known = set(re.findall(r"^dr:(\w+) a ", file.read(), re.M))
    for layer in ("ontology", "extract"):
        for entry in sorted(os.listdir(os.path.join(root, layer))):
            path = os.path.join(root, layer, entry)
            if not entry.endswith(".c") or not os.path.exists(path):
                continue
            with open(path, encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    for term in re.findall(r'\b(?:ATT_)?DR "(\w+)"', line):
                        if term not in known:
                            fault(path, number, f"dr:{term} is not in defrel.ttl")


def check(folder, code=False):
    faults.clear()
    if code:
        check_prefixes(folder)
        check_written(folder)
    check_classes(folder, check_tables(folder))
    return list(faults)


def self_test(folder):
    """Puts one fault at a time into a copy and looks for the line that names it."""
    cases = [
        ("states.tsv", lambda s: s + s.rstrip("\n").split("\n")[-1] + "\n", "stands in line"),
        ("ranks.tsv", lambda s: s + "one\tcell too few\n", "2 cells where the header has 6"),
        ("topics.tsv", lambda s: s + "t-x\tt x\t\tno-such\tmilitary\n", "'no-such' is not known"),
        ("organizations.tsv", lambda s: s + "o-x\tO\t\tArmy\t\t\n", "class: 'Army' is not known"),
        ("places.tsv", lambda s: s + "Nowhere\tQQQ\n", "iso3: 'QQQ' is not known"),
        ("initiatives.tsv", lambda s: s + "i-x\tI\tA||B\tForum\t\n", "an empty value"),
    ]
    bad = 0
    for name, spoil, expected in cases:
        with tempfile.TemporaryDirectory() as copy:
            for entry in os.listdir(folder):
                if entry.endswith((".tsv", ".ttl")):
                    shutil.copyfile(os.path.join(folder, entry), os.path.join(copy, entry))
            path = os.path.join(copy, name)
            with open(path, encoding="utf-8") as file:
                spoiled = spoil(file.read())
            with open(path, "w", encoding="utf-8") as file:
                file.write(spoiled)
            line = spoiled.count("\n")
            if not any(f.startswith(f"{path}:{line}: ") and expected in f for f in check(copy)):
                print(f"{name}: a fault in line {line} ({expected}) was not found")
                bad = 1
    return bad


def main():
    folder = os.path.join(os.environ.get("top_srcdir", "."), "ontology")
    if len(sys.argv) > 1:
        folder = sys.argv[1]
    found = check(folder, code=True)
    for text in found:
        print(text)
    return 1 if found or self_test(folder) else 0


if __name__ == "__main__":
    sys.exit(main())
