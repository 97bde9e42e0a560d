# SPDX-License-Identifier: Apache-2.0
"""Facts of small texts as lines, by the program itself: for tests/facts.sh.

facts.py cases FILE [--update]   each case of FILE: '> ' text lines, then the fact lines that it gives, no others
facts.py details FILE [--update] the same for topics, dates, places and ranks as written, in place of the facts
facts.py ties FILE [--update]    the same for documents cited, on whose behalf and at which event it was said, organizers, parts of bodies
facts.py nodes FILE [--update]   the same for events, a line each: class, status, place, day, the place of the visit that it belongs to, who took part
facts.py rules FILE [--update]   the same, where each '# rule' before cases names a rule of ontology/rules.tsv that makes a fact of theirs,
                                 and every rule has a case
facts.py unreal FILE             each clause of FILE is a held event by itself, and in none of its frames
facts.py same FILE               the texts of a group, one thing said in several ways, give the same facts
facts.py boilerplate FILE        each line of FILE below a small article adds nothing to what is found there, but those behind '+ ' do
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
DETAILS = {
    "topic": ("?t", "?n dr:topic/skos:prefLabel ?t"),
    "dates": ("?c ?d ?e", """?n schema:startDate ?d ; a ?class . FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class NOT IN (dr:Event, dr:Tenure))
        BIND(STRAFTER(STR(?class), "#") AS ?c) OPTIONAL { ?n schema:endDate ?e }"""),
    "place": ("?c ?p", f"""?n sem:hasPlace/({NAME}) ?p ; a ?class . FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class != dr:Event)
        BIND(STRAFTER(STR(?class), "#") AS ?c)"""),
    "tenure": ("?p ?t ?d ?e", """?n org:member/foaf:name ?p ; dr:titleAsWritten ?t . OPTIONAL { ?n schema:startDate ?d }
        OPTIONAL { ?n schema:endDate ?e } FILTER(BOUND(?d) || BOUND(?e))"""),
    "rank": ("?p ?r", "?x dr:rank/skos:altLabel ?r ; foaf:name ?p"),
    "topics of": ("?a ?t", f"?n dr:speaker/({NAME}) ?a ; dr:topic/skos:prefLabel ?t"),
}
TIES = {
    "document": ("?c ?p ?d", f"""?g prov:wasDerivedFrom ?n . ?n a ?class ; dcterms:publisher/({NAME}) ?p . VALUES ?class {{ dr:PressRelease foaf:Document }}
        BIND(STRAFTER(STR(?class), "#") AS ?k) BIND(IF(?k = "PressRelease", ?k, "document") AS ?c)
        FILTER(?k = "PressRelease" || NOT EXISTS {{ ?n a dr:PressRelease }}) OPTIONAL {{ ?n dcterms:issued ?d }}"""),
    "writer": ("?p", f"?n a dr:SourceDocument ; dcterms:creator/({NAME}) ?p"),
    "quoted from": ("?a ?s ?p", f"""?n dr:speaker/({NAME}) ?a ; dr:speechAct ?act ; prov:wasQuotedFrom/dcterms:publisher/({NAME}) ?p .
        BIND(STRAFTER(STR(?act), "#") AS ?s)"""),
    "for": ("?a ?b", f"?n dr:speaker/({NAME}) ?a ; dr:onBehalfOf/({NAME}) ?b"),
    "about": ("?a ?b", f"?n dr:speaker/({NAME}) ?a ; dr:aboutEntity/({NAME}) ?b"),
    "said at": ("?a ?c", f"""?n dr:speaker/({NAME}) ?a ; dr:saidAt/a ?class . FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class != dr:Event)
        BIND(STRAFTER(STR(?class), "#") AS ?c)"""),
    "raised at": ("?i ?c", f"""?n a dr:InitiativeMove ; dr:initiative/({NAME}) ?i ; dr:raisedAt/a ?class .
        FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class != dr:Event) BIND(STRAFTER(STR(?class), "#") AS ?c)"""),
    "moved by": ("?i ?a", f"?n a dr:InitiativeMove ; dr:initiative/({NAME}) ?i ; dr:participantCountry/({NAME}) ?a"),
    "organizer": ("?c ?a", f"""?n dr:organizer/({NAME}) ?a ; a ?class . FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class != dr:Event)
        BIND(STRAFTER(STR(?class), "#") AS ?c)"""),
    "called": ("?c ?w", """?n dr:characterizedAs ?w ; a ?class . FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class != dr:Event)
        BIND(STRAFTER(STR(?class), "#") AS ?c)"""),
    "within": ("?c ?d ?e", """?n dr:datePrecision "within" ; schema:startDate ?d ; schema:endDate ?e ; a ?class . FILTER(STRSTARTS(STR(?class), STR(dr:))
        && ?class != dr:Event) BIND(STRAFTER(STR(?class), "#") AS ?c)"""),
    "part": ("?a ?b", f"?x org:subOrganizationOf ?y . ?x skos:prefLabel ?a . ?y skos:prefLabel ?b"),
    "accredited": ("?a ?b", f"?x dr:accreditedTo ?y . ?x skos:prefLabel ?a . ?y skos:prefLabel ?b"),
}
NODES = {
    "node": ("?c ?s ?p ?d ?v ?who", f"""?n a ?class ; dr:status ?st . FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class != dr:Event && ?class != dr:Statement)
        BIND(STRAFTER(STR(?class), "#") AS ?c) BIND(STRAFTER(STR(?st), "#") AS ?s) OPTIONAL {{ ?n sem:hasPlace/({NAME}) ?place }}
        OPTIONAL {{ ?n schema:startDate ?d }} OPTIONAL {{ ?n sem:subEventOf/sem:hasPlace/({NAME}) ?whole }}
        OPTIONAL {{ SELECT ?n (GROUP_CONCAT(DISTINCT ?name; separator=" + ") AS ?who) {{ ?n dr:participant/({NAME}) ?name }} GROUP BY ?n }}
        BIND(CONCAT("in ", ?place) AS ?p) BIND(CONCAT("part of the visit to ", ?whole) AS ?v)"""),
}
COUNTRIES = {
    "country": ("?c ?a", """?n dr:participantCountry ?state ; a ?class . FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class != dr:Event)
        BIND(STRAFTER(STR(?class), "#") AS ?c) BIND(STRAFTER(STR(?state), "/state/") AS ?a)"""),
}
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


def run(*arguments):
    return subprocess.run([ATTACHE, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def ingest(files, store):
    run("ingest", "-s", store, *files)


def facts(texts, ending="txt", queries=QUERIES):
    """The fact lines of each text, in order. Texts that are the same are one document of the store: they must differ."""
    with tempfile.TemporaryDirectory() as folder:
        names, store = [], os.path.join(folder, "db")
        for number, text in enumerate(texts):
            names.append(os.path.join(folder, f"{number:04}.{ending}"))
            with open(names[-1], "w", encoding="utf-8", newline="") as file:
                file.write(text)
        found, numbers = [set() for _ in texts], {text.rstrip(): number for number, text in enumerate(texts)}
        whole = ending == "txt" and len(numbers) == len(texts) and not any("\r" in text for text in texts)
        if whole:  # all at once: a document has its text as it was read
            ingest(names, store)
        for number, name in enumerate(names if not whole else []):
            ingest([name, "--url", f"http://case.example/{number}"], store)
        key = "nif:isString" if whole else "nif:sourceUrl"
        for kind, (variables, pattern) in queries.items():
            rows = json.loads(run("query", "-s", store, "--format", "json", f"SELECT ?u {variables} {{ GRAPH ?g {{ ?g {key} ?u . {pattern} }} }}"))
            for row in rows["results"]["bindings"]:
                source = row.pop("u")["value"]
                cells = [row[v]["value"] for v in rows["head"]["vars"] if v in row]
                number = numbers[source.rstrip()] if whole else int(source.rsplit("/", 1)[1])
                found[number].add(" | ".join([kind] + [c for c in cells if c]))
        return [sorted(f) for f in found]


def check_boilerplate(path):
    """Each line below the same article: no further fact, no further name."""
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    article = "Norwegian Defence Minister Ana Sousa met Captain Rui Lopes in Oslo on 4 May 2024."
    queries = dict(QUERIES, name=("?n", f"?x ({NAME}) ?n . FILTER EXISTS {{ ?p itsrdf:taIdentRef ?x }}"))
    base, *found = facts([article + "\n"] + [f"{article}\n\n{line.removeprefix('+ ')}\n" for line in lines], queries=queries)
    bad = 0
    for line, got in zip(lines, found):
        more = [fact for fact in got if fact not in base]
        if bool(more) != line.startswith("+ ") or any(fact not in got for fact in base):
            print(f"{line}\n  {'; '.join(more) or 'nothing'}")
            bad += 1
    return bad


def held(texts):
    """The classes of held events of each text, the texts as records of one file."""
    with tempfile.TemporaryDirectory() as folder:
        name, store = os.path.join(folder, "texts.jsonl"), os.path.join(folder, "db")
        with open(name, "w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"url": f"http://case.example/{number}", "text": text}) + "\n")
        ingest([name], store)
        rows = run("query", "-s", store, "--format", "csv", f"""SELECT DISTINCT ?u ?c {{ GRAPH ?g {{ ?g <{NIF}sourceUrl> ?u .
            ?n dr:status dr:held ; a ?class . FILTER(STRSTARTS(STR(?class), STR(dr:)) && ?class != dr:Statement)
            FILTER(?class != dr:Event) BIND(STRAFTER(STR(?class), "#") AS ?c) }} }}""")
        found = [[] for _ in texts]
        for row in rows.replace("\r", "").split("\n")[1:]:
            if row:
                url, name = row.split(",")
                found[int(url.rsplit("/", 1)[1])].append(name)
        return found


def check_unreal(path):
    lines = [line.rstrip("\n").partition(": ") for line in open(path, encoding="utf-8") if not line.startswith("#")]
    frames = ["{S} {P} {R}."] + [rest for kind, _, rest in lines if kind == "frame"]
    texts = []
    for s, v, p, c, r, ending, g, n in [[cell.strip() for cell in rest.split("|")] for kind, _, rest in lines if kind == "clause"]:
        names = {"S": s, "V": v, "P": p, "C": c, "R": r, "s": ending, "G": g, "N": n}
        names |= {"has": "has", "was": "was", "is": "is"} if ending else {"has": "have", "was": "were", "is": "are"}
        texts += [frame.format(**names) for frame in frames]
    bad, told = 0, set()
    for number, (text, events) in enumerate(zip(texts, held([text + "\n" for text in texts]))):
        if number % len(frames) == 0:
            told = set(events)
            bad += not told
            print(f"FAILED: nothing held: {text}\n" * (not told), end="")
        elif told & set(events):
            bad += 1
            print(f"FAILED: {', '.join(told & set(events))} held: {text}")
    return bad


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


def rules_of_table():
    path = os.path.join(os.environ["ATTACHE_DATA"], "ontology", "rules.tsv")
    lines = [line for line in open(path, encoding="utf-8") if not line.startswith("#")]
    return [line.split("\t")[0] for line in lines[1:]]


def check_rules(cases):
    """Does each case have a fact by the rule that the comment before it names, and each rule a case?"""
    method = {"rule": ("?m", "?n dr:method ?m")}
    found = iter(facts([text_of(c[1]) for c in cases if c[1] is not None], queries=method))
    rule, shown, bad = None, set(), 0
    for comment, lines, _ in cases:
        if lines is None:
            rule = comment[2:]
        elif f"rule | {rule}" in next(found):
            shown.add(rule)
        else:
            bad += 1
            print(f"FAILED: no fact by {rule}: " + " ".join(lines))
    for missing in [r for r in rules_of_table() if r not in shown]:
        bad += 1
        print(f"FAILED: no case of the rule {missing}")
    return bad


def check_cases(path, update, with_rules=False, queries=QUERIES):
    cases, bad = read_cases(path), 0
    if with_rules:
        bad += check_rules(cases[1:])
    found = iter(facts([text_of(c[1]) for c in cases if c[1] is not None], queries=queries))
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


def check_same(path):
    lines = [line for line in open(path, encoding="utf-8").read().split("\n") if not line.startswith("# One thing")]
    groups = [block.split("\n") for block in "\n".join(lines).strip().split("\n\n")]
    found = iter(facts([text + "\n" for group in groups for text in group[1:]]))
    bad = 0
    for group in groups:
        told = [sort_pairs(next(found)) for _ in group[1:]]
        if not told[0] or any(other != told[0] for other in told):
            bad += 1
            print(f"FAILED: {group[0][2:]}")
            print("".join(f"  {text}\n" + "".join(f"    {fact}\n" for fact in some) for text, some in zip(group[1:], told)), end="")
    return bad


def main():
    what, path = sys.argv[1], sys.argv[2]
    if what in ("cases", "details", "nodes", "ties", "rules", "countries"):
        queries = {"details": DETAILS, "nodes": NODES, "ties": TIES, "countries": COUNTRIES}.get(what, QUERIES)
        bad = check_cases(path, "--update" in sys.argv, what == "rules", queries)
    else:
        bad = {"metamorphic": check_metamorphic, "same": check_same, "unreal": check_unreal,
               "boilerplate": check_boilerplate}[what](path)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
