#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Queries by one, two and five threads give the same bytes: groups (DISTINCT, errors, ties, sums that are not exact, terms
# that the query makes), filters, joins of all kinds, limits, graphs. Nor does a thread that is no longer wanted keep the
# query waiting, or one that has no room take more than there is. Run by `make check-threads` for ThreadSanitizer too.
set -u
. "$top_srcdir/tests/expect.sh"
cd "$work" || exit 99
# People that meet, in two graphs, with ages of many types, names and a few odd values.
awk 'BEGIN { srand(7); x = "http://www.w3.org/2001/XMLSchema#"
  split("integer decimal double integer integer string", type, " ")
  for (i = 0; i < 12000; i++) {
    g = i % 3 ? "<http://e/g1>" : "<http://e/g2>"
    printf "<http://e/s%d> <http://e/a> <http://e/K%d> %s .\n", i, int(rand() * rand() * 9), g
    for (k = 0; k < 3; k++) printf "<http://e/s%d> <http://e/met> <http://e/s%d> %s .\n", i, int(rand() * 12000), g
    printf "<http://e/s%d> <http://e/n> \"%d\"^^<%sinteger> %s .\n", i, int(rand() * 60), x, g
    if (i % 2) printf "<http://e/s%d> <http://e/d> \"%.2f\"^^<%sdecimal> %s .\n", i, rand() * 9, x, g
    printf "<http://e/s%d> <http://e/m> \"%d\"^^<%s%s> %s .\n", i, int(rand() * 9), x, type[1 + int(rand() * 6)], g
    printf "<http://e/s%d> <http://e/name> \"Name %d of many\" %s .\n", i, int(rand() * 5000), g
    if (i % 7 == 0) printf "<http://e/s%d> <http://e/a> <http://e/K1> <http://e/g2> .\n", i
  } }' >data.nq
expect 0 load -s data.db data.nq
number=0
while IFS= read -r query; do
  [ -n "$query" ] || continue
  for threads in 1 2 5; do
    expect 0 query -s data.db --threads $threads --format csv "PREFIX : <http://e/> $query"
    [ $threads = 1 ] && cp out one
    cmp -s one out || fail "$threads threads: $query"
  done
  [ -s one ] || fail "no answer: $query"
  number=$((number + 1))
done <<'QUERIES'
SELECT ?k (COUNT(*) AS ?c) { ?s :a ?k } GROUP BY ?k
SELECT (COUNT(*) AS ?c) { ?s :met ?t . ?t :met ?u }
SELECT (COUNT(DISTINCT ?t) AS ?c) (COUNT(DISTINCT *) AS ?all) { ?s :met ?t ; :n ?n }
SELECT ?k (SUM(?n) AS ?sum) (MIN(?n) AS ?least) (MAX(?d) AS ?most) (AVG(?d) AS ?mean) (SAMPLE(?d) AS ?one) { ?s :a ?k ; :n ?n ; :d ?d } GROUP BY ?k
SELECT ?k (SUM(DISTINCT ?n) AS ?sum) (MIN(DISTINCT ?m) AS ?least) (MAX(DISTINCT ?m) AS ?most) { ?s :a ?k ; :n ?n ; :m ?m } GROUP BY ?k
SELECT ?k (SUM(?m) AS ?sum) (AVG(?m) AS ?mean) { ?s :a ?k ; :m ?m } GROUP BY ?k
SELECT ?n (MIN(?m) AS ?least) (MAX(?m) AS ?most) (SAMPLE(?m) AS ?one) { ?s :n ?n ; :m ?m } GROUP BY ?n
SELECT ?half (COUNT(*) AS ?c) (SUM(?n * 2) AS ?sum) { ?s :n ?n ; :met ?t BIND(?n / 2 AS ?half) } GROUP BY ?half
SELECT ?word (COUNT(*) AS ?c) (MAX(?word2) AS ?x) { ?s :name ?l BIND(STRAFTER(?l, "e ") AS ?word) BIND(UCASE(?l) AS ?word2) } GROUP BY ?word
SELECT ?t (COUNT(*) AS ?c) { ?s :met ?t } GROUP BY ?t HAVING (COUNT(*) > 6)
SELECT ?k (GROUP_CONCAT(?n) AS ?all) { ?s :a ?k ; :n ?n FILTER(?n < 3) } GROUP BY ?k
SELECT ?s ?l { ?s :name ?l FILTER(REGEX(?l, "9[0-9]* of", "i")) }
SELECT ?s ?l { ?s :name ?l FILTER(CONTAINS(LCASE(?l), "77")) } LIMIT 20
SELECT ?s ?t ?n { ?s :met ?t . ?t :n ?n FILTER(?n > 40) } ORDER BY ?n ?s LIMIT 100
SELECT DISTINCT ?n ?k { ?s :n ?n ; :a ?k ; :met ?t }
SELECT * { ?s :met ?t . ?t :met ?u . ?u :a :K3 } OFFSET 30 LIMIT 3000
SELECT ?s ?d { ?s :met ?t OPTIONAL { ?t :d ?d FILTER(?d > 8) } } LIMIT 30000
SELECT ?s { ?s :n ?n MINUS { ?s :a :K1 } }
SELECT ?s { ?s :n ?n FILTER NOT EXISTS { ?t :met ?s } }
SELECT ?k (COUNT(*) AS ?c) { VALUES ?n { 3 5 7 } ?s :n ?n ; :met ?t . ?t :a ?k } GROUP BY ?k
SELECT ?g ?k (COUNT(*) AS ?c) { GRAPH ?g { ?s :a ?k ; :met ?t } } GROUP BY ?g ?k
SELECT ?k (COUNT(*) AS ?c) FROM <http://e/g1> FROM <http://e/g2> { ?s :a ?k ; :n ?n } GROUP BY ?k
SELECT ?k (COUNT(*) AS ?c) FROM <http://e/g2> { ?s :a ?k ; :n ?n } GROUP BY ?k
SELECT (COUNT(*) AS ?c) (MIN(?o) AS ?least) { ?s ?p ?o }
SELECT ?p (COUNT(DISTINCT ?o) AS ?c) { ?s ?p ?o } GROUP BY ?p
SELECT (COUNT(*) AS ?c) { ?s :met ?t ; :n ?n . FILTER(IF(?n > 3, STR(?t) > STR(?s), false)) }
SELECT (COUNT(*) AS ?c) { ?s :met ?t . ?t :nothing ?u }
SELECT ?t (COUNT(*) AS ?c) { ?s :met ?t FILTER(?c > 3) } GROUP BY ?t
QUERIES
[ $number = 28 ] || fail "$number queries"
for query in 'SELECT ?t (COUNT(DISTINCT ?l) AS ?c) { ?s <http://e/met> ?t ; <http://e/name> ?l } GROUP BY ?t' \
  'SELECT * { ?s ?p ?o . ?s ?q ?r } OFFSET 200000'; do
  expect 0 query -s data.db --threads 2 --explain "$query"
  grep -Eq 'gather|several threads' out || { fail "one thread: $query"; cat out; }
  expect 0 query -s data.db --threads 1 --explain "$query"
  ! grep -Eq 'gather|several threads' out || fail "several threads: $query"
done
# Little to do, or little memory: one thread.
for options in '--memory 20' ''; do
  # shellcheck disable=SC2086
  expect 0 query -s data.db --threads 2 $options --explain 'SELECT * { <http://e/s1> <http://e/met> ?t . ?t ?p ?o }'
  ! grep -Eq 'gather|several threads' out || fail "several threads for a few rows"
done
# What takes long ends when its time is up, or by Ctrl-C, whatever the threads are doing.
slow='SELECT ?s (COUNT(*) AS ?c) { ?s <http://e/met> ?t . ?u <http://e/met> ?v FILTER(STRLEN(CONCAT(STR(?s), STR(?v))) > 3) } GROUP BY ?s'
expect 3 query -s data.db --threads 2 --timeout 0.3 "$slow"
says "time is up"
expect 3 query -s data.db --threads 2 --timeout 0.3 'SELECT * { ?s <http://e/met> ?t . ?u <http://e/met> ?v FILTER(STRLEN(CONCAT(STR(?s), STR(?v))) > 9999) }'
timeout --foreground --preserve-status -s INT 1 "$ATTACHE" query -s data.db --threads 2 "$slow" >out 2>err
[ $? = 130 ] || { fail "Ctrl-C"; cat err; }
exit $bad
