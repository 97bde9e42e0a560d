#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""librdf.py STORE ATTACHE: Redland's Python binding as a second client of the storage module.

Every pattern is held against a plain set of triples; transactions against what another process
sees meanwhile. Exit status 77 where the binding is missing."""
import itertools
import random
import subprocess
import sys

try:
    import RDF
except ImportError:
    print("Redland's Python binding is missing: apt-get install python3-librdf")
    sys.exit(77)

path, attache = sys.argv[1:]
bad = 0
EX = "http://ex/"


def expect(what, got, wanted):
    global bad
    if got != wanted:
        print(f"FAILED: {what}: {got!r}, not {wanted!r}")
        bad = 1


def open_model(options):
    storage = RDF.Storage(storage_name="attache", name=path, options_string=options)
    return RDF.Model(storage)


def node(term):
    if term is None:
        return None
    if isinstance(term, tuple):
        if term[2]:
            return RDF.Node(literal=term[0], datatype=RDF.Uri(term[2]))
        return RDF.Node(literal=term[0], language=term[1] or None)
    return RDF.Node(blank=term[2:]) if term.startswith("_:") else RDF.Node(uri_string=term)


def term(node):
    if node.is_resource():
        return str(node.uri)
    if node.is_blank():
        return "_:" + node.blank_identifier
    value = node.literal_value
    return value["string"], value["language"] or "", str(value["datatype"] or "")


def statement(triple):
    return RDF.Statement(*map(node, triple))


def key(value):
    return str(value)


def triples(stream):
    return sorted(((term(s.subject), term(s.predicate), term(s.object)) for s in stream), key=key)


def seen_outside():
    out = subprocess.run([attache, "export", "-s", path, "--format", "nquads"],
                         capture_output=True, text=True)
    return len(out.stdout.splitlines())


rng = random.Random(20240224)
subjects = [EX + f"s{i}" for i in range(6)] + ["_:b1"]
predicates = [EX + f"p{i}" for i in range(3)]
XSD = "http://www.w3.org/2001/XMLSchema#"
objects = subjects[:3] + [("plain", "", ""), ("caf\u00e9", "fr", ""), ("7", "", XSD + "integer"),
                          ("007", "", XSD + "integer"), ("2024-02-24", "", XSD + "date")]
everything = list(itertools.product(subjects, predicates, objects))

# Adding, finding by each pattern, containing, removing.
model = open_model("new='yes'")
wanted = set(rng.sample(everything, 90))
for triple in wanted:
    model.append(statement(triple))
expect("size", model.size(), len(wanted))
for s, p, o in itertools.product(subjects + [None], predicates + [None], objects + [None]):
    found = triples(model.find_statements(statement((s, p, o))))
    fits = [t for t in wanted if s in (None, t[0]) and p in (None, t[1]) and o in (None, t[2])]
    expect(f"find {s} {p} {o}", sorted(found, key=key), sorted(fits, key=key))
for triple in everything:
    if bool(model.contains_statement(statement(triple))) != (triple in wanted):
        expect(f"contains {triple}", triple not in wanted, triple in wanted)
for triple in list(wanted)[:30]:
    model.remove_statement(statement(triple))
    wanted.discard(triple)
expect("after removing", triples(model.as_stream()), triples(map(statement, wanted)))

# Nodes next to each other.
some = next(iter(t for t in wanted if not isinstance(t[2], tuple)))
expect("targets", sorted(map(key, (term(n) for n in model.get_targets(node(some[0]), node(some[1]))))),
       sorted(key(t[2]) for t in wanted if t[:2] == some[:2]))
expect("sources", sorted(map(key, (term(n) for n in model.get_sources(node(some[1]), node(some[2]))))),
       sorted(key(t[0]) for t in wanted if t[1:] == some[1:]))

# A stream goes on over what it found while the model changes.
stream = model.find_statements(statement((None, predicates[0], None)))
count = 0
for found in stream:
    model.remove_statement(found)
    model.append(statement((EX + "new", EX + "seen", (str(count), "", ""))))
    count += 1
expect("changed while read", count, len([t for t in wanted if t[1] == predicates[0]]))
expect("removed while read", triples(model.find_statements(statement((None, predicates[0], None)))), [])
wanted = {t for t in wanted if t[1] != predicates[0]} | {
    (EX + "new", EX + "seen", (str(i), "", "")) for i in range(count)}
expect("size after that", model.size(), len(wanted))
model.sync()
expect("another process after sync", seen_outside(), len(wanted))

# Contexts.
graphs = [node(EX + "g1"), node(EX + "g2")]
one, two = (EX + "s", EX + "p", ("in", "", "")), (EX + "s", EX + "p", ("both", "", ""))
model.append(statement(one), graphs[0])
for graph in graphs:
    model.append(statement(two), graph)
expect("contexts", sorted(str(n.uri) for n in model.get_contexts()), [EX + "g1", EX + "g2"])
expect("a context's", triples(model.as_stream(graphs[0])), triples(map(statement, (one, two))))
expect("the union", len(triples(model.find_statements(statement((EX + "s", None, None))))), 2)
found = [(term(s.object), str(c.uri)) for s, c in
         model.find_statements_context(statement((EX + "s", None, ("in", "", ""))))]
expect("which context", found, [(("in", "", ""), EX + "g1")])
model.remove_statement(statement(two), graphs[1])
expect("removed from one", len(triples(model.as_stream(graphs[1]))), 0)
model.remove_statements_with_context(graphs[0])
expect("a context removed", [str(n.uri) for n in model.get_contexts()], [])

# A query by rasqal.
query = RDF.Query("SELECT ?o WHERE { <http://ex/new> <http://ex/seen> ?o } ORDER BY ?o",
                  query_language="sparql")
expect("query", sorted(str(row["o"]) for row in query.execute(model)),
       sorted(str(i) for i in range(count)))
# And by attache's own engine, on what is not committed yet too.
def rows(text, **more):
    found = RDF.Query(text, query_language="attache", **more).execute(model)
    return [row for row in found]  # not list(): it wants a length


model.append(statement((EX + "new", EX + "seen", ("not committed", "", ""))))
expect("attache: rows", len(rows("SELECT ?o { <http://ex/new> <http://ex/seen> ?o }")), count + 1)
model.remove_statement(statement((EX + "new", EX + "seen", ("not committed", "", ""))))
expect("attache: aggregate", [term(row["n"]) for row in rows(
    "SELECT (COUNT(*) AS ?n) { ?s <http://ex/seen>|^<http://ex/seen> ?o }", base_uri=RDF.Uri(EX))],
    [(str(2 * count), "", XSD + "integer")])
expect("attache: base", len(rows("SELECT ?o { <new> <seen> ?o }", base_uri=RDF.Uri(EX))), count)
expect("attache: unbound", [(row["a"], str(row["b"])) for row in
                            rows('SELECT ?a ?b { VALUES (?a ?b) { (UNDEF "b") } }')], [(None, "b")])
query = RDF.Query("SELECT ?o { <http://ex/new> <http://ex/seen> ?o } ORDER BY xsd:integer(?o)",
                  query_language="attache")
query.set_limit(3)
query.set_offset(1)
expect("attache: limit and offset", [str(row["o"]) for row in query.execute(model)],
       ["1", "2", "3"][:max(0, count - 1)])
query = RDF.Query("ASK { ?s <http://ex/seen> ?o }", query_language="attache")
expect("attache: ASK", query.execute(model).get_boolean(), True)
made = RDF.Query("CONSTRUCT { ?o <http://ex/by> ?s } { ?s <http://ex/p0>* ?o FILTER(isIRI(?o)) }",
                 query_language="attache").execute(model).as_stream()
made = [str(s.predicate.uri) for s in made]
expect("attache: CONSTRUCT", set(made), {EX + "by"})
text = RDF.Query('SELECT ("a,b" AS ?x) {}', query_language="attache").execute(model).to_string(
    format_uri="http://www.w3.org/ns/formats/SPARQL_Results_CSV")
expect("attache: as CSV", str(text).split(), ["x", '"a,b"'])
for wrong in "SELECT", "INSERT DATA { <a> <b> <c> }":
    try:
        rows(wrong)
        expect(f"attache: {wrong} is refused", False, True)
    except RDF.RedlandError as error:
        expect(f"attache: {wrong}", "line 1" in str(error), True)
# What was found stays while the store changes.
count = 0
for row in RDF.Query("SELECT ?s ?o { ?s <http://ex/p1> ?o }", query_language="attache").execute(model):
    model.append(statement((EX + "later", EX + "p1", (f"again {count}", "", ""))))
    count += 1
expect("attache: changed while read", len(triples(model.find_statements(
    statement((EX + "later", EX + "p1", None))))), count)
for i in range(count):
    model.remove_statement(statement((EX + "later", EX + "p1", (f"again {i}", "", ""))))
model.sync()

# Transactions: seen inside, not outside; gone after a rollback, lasting after a commit.
Redland, raw = RDF.Redland, model._model
start, commit, rollback = (Redland.librdf_model_transaction_start,
                           Redland.librdf_model_transaction_commit,
                           Redland.librdf_model_transaction_rollback)
before = model.size()
expect("a commit without a start", commit(raw) != 0, True)
expect("a rollback without a start", rollback(raw) != 0, True)
expect("start", start(raw), 0)
expect("a start within", start(raw) != 0, True)
for i in range(200):
    model.append(statement((EX + "t", EX + "p", (str(i), "", ""))))
expect("seen inside", model.size(), before + 200)
model.sync()
expect("a sync is no commit", seen_outside(), before)
expect("rollback", rollback(raw), 0)
expect("after the rollback", model.size(), before)
expect("no trace", triples(model.find_statements(statement((EX + "t", None, None)))), [])
expect("start", start(raw), 0)
model.append(statement((EX + "t", EX + "p", ("kept", "", ""))))
model.remove_statement(statement((EX + "new", EX + "seen", ("0", "", ""))))
expect("not seen outside", seen_outside(), before)
expect("commit", commit(raw), 0)
expect("seen outside", seen_outside(), before)
expect("kept", model.contains_statement(statement((EX + "t", EX + "p", ("kept", "", "")))) != 0, True)
expect("start", start(raw), 0)
model.append(statement((EX + "t", EX + "p", ("open at the end", "", ""))))
del model, raw, query, stream

# Reopened: what was committed is there, the open transaction is not; write='no' refuses.
model = open_model("write='no'")
expect("reopened", model.size(), before)
expect("kept", model.contains_statement(statement((EX + "t", EX + "p", ("kept", "", "")))) != 0, True)
try:
    model.append(statement((EX + "t", EX + "p", ("no", "", ""))))
except RDF.RedlandError:
    pass
expect("write='no'", model.size(), before)
del model
model = open_model("new='yes'")
expect("new='yes' empties", model.size(), 0)
del model
sys.exit(bad)
