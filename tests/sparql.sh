#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Cases of SPARQL 1.1 as files: tests/sparql/NAME.rq over data.ttl and two named graphs gives NAME.csv;
# NAME.ru leaves NAME.nq, of the triples of :met, :metBy, :age and :likes.
set -u
. "$top_srcdir/tests/expect.sh"
cases=$(cd "$top_srcdir/tests/sparql" && pwd)
cd "$work" || exit 99
data="--data $cases/data.ttl --named http://example.org/west=$cases/west.ttl --named http://example.org/east=$cases/east.ttl"
number=0
for query in "$cases"/*.rq; do
  name=$(basename "$query" .rq)
  # shellcheck disable=SC2086
  expect 0 query $data --format csv "$query"
  tr -d '\r' <out | diff "$cases/$name.csv" - || fail "$name"
  number=$((number + 1))
done
[ $number -ge 100 ] || fail "$number cases"
for request in "$cases"/*.ru; do
  name=$(basename "$request" .ru)
  # shellcheck disable=SC2086
  expect 0 update $data --print nquads "$request"
  grep -E '/(met|metBy|age|likes)> ' out | sort | diff "$cases/$name.nq" - || fail "$name"
done
# Expressions, all in one query: a row each, with its number.
awk -F'\t' 'BEGIN { printf "SELECT ?n ?v {" } /^#/ { next }
  { printf "%s { BIND(%d AS ?n) BIND(%s AS ?v) }\n", n++ ? " UNION" : "", n, $1 } END { print "} ORDER BY ?n" }' \
  "$cases/expressions.tsv" >expressions.rq
expect 0 query --data "$cases/data.ttl" --format tsv expressions.rq
tail -n +2 out | cut -f2- | sed -E 's/^"(true|false)"\^\^<[^>]*#boolean>$/\1/' >values
grep -v '^#' "$cases/expressions.tsv" | cut -f1 | paste - values | diff <(grep -v '^#' "$cases/expressions.tsv") - ||
  fail "expressions"
[ "$(wc -l <values)" -ge 200 ] || fail "$(wc -l <values) expressions"
# Bounds and wrong requests end with a word.
# shellcheck disable=SC2086
expect 1 query $data 'SELECT * { ?s ?p '
# shellcheck disable=SC2086
expect 2 query $data --format klingon 'ASK {}'
expect 1 query --data "$cases/data.ttl" 'INSERT DATA { <a> <b> <c> }'
says "'attache update' runs updates"
expect 1 update --data "$cases/data.ttl" --print nquads 'ASK {}'
says "'attache query' runs queries"
expect 2 query --data "$cases/data.ttl" --format csv 'DESCRIBE <x>'
says 'take turtle, trig'
expect 2 query --data "$cases/data.ttl" --format turtle 'ASK {}'
says 'take table, csv'
# A picture of what a query makes, whatever it is about.
expect 0 query --data "$cases/data.ttl" --format dot 'CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(ISIRI(?o)) }'
grep -q 'label="ada"' out && grep -q -- '->' out || fail "an empty picture"
# Strings that double, expressions that backtrack, long lists.
expect 3 query --data "$cases/data.ttl" --memory 16 "SELECT ?z { BIND('$(printf '%1000s' x)' AS ?a)
  $(last=a; for next in b c d e f g h z; do echo "BIND(CONCAT(?$last, ?$last, ?$last, ?$last) AS ?$next)"; last=$next; done) }"
says 'a string is longer than 1024 KiB'
expect 3 query --data "$cases/data.ttl" "ASK { FILTER(REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', '^(a+)+\$')) }"
says 'takes too long'
seq -f '<http://e/%g> <http://e/p> <http://e/o> .' 1 400 >many.nt
echo "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?s IN ($(seq -f '<http://e/%g>' -s, 2 20000))) }" >long.rq
expect 0 query --data many.nt --format csv long.rq
grep -q '^399' out || fail "a long list"
expect 3 query --data many.nt --timeout 0.2 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }'
expect 0 query --data many.nt --explain 'SELECT * { ?a ?b ?c } LIMIT 3'
grep -q 'scan' out || fail "no plan"
seq 1 30000 | awk '{ printf "<http://e/%d> <http://e/p> <http://e/o%d> .\n<http://e/%d> <http://e/q> \"%d\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n", $1, $1 % 100, $1, $1 % 77 }' >more.nt
expect 0 load -s more.db more.nt
# Counts that the store keeps are those that are found by counting.
counted() {
  expect 0 query -s more.db --format csv "SELECT $1 { $2 } GROUP BY $3 ORDER BY $3"
  cp out kept
  expect 0 query -s more.db --explain "SELECT $1 { $2 } GROUP BY $3 ORDER BY $3"
  grep -q 'kept counts' out || { fail "counted: $*"; cat out; }
  expect 0 query -s more.db --format csv "SELECT $1 { $2 FILTER(BOUND(?s)) } GROUP BY $3 ORDER BY $3"
  cmp kept out || fail "kept counts: $*"
}
counted '?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?x) (COUNT(DISTINCT ?o) AS ?y) (COUNT(DISTINCT *) AS ?z)' '?s ?p ?o' '?p'
counted '?o (COUNT(?s) AS ?n) (COUNT(DISTINCT ?s) AS ?x)' '?s <http://e/p> ?o' '?o'
counted '?o (COUNT(?o) AS ?n)' '?s <http://e/q> ?o' '?o'
expect 0 query -s more.db --format csv 'SELECT ?o (COUNT(*) AS ?n) { ?s <http://e/p> ?o } GROUP BY ?o HAVING (COUNT(*) > 300) ORDER BY ?o'
[ "$(wc -l <out)" = 1 ] || fail "HAVING over kept counts"
expect 3 query -s more.db --threads 2 --memory 0.3 'SELECT * { ?s ?p ?o . ?s ?q ?r } ORDER BY ?p'
# A sort that does not fit into memory goes through a file, and gives the same.
for query in 'SELECT ?s ?o ?n { ?s <http://e/p> ?o ; <http://e/q> ?n } ORDER BY ?n DESC(?o)' \
  'SELECT ?s ?n { ?s <http://e/q> ?n } ORDER BY ?n ?s OFFSET 25000 LIMIT 10'; do
  expect 0 query -s more.db --format csv "$query"
  cp out one
  expect 0 query -s more.db --memory 3 --format csv "$query"
  cmp one out || fail "spilled: $query"
done
TMPDIR=/nowhere expect 3 query -s more.db --memory 2 'SELECT * { ?s ?p ?o } ORDER BY ?o'
grep -q 'TMPDIR' err || fail "no word of TMPDIR"
exit $bad
