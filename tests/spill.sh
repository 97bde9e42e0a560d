#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Groups, distinct rows, joins and sorts that do not fit into --memory go through files, and give the same rows in the
# same order.
set -u
. "$top_srcdir/tests/expect.sh"
cd "$work" || exit 99
seq 1 40000 | awk '{ print "<http://e/" $1 "> <http://e/p> <http://e/o" $1 * 7 % 9001 "> .";
  print "<http://e/" $1 "> <http://e/q> \"" $1 * 31 % 20011 "\"^^<http://www.w3.org/2001/XMLSchema#integer> .";
  if ($1 % 3 == 0) print "<http://e/" $1 "> <http://e/r> \"" $1 % 1000 / 7 "e0\"^^<http://www.w3.org/2001/XMLSchema#double> .";
  if ($1 % 2 == 0) print "<http://e/" $1 "> <http://e/one> <http://e/same> ." }' >data.nt
expect 0 load -s data.db data.nt
number=0
while IFS='|' read -r memory what query; do
  query="PREFIX : <http://e/> $query"
  expect 0 query -s data.db --format csv "$query"
  mv out whole
  expect 0 query -s data.db --memory "$memory" --format csv "$query"
  cmp whole out || fail "spilled: $query"
  expect 0 query -s data.db --memory "$memory" --explain "$query"
  grep -q "^ *$what.*through files" out || { fail "no $what through files: $query"; cat out; }
  number=$((number + 1))
done <<'END'
2|group|SELECT ?s (COUNT(*) AS ?n) (SUM(?v) AS ?sum) (MAX(?v) AS ?most) { ?s ?p ?v } GROUP BY ?s
2|group|SELECT ?v (COUNT(DISTINCT ?o) AS ?n) (SUM(DISTINCT ?r) AS ?sum) { ?s :p ?o ; :q ?v OPTIONAL { ?s :r ?r } } GROUP BY ?v
3|group|SELECT ?o (SUM(?r) AS ?sum) (GROUP_CONCAT(STR(?r)) AS ?all) { ?s :p ?o ; :r ?r } GROUP BY ?o
2|group|SELECT (COUNT(DISTINCT ?v) AS ?n) (SUM(DISTINCT ?v) AS ?sum) (COUNT(DISTINCT *) AS ?all) { ?s ?p ?v }
2|group|SELECT ?p (COUNT(DISTINCT ?s) AS ?n) (SUM(DISTINCT ?v) AS ?sum) { ?s ?p ?v FILTER(ISNUMERIC(?v)) } GROUP BY ?p ORDER BY ?p
2|distinct|SELECT DISTINCT ?s ?v { ?s ?p ?x ; :q ?v }
2|distinct|SELECT DISTINCT ?v ?o { ?s :q ?v . ?s :p ?o } OFFSET 37000
3|order|SELECT ?s ?o ?n { ?s :p ?o ; :q ?n } ORDER BY ?n DESC(?o)
3|order|SELECT ?s ?n { ?s :q ?n } ORDER BY ?n ?s OFFSET 25000 LIMIT 10
2|hash join|SELECT ?a ?b { { ?a :q ?n FILTER(?n < 90000) } { SELECT ?b ?n { ?b :q ?n FILTER(?b != :x) } } }
2|hash join|SELECT ?a ?n { ?a :q ?n MINUS { SELECT ?a ?o { ?a :p ?o FILTER(?o != :o7 && ?o != :o14) } } }
2|hash join|SELECT ?a ?n ?b { ?a :q ?n OPTIONAL { SELECT ?n ?b { ?b :q ?n . ?b :p ?o FILTER(?o != :o7 && ?n != 62) } } }
2|hash join|SELECT ?a ?n ?b { ?a :q ?n OPTIONAL { ?b :q ?n . ?b :p ?o FILTER(?o != :o7 && ?n != 62 && ?b != ?a) } }
1|hash join|SELECT ?n ?b { { SELECT ?n { ?a :q ?n } OFFSET 39990 } { SELECT ?one ?b { ?b :one ?one } } }
END
[ $number -eq 14 ] || fail "$number queries through files"
TMPDIR=/nowhere expect 3 query -s data.db --memory 2 'SELECT * { ?s ?p ?o } ORDER BY ?o'
grep -q 'TMPDIR' err || fail "no word of TMPDIR"
TMPDIR=/nowhere expect 3 query -s data.db --memory 2 'SELECT DISTINCT ?s ?o { ?s ?p ?o }'
grep -q 'TMPDIR' err || fail "no word of TMPDIR"
exit $bad
