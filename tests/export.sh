#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What export writes is read back by other implementations: rdflib, and n3 and jsonld where npm can get them.
# Graphviz draws the picture. Skips (77) where rdflib is missing.
set -u
here=$(cd "$top_srcdir/tests" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
bad=0
fail() { echo "FAILED: $*"; bad=1; }

# The awkward data; RDF/XML has no controls, so there without the lines that hold them, and without a
# predicate that does not end in a name.
"$ATTACHE" load -s all.db --default-graph "$here/rdf/awkward.nq" 2>/dev/null || fail "load"
grep -v -e 'u0008' -e 'p#1a>  *<' "$here/rdf/awkward.nq" >xml.nq
"$ATTACHE" load -s xml.db --default-graph xml.nq 2>/dev/null || fail "load xml.nq"
for format in turtle trig ntriples nquads jsonld; do
  "$ATTACHE" export -s all.db --format $format -o all.$format || fail "export $format"
  "$ATTACHE" export -s all.db --format $format >again && cmp -s again all.$format || fail "$format differs"
done
"$ATTACHE" export -s xml.db --format rdfxml -o xml.rdfxml || fail "export rdfxml"
"$ATTACHE" export -s all.db --format rdfxml >/dev/null 2>err && fail "U+0008 in XML"
grep -q 'U+0008' err || fail "no word of U+0008"

# The order of the data does not show.
(cat "$here/rdf/awkward.nq"; echo) | tac | grep . >turned.nq
"$ATTACHE" load -s turned.db --default-graph turned.nq 2>/dev/null
for format in turtle trig jsonld; do
  "$ATTACHE" export -s turned.db --format $format | cmp -s - all.$format || fail "$format shows the order"
done

# Nothing at all is still a document of its syntax.
printf '' >none.nq
"$ATTACHE" load -s none.db --syntax nquads --default-graph none.nq 2>/dev/null || fail "load nothing"
for format in turtle trig ntriples nquads rdfxml jsonld dot; do
  "$ATTACHE" export -s none.db --format $format -o none.$format || fail "export nothing as $format"
done
[ "$(tr -d ' \n' <none.jsonld)" = '{"@context":{},"@graph":[]}' ] || fail "empty JSON-LD"

/usr/bin/python3 "$here/readback.py" "$here/rdf/awkward.nq" turtle all.turtle trig all.trig ntriples all.ntriples \
  nquads all.nquads jsonld all.jsonld
got=$?
if [ $got = 77 ]; then skip=1; elif [ $got != 0 ]; then fail "rdflib"; fi
[ -n "${skip:-}" ] || /usr/bin/python3 "$here/readback.py" xml.nq rdfxml xml.rdfxml || fail "rdflib, RDF/XML"

modules=$top_builddir/tests/node
if command -v npm >/dev/null && [ ! -d "$modules/node_modules/jsonld" ]; then
  mkdir -p "$modules" && (cd "$modules" && echo '{"private": true}' >package.json &&
    timeout 120 npm install --silent --no-audit --no-fund n3@1 jsonld@8 >/dev/null 2>&1) || echo "npm could not install n3 and jsonld"
fi
if [ -d "$modules/node_modules/jsonld" ] && [ -d "$modules/node_modules/n3" ]; then
  node "$here/readback.mjs" "$modules" "$here/rdf/awkward.nq" turtle all.turtle trig all.trig \
    ntriples all.ntriples nquads all.nquads jsonld all.jsonld || fail "n3 or jsonld"
else
  echo "without n3 and jsonld (npm)"
fi

# The picture.
"$ATTACHE" load -s picture.db --graph http://ex/g "$here/rdf/picture.ttl" 2>/dev/null || fail "load picture.ttl"
"$ATTACHE" export -s picture.db --format dot -o picture.dot || fail "export dot"
grep -q 'label="Ingrid Solheim\\nNorway"' picture.dot || fail "a person with country"
grep -q 'label="meeting\\n2026-03-04' picture.dot || fail "an event"
grep -q 'label="thank", style=dashed' picture.dot || fail "a statement"
grep -q 'label="resume: explored", style=dashed' picture.dot || fail "a move"
grep -q 'met with' picture.dot && fail "a meeting is drawn, and dr:metWith besides"
[ "$(grep -c 'label="praised"' picture.dot)" = 1 ] || fail "a shortcut without an event is drawn"
grep -q 'Latin script' picture.dot && fail "a topic is drawn"
if command -v dot >/dev/null; then
  dot -Tsvg picture.dot >picture.svg 2>err || { fail "Graphviz"; cat err; }
  grep -q 'Defence Minister' picture.svg || fail "no post in the picture"
else
  echo "without Graphviz"
fi

# Evidence left out.
"$ATTACHE" export -s picture.db --no-evidence --format ntriples >plain.nt || fail "--no-evidence"
grep -qE 'nif-core#(begin|Phrase)|its/rdf|ns#evidence' plain.nt && fail "evidence is still there"
grep -q 'nif-core#sourceUrl' plain.nt || fail "the source's address is gone"
# All but some graphs: a triple that others have as well stays, once.
cat >graphs.nq <<'END'
<http://ex/a> <http://ex/p> "1" <http://ex/g1> .
<http://ex/a> <http://ex/p> "1" <http://ex/g2> .
<http://ex/a> <http://ex/p> "1" <http://ex/g3> .
<http://ex/a> <http://ex/p> "2" <http://ex/g1> .
<http://ex/a> <http://ex/q> "3" <http://ex/g2> .
<http://ex/b> <http://ex/p> "4" <http://ex/g3> .
<http://ex/b> <http://ex/p> "4" .
END
"$ATTACHE" load -s graphs.db --default-graph graphs.nq 2>/dev/null || fail "load graphs.nq"
without() { # LINES FORMAT GRAPH…
  local lines=$1 format=$2 options=()
  shift 2
  for graph in "$@"; do options+=(--without-graph "http://ex/$graph"); done
  "$ATTACHE" export -s graphs.db --format "$format" "${options[@]}" >without.out || fail "without $*"
  [ "$(wc -l <without.out)" = "$lines" ] || { fail "without $*: not $lines lines"; cat without.out; }
}
without 4 ntriples
without 3 ntriples g1
grep -q '"2"' without.out && fail "a triple of the graph left out"
without 2 ntriples g1 g2
without 5 nquads g1
without 3 nquads g1 g2
"$ATTACHE" export -s graphs.db --without-graph http://ex/none >/dev/null 2>&1 && fail "no such graph"

[ "$bad" = 0 ] && [ -n "${skip:-}" ] && exit 77
exit $bad
