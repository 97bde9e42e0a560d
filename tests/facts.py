# SPDX-License-Identifier: Apache-2.0
"""Facts of small texts as lines, by the program itself: for tests/facts.sh.

facts.py cases FILE [--update]   each case of FILE: '> ' text lines, then the fact lines that it gives, no others
facts.py metamorphic FILE        texts of FILE ('> ' lines): renamed persons, swapped states, line ends, quotation marks,
                                 moved paragraphs and HTML change the facts only accordingly
"""
import html, json, os, re, subprocess, sys, tempfile

ATTACHE = os.environ["ATTACHE"]
NAME = "foaf:name|skos:prefLabel"
QUERIES = {
    "post": ("?p ?t ?b ?f", f"""?n org:member/foaf:name ?p ; dr:titleAsWritten ?t . OPTIONAL {{ ?n org:organization/({NAME}) ?b }}
        OPTIONAL {{ ?n dr:former ?former . BIND("former" AS ?f) }}"""),
    "met": ("?a ?b", f"?x dr:metWith ?y . ?x ({NAME}) ?a . ?y ({NAME}) ?b . FILTER(STR(?a) < STR(?b))"),
    "visit": ("?a ?b ?s ?d", f"""?n a dr:Visit ; dr:visitor/({NAME}) ?a ; sem:hasPlace/({NAME}) ?b ; dr:status ?st .
        BIND(STRAFTER(STR(?st), "#") AS ?s) OPTIONAL {{ ?n schema:startDate ?d }}"""),
    "event": ("?c ?s ?p", f"""?n a ?class ; dr:status ?st . VALUES ?class {{ dr:Exercise dr:TrainingActivity dr:Ceremony dr:Conference
        dr:Agreement dr:Deployment dr:Transfer dr:Operation dr:PostChange }} BIND(STRAFTER(STR(?class), "#") AS ?c)
        BIND(STRAFTER(STR(?st), "#") AS ?s) OPTIONAL {{ ?n dr:participant/({NAME}) ?p }}"""),
    "statement": ("?a ?s ?b", f"""?n dr:speaker/({NAME}) ?a ; dr:speechAct ?act . BIND(STRAFTER(STR(?act), "#") AS ?s)
        OPTIONAL {{ ?n dr:addressee/({NAME}) ?b }}"""),
    "move": ("?i ?a ?s", f"""?n a dr:InitiativeMove ; dr:initiative/({NAME}) ?i ; dr:action ?act ; dr:status ?st .
        BIND(STRAFTER(STR(?act), "#") AS ?a) BIND(STRAFTER(STR(?st), "#") AS ?s)"""),
}
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


def run(*arguments):
    return subprocess.run([ATTACHE, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def ingest(files, store):
    run("ingest", "-s", store, *files)


def facts(texts, ending="txt"):
    """The fact lines of each text, in order. Texts that are the same are one document of the store: they must differ."""
    with tempfile.TemporaryDirectory() as folder:
        names, store = [], os.path.join(folder, "db")
        for number, text in enumerate(texts):
            names.append(os.path.join(folder, f"{number:03}.{ending}"))
            with open(names[-1], "w", encoding="utf-8", newline="") as file:
                file.write(text)
            ingest([names[-1], "--url", f"http://case.example/{number}"], store)
        found = [set() for _ in texts]
        for kind, (variables, pattern) in QUERIES.items():
            rows = run("query", "-s", store, "--format", "csv", f"SELECT ?u {variables} {{ GRAPH ?g {{ ?g <{NIF}sourceUrl> ?u . {pattern} }} }}")
            for row in rows.replace("\r", "").split("\n")[1:]:
                if row:
                    url, *cells = row.split(",")
                    found[int(url.rsplit("/", 1)[1])].add(" | ".join([kind] + [c for c in cells if c]))
        return [sorted(f) for f in found]


def read_cases(path):
    cases = []
    for line in open(path, encoding="utf-8").read().split("\n"):
        if line.startswith("#") or not line:
            cases.append((line, None, None)) if line.startswith("#") else None
        elif line.startswith("> "):
            if not cases or cases[-1][1] is None or cases[-1][2]:
                cases.append(("", [], []))
            cases[-1][1].append(line[2:])
        else:
            cases[-1][2].append(line)
    return cases


def text_of(lines):
    return "\n\n".join(lines) + "\n"


def check_cases(path, update):
    cases, bad = read_cases(path), 0
    found = iter(facts([text_of(c[1]) for c in cases if c[1] is not None]))
    out = []
    for comment, lines, want in cases:
        if lines is None:
            out.append("\n" + comment if out and not out[-1].startswith("#") else comment)
            continue
        got = next(found)
        out += ["> " + line for line in lines] + (got or ["nothing"])
        if got != [w for w in sorted(want) if w != "nothing"]:
            bad += 1
            print("FAILED: " + " ".join(lines))
            for sign, some, other in (("-", want, got), ("+", got, want)):
                print("".join(f"  {sign} {x}\n" for x in some if x not in other and x != "nothing"), end="")
    if update:
        open(path, "w", encoding="utf-8").write("\n".join(out) + "\n")
    return bad and not update


PERSONS = {"Ana Sousa": "Marta Queiroz", "Sousa": "Queiroz", "Rui Lopes": "Nuno Tavares", "Lopes": "Tavares", "Carl Dorn": "Henrik Falk",
           "Dorn": "Falk", "Ivo Lund": "Peder Moen", "Lund": "Moen"}
STATES = {"Norway": "Sweden", "Norwegian": "Swedish", "Oslo": "Stockholm", "Sweden": "Norway", "Swedish": "Norwegian", "Stockholm": "Oslo"}


def rename(text, table):
    return re.sub(r"\b(" + "|".join(sorted(table, key=len, reverse=True)) + r")\b", lambda m: table[m.group()], text)


def sort_pairs(lines):
    """'met' has its two in the order of their names, which a new name may change."""
    return sorted(" | ".join(["met"] + sorted(f.split(" | ")[1:])) if f.startswith("met") else f for f in lines)


def as_html(text):
    body = "".join(f"<p>{html.escape(p)}</p>\n" for p in text.strip().split("\n\n"))
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>A</title></head><body><main>{body}</main></body></html>\n"


def check_metamorphic(path):
    texts = [text_of(c[1]) for c in read_cases(path) if c[1] is not None]
    base, bad = facts(texts), 0
    variants = {
        "other names of persons": (lambda t: rename(t, PERSONS), lambda f: rename(f, PERSONS), "txt"),
        "states swapped": (lambda t: rename(t, STATES), lambda f: rename(f, STATES), "txt"),
        "CRLF": (lambda t: t.replace("\n", "\r\n"), None, "txt"),
        "other quotation marks": (lambda t: re.sub(r'"([^"]*)"', "\u201c\\1\u201d", t) + "\n", None, "txt"),
        "other apostrophes": (lambda t: t.replace("'s", "\u2019s") + "\n\n", lambda f: f.replace("'s", "\u2019s"), "txt"),
        "paragraphs turned round": (lambda t: "\n\n".join(reversed(t.strip().split("\n\n"))) + "\n\n\n", None, "txt"),
        "HTML": (as_html, None, "html"),
    }
    for name, (change, expected, ending) in variants.items():
        for text, before, after in zip(texts, base, facts([change(t) for t in texts], ending)):
            want = sort_pairs(expected(f) if expected else f for f in before)
            if want != sort_pairs(after) or not before:
                bad += 1
                print(f"FAILED: {name}: {text.strip()}")
                print("".join(f"  - {x}\n" for x in want if x not in after) + "".join(f"  + {x}\n" for x in after if x not in want), end="")
    return bad


def main():
    what, path = sys.argv[1], sys.argv[2]
    bad = check_cases(path, "--update" in sys.argv) if what == "cases" else check_metamorphic(path)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
