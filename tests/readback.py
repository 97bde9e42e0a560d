#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""readback.py NQUADS (FORMAT FILE)...: whether rdflib reads the same quads from each file.

FORMAT is one of attache's. Formats without graphs are held against the union of the graphs. Blank
nodes are told apart by what stands around them. Exit status 77 where rdflib is missing.
"""
import sys

try:
    import rdflib
except ImportError:
    print("rdflib is missing: apt-get install python3-rdflib")
    sys.exit(77)

rdflib.NORMALIZE_LITERALS = False
NAMES = {"turtle": "turtle", "trig": "trig", "ntriples": "nt", "nquads": "nquads",
         "rdfxml": "xml", "jsonld": "json-ld"}
GRAPHS = {"trig", "nquads", "jsonld"}


def read(path, form):
    data = rdflib.ConjunctiveGraph()
    with open(path, "rb") as file:
        text = file.read()
    base = "http://base.example/file"
    if form in GRAPHS:
        data.parse(data=text, format=NAMES[form], publicID=base)
    else:
        data.get_context(rdflib.URIRef(base)).parse(data=text, format=NAMES[form], publicID=base)
    for s, p, o, g in data.quads():
        name = getattr(g, "identifier", g)
        default = name is None or str(name) == base or name == data.default_context.identifier
        yield s, p, o, None if default or (form not in GRAPHS) else name


def say(term):
    if isinstance(term, rdflib.Literal):
        return ("literal", str(term), str(term.datatype or ""), (term.language or "").lower())
    return (type(term).__name__, str(term))


def canonical(quads):
    """The quads, blank nodes named by what they are joined to (three rounds are enough here)."""
    quads = list(quads)
    names = {t: "_" for q in quads for t in q if isinstance(t, rdflib.BNode)}
    call = lambda t: ("blank", names[t]) if t in names else say(t) if t is not None else ""
    for _ in range(3):
        around = {t: [] for t in names}
        for quad in quads:
            for place, term in enumerate(quad):
                if term in names:
                    around[term].append((place, [call(t) for t in quad]))
        names = {t: str(hash(repr(sorted(map(repr, around[t]))))) for t in names}
    return sorted({repr([call(t) for t in quad]) for quad in quads})


def main():
    wanted = list(read(sys.argv[1], "nquads"))
    bad = 0
    for form, path in zip(sys.argv[2::2], sys.argv[3::2]):
        want = wanted if form in GRAPHS else {(s, p, o, None) for s, p, o, _ in wanted}
        a, b = canonical(want), canonical(read(path, form))
        if a == b and a:
            continue
        bad = 1
        print(f"{path}: {len(b)} quads read by rdflib, {len(a)} wanted")
        for line in sorted(set(a) - set(b))[:5]:
            print("  missing", line)
        for line in sorted(set(b) - set(a))[:5]:
            print("  not asked for", line)
    return bad


sys.exit(main())
