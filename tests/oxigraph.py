#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""oxigraph.py ATTACHE FOLDER MODULES [SEED [QUERIES]]: random queries of nearly all of SPARQL 1.1, by attache and by Oxigraph.

MODULES is the folder with npm's oxigraph below node_modules. Datasets have a default graph and two named ones;
groups nest patterns, paths, OPTIONAL, UNION, MINUS, GRAPH, VALUES, BIND, FILTER, EXISTS and subqueries with aggregates.
Answers must be the same bags of rows, numbers by their types and values. Not asked, since the standard leaves the
answer open: LIMIT without a whole order, SAMPLE, the order within GROUP_CONCAT. Found, and Oxigraph's fault:
  solutions that two alternatives of a path give come once, SPARQL 1.1 Query, 18.5 (alternatives
    and negated sets are asked in closures);
  literals are kept in a canonical form, a double's without its exponent (there are no doubles in the data);
  what EXISTS substitutes takes part in a MINUS within, and not in an EXISTS within, 18.6 (EXISTS has neither);
  where a filter is FALSE, or EXISTS of nothing, aggregates without GROUP BY give no row, 18.5.1 (neither is asked).
"""
import collections
import json
import random
import subprocess
import sys

attache, folder, modules = sys.argv[1:4]
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
queries = int(sys.argv[5]) if len(sys.argv) > 5 else 60
rng = random.Random(seed)
EX = "http://ex/"
XSD = "http://www.w3.org/2001/XMLSchema#"
NODES = [f"<{EX}n{i}>" for i in range(5)]
LINKS = [f"<{EX}p{i}>" for i in range(2)]
NUMBER, WORD = f"<{EX}number>", f"<{EX}word>"
GRAPHS = [f"<{EX}g{i}>" for i in range(2)]
NUMBERS = ["1", "2", "-1", "3.5", "0.5", "7", "12"]
WORDS = ['"alpha"', '"beta"', '"gamma"@en', '"al\u00e9"', '""', '"beta"@fr']


def triples(most):
    lines = set()
    for _ in range(rng.randint(most // 2, most)):
        lines.add(f"{rng.choice(NODES)} {rng.choice(LINKS)} {rng.choice(NODES)}")
    for node in NODES:
        if rng.random() < 0.8:
            value = rng.choice(NUMBERS)
            kind = "decimal" if "." in value else "integer"
            lines.add(f'{node} {NUMBER} "{value}"^^<{XSD}{kind}>')
        if rng.random() < 0.8:
            lines.add(f"{node} {WORD} {rng.choice(WORDS)}")
    return sorted(lines)


class Group:
    """A group graph pattern: `text`, and the variables in scope, by kind."""

    def __init__(self, depth, filled=False):
        self.depth, self.filled = depth, filled
        self.names = {"n": set(), "v": set()}
        parts = [self.patterns()] if filled or rng.random() < 0.9 else []
        kinds = [self.optional, self.union, self.minus, self.graph, self.values, self.filter, self.filter,
                 self.exists, self.bind, self.path, self.subquery, self.group]
        for _ in range(rng.randint(0, 3)):
            parts.append(rng.choice(kinds)())
        self.text = "{ " + " ".join(part for part in parts if part) + " }"

    def all(self):
        return sorted(self.names["n"] | self.names["v"])

    def name(self, kind):
        name = f"?{kind}{rng.randint(0, 3)}"
        self.names[kind].add(name)
        return name

    def node(self):
        return rng.choice(NODES) if rng.random() < 0.08 else self.name("n")

    def inner(self, visible=True):
        inner = Group(self.depth - 1)
        if visible:
            for kind in "nv":
                self.names[kind] |= inner.names[kind]
        return inner.text

    def patterns(self):
        out = []
        for _ in range(rng.choice([1, 1, 2])):
            kind = rng.random()
            if kind < 0.6:
                link = rng.choice(LINKS) if rng.random() < 0.85 else "?p"
                if link == "?p":
                    self.names["n"].add("?p")
                out.append(f"{self.node()} {link} {self.node()} .")
            else:
                out.append(f"{self.node()} {rng.choice([NUMBER, WORD])} {self.name('v')} .")
        return " ".join(out)

    def path(self):
        def one(depth):
            kind = rng.random()
            if depth == 0 or kind < 0.3:
                return rng.choice(LINKS)
            if kind < 0.45:
                return f"{one(depth - 1)}/{one(depth - 1)}"
            if kind < 0.6:
                return f"({one(depth - 1)}|{one(depth - 1)}){rng.choice('*+?')}"
            if kind < 0.7:
                return f"^({one(depth - 1)})"
            if kind < 0.75:
                return f"(!({rng.choice(LINKS)}|^{rng.choice(LINKS)})){rng.choice('*+?')}"
            return f"({one(depth - 1)}){rng.choice('*+?')}"
        return f"{self.node()} {one(2)} {self.node()} ."

    def optional(self):
        return f"OPTIONAL {self.inner()}" if self.depth else ""

    def union(self):
        return f"{self.inner()} UNION {self.inner()}" if self.depth else ""

    def minus(self):
        return f"MINUS {self.inner(False)}" if self.depth else ""

    def group(self):
        return self.inner() if self.depth else ""

    def graph(self):
        place = rng.choice(GRAPHS) if rng.random() < 0.4 else "?g"
        if place == "?g":
            self.names["n"].add("?g")
        return f"GRAPH {place} {{ {self.patterns()} }}"

    def values(self):
        if rng.random() < 0.5:
            return f"VALUES {self.name('n')} {{ {' '.join(rng.sample(NODES, 3))} }}"
        row = lambda: f"({rng.choice(NODES + ['UNDEF'])} {rng.choice(NUMBERS + WORDS + ['UNDEF'])})"
        return f"VALUES ({self.name('n')} {self.name('v')}) {{ {row()} {row()} }}"

    def expression(self):
        names = self.all()
        a, b = (rng.choice(names) if names else rng.choice(NUMBERS) for _ in "ab")
        n = rng.choice(NUMBERS)
        return rng.choice([f"{a} + {n}", f"{a} * {b}", f"{a} - {b}", f"STR({a})", f"COALESCE({a}, {b}, {n})",
                           f"IF(BOUND({a}), {b}, {n})" if names else n, f"UCASE(STR({a}))", f"STRLEN({a})",
                           f"CONCAT({a}, {b})", f"DATATYPE({a})", f"LANG({a})", f"ABS({a})", f"{a} = {b}",
                           f"SUBSTR(STR({a}), 2, 3)", f"STRBEFORE(STR({a}), 'p')", f"xsd:integer({a})",
                           f"xsd:string({a})", f"CEIL({a} / 2)", f"STRDT(STR({b}), xsd:integer)", "1 / 0"])

    def condition(self):
        names = self.all()
        if not names:
            return rng.choice(["true", "1 = 1.0", "'a' < 'b'"])
        a, b = rng.choice(names), rng.choice(names)
        one = rng.choice([f"{a} {rng.choice(['<', '<=', '=', '!=', '>', '>='])} {rng.choice(NUMBERS)}",
                          f"{a} {rng.choice(['=', '!=', '<'])} {b}", f"BOUND({a})", f"isIRI({a})", f"isNumeric({a})",
                          f"{a} {rng.choice(['IN', 'NOT IN'])} ({rng.choice(NODES)}, {rng.choice(NUMBERS)}, {b})",
                          f'REGEX(STR({a}), "{rng.choice(["^a", "a$", "n[0-2]", "ET"])}", "i")', f"sameTerm({a}, {b})",
                          f'CONTAINS({a}, "l")', f"{self.expression()}", f'LANGMATCHES(LANG({a}), "en")'])
        other = rng.random()
        if other < 0.15:
            return f"({one}) && {a} != {rng.choice(NODES)}"
        if other < 0.3:
            return f"({one}) || {b} = {rng.choice(NODES)}"
        return f"!({one})" if other < 0.4 else one

    def filter(self):
        return f"FILTER({self.condition()})"

    def exists(self):
        return "" if self.filled else f"FILTER {rng.choice(['', 'NOT '])}EXISTS {Group(0, True).text}"

    def bind(self):
        self.fresh = getattr(self, "fresh", 0) + 1
        name = f"?b{self.depth}{self.fresh}"
        text = f"BIND({self.expression()} AS {name})"
        if name in bound:
            return ""
        bound.add(name)
        self.names["v"].add(name)
        return text

    def subquery(self):
        if not self.depth:
            return ""
        text, visible = select(self.depth - 1)
        for name in visible:
            self.names["n" if name[1] in "gnp" else "v"].add(name)
        return f"{{ {text} }}"


def aggregate(names):
    a = rng.choice(names)
    distinct = rng.choice(["", "DISTINCT "])
    return rng.choice(["COUNT(*)", "COUNT(DISTINCT *)", f"COUNT({distinct}{a})", f"SUM({distinct}{a})", f"MIN({a})",
                       f"MAX({a})", f"AVG({distinct}{a})", f"STRLEN(GROUP_CONCAT({distinct}STR({a}); SEPARATOR=','))"])


def select(depth):
    """The text of a SELECT, and what it projects."""
    group = Group(depth)
    names = group.all()
    if not names:
        return f"SELECT * {group.text}", []
    if rng.random() < 0.3:
        number = len(bound)
        name = f"?a{number}"
        bound.add(name)
        keys = sorted(rng.sample(names, min(len(names), rng.randint(0, 2))))
        having = f" HAVING(COUNT(*) > {rng.randint(0, 2)})" if rng.random() < 0.2 else ""
        by = f" GROUP BY {' '.join(keys)}" if keys else ""
        return f"SELECT {' '.join(keys)} ({aggregate(names)} AS {name}) {group.text}{by}{having}", keys + [name]
    picked = sorted(rng.sample(names, rng.randint(1, len(names))))
    distinct = rng.choice(["", "", "DISTINCT "])
    order = ""
    if all(name[1] in "gnp" for name in picked) and rng.random() < 0.4: # IRIs: a whole order
        order = f" ORDER BY {' '.join(picked)}" + rng.choice(["", " LIMIT 3", " LIMIT 4 OFFSET 1"])
    return f"SELECT {distinct}{' '.join(picked)} {group.text}{order}", picked


def term(value):
    if value is None:
        return ""
    kind = value.get("datatype", "")
    if kind.startswith(XSD) and kind[len(XSD):] in ("integer", "decimal", "double", "float"):
        try:
            return (kind, f"{float(value['value']):.12g}")
        except ValueError: # ill-typed
            pass
    if kind == XSD + "string":
        kind = ""
    return (value["type"], value["value"], kind, value.get("xml:lang", "").lower())


def rows(answer):
    if "error" in answer:
        return answer["error"]
    if "boolean" in answer:
        return collections.Counter([str(answer["boolean"])])
    names = sorted(answer["head"]["vars"])
    return collections.Counter(tuple(term(row.get(name)) for name in names) for row in answer["results"]["bindings"])


peer = subprocess.Popen(["node", f"{__file__.rsplit('/', 1)[0]}/oxigraph.mjs", modules], stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE, text=True, encoding="utf-8")


def ask_peer(asked):
    peer.stdin.write(json.dumps(asked) + "\n")
    peer.stdin.flush()
    return json.loads(peer.stdout.readline())


def ask(text):
    options = [f"--data={folder}/d.nt"] + [f"--named={graph[1:-1]}={folder}/g{i}.nt" for i, graph in enumerate(GRAPHS)]
    run = subprocess.run([attache, "query", *options, "--format", "json", text], capture_output=True, text=True)
    return {"error": run.stderr} if run.returncode not in (0, 1) or run.stderr else json.loads(run.stdout)


bad = total = 0
for number in range(queries):
    if number % 15 == 0:
        quads = []
        for name, graph in [("d", "")] + [(f"g{i}", graph) for i, graph in enumerate(GRAPHS)]:
            some = triples(24)
            with open(f"{folder}/{name}.nt", "w", encoding="utf-8") as out:
                out.writelines(f"{line} .\n" for line in some)
            quads += [f"{line} {graph} ." for line in some]
        ask_peer({"load": "\n".join(quads) + "\n"})
    bound = set()
    text = f"PREFIX xsd: <{XSD}> " + (f"ASK {Group(2).text}" if rng.random() < 0.05 else select(2)[0])
    ours, theirs = rows(ask(text)), rows(ask_peer({"query": text}))
    total += 0 if isinstance(ours, str) else sum(ours.values())
    if ours == theirs:
        continue
    bad += 1
    print(f"FAILED: {text}")
    if isinstance(ours, str) or isinstance(theirs, str):
        print(f"  attache: {ours if isinstance(ours, str) else len(ours)}\n  oxigraph: {theirs if isinstance(theirs, str) else len(theirs)}")
    else:
        print(f"  attache alone: {list((ours - theirs).items())[:3]}\n  oxigraph alone: {list((theirs - ours).items())[:3]}")
print(f"{queries} queries, {total} rows, {bad} differ")
sys.exit(bad > 0 or total < queries)
