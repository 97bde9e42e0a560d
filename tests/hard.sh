#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Queries that could run away: dense cliques and long chains under paths, long IN lists, deep nesting, regular
# expressions that blow up. Each ends in its answer or in an error of one line. Then: interrupts, and readers that leave.
set -u
. "$top_srcdir/tests/expect.sh"
cd "$work" || exit 99
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<http://e/c%d> <http://e/next> <http://e/c%d> .\n", i, i + 1
  for (i = 0; i < 120; i++) for (j = 0; j < 120; j++) if (i != j) printf "<http://e/k%d> <http://e/knows> <http://e/k%d> .\n", i, j
  for (i = 0; i < 20000; i++) printf "<http://e/p%d> <http://e/year> \"%d\" .\n", i, i % 50
  for (i = 0; i < 10000; i++) printf "<http://e/c%d> <http://e/part> <http://e/p%d> .\n", i, i
  for (i = 0; i < 9; i++) printf "<http://e/s%d> <http://e/say> \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%d!\" .\n", i, i }' >data.nt
expect 0 load -s data.db data.nt

# count N PATTERN: the pattern has N solutions
count() {
  printf 'PREFIX : <http://e/> SELECT (COUNT(*) AS ?n) { %s }' "$2" >query.rq
  expect 0 query -s data.db --format csv --timeout "${soon:-300}" query.rq
  [ "$(sed -n 2p out | tr -d '\r')" = "$1" ] || { fail "not $1 solutions: ${2:0:200}"; cat out; }
}
count 100000 ':c0 :next+ ?x'
count 100000 '?x :next+ :c100000'
count 1 ':c0 :next* :c100000'
count 0 ':c0 (:next/:next)+ :c99999'
count 120 ':k0 :knows+ ?x'
count 14400 '?x :knows+ ?y'
count 14280 '?x (:knows|^:knows)* ?y . ?x :knows :k1'
count 120 ':k0 (:knows/:knows)* ?x'
count 120 ":k0 $(printf '(%.0s' {1..60}):knows$(printf ')*%.0s' {1..60}) ?x"
count 120 ':k0 ((:knows?)+)* ?x'
count 119 ':k0 (:knows+)+ ?x FILTER(?x != :k0)'

# EXISTS in an expression: looked up from the row at hand, where joining its parts anew for each took a minute
soon=15
count 100000 '?x :next ?y OPTIONAL { ?y :next ?z FILTER NOT EXISTS { ?z :part/:year ?w } }'
count 9999 '?x :next ?y BIND(EXISTS { ?y :part/:year ?z } AS ?b) FILTER(?b)'
count 9999 '{ SELECT ?y (MAX(EXISTS { ?y :part/:year ?z }) AS ?b) { ?x :next ?y } GROUP BY ?y } FILTER(?b)'
printf 'PREFIX : <http://e/> SELECT (EXISTS { ?y :part/:year ?z } AS ?b) { ?x :next ?y } ORDER BY EXISTS { ?x :part/:year ?z }' >query.rq
expect 0 query -s data.db --format csv --timeout $soon query.rq
[ "$(grep -c true out)" = 9999 ] || fail "EXISTS as a column"
soon=300

long=$(seq -s, -f':c%.0f' 1 50000)
count 50000 "?x :next ?y FILTER(?y IN ($long))"
count 50000 "?x :next ?y FILTER(?y NOT IN ($long))"
count 50000 "?x :next ?y VALUES ?y { $(echo "$long" | tr , ' ') }"
count 9 "?x :say ?y FILTER(?y NOT IN ($long))"
numbers=$(seq -s, 100 50000)
count 1 "VALUES ?v { 100.0 99 'x' :c1 1e-1 } FILTER(?v IN ($numbers))"
count 4 "VALUES ?v { 100.0 99 'x' :c1 1e-1 } FILTER(?v NOT IN ($numbers))"
count 1 "VALUES ?v { 100.0 99 'x' :c1 1e-1 } FILTER(?v NOT IN ($numbers, 'odd'^^:type, 1, 2, 3))" # others are errors

# nested N TEXT-BEFORE TEXT TEXT-AFTER: the query with N of the first and last texts
nested() {
  local numbers
  numbers=$(seq "$1")
  # shellcheck disable=SC2059,SC2086 # the texts are formats, a number each
  { printf 'PREFIX : <http://e/> %s' "$5"; printf "$2%.0s" $numbers
    printf '%s' "$3"; printf "$4%.0s" $numbers; printf '%s' "$6"; } >query.rq
}
# deep: 60 of them are answered, 20000 are an error that says so
deep() {
  nested 60 "$@"
  expect 0 query -s data.db --format csv query.rq
  nested 20000 "$@"
  expect 1 query -s data.db --format csv query.rq
  says 'nested more than'
}
deep '(' 1 ')' 'SELECT * { FILTER(' ') }'
deep '{' ':k0 :knows ?x' '}' 'SELECT * { ' '} LIMIT 1'
deep ':k0 :knows ?x OPTIONAL {' ':k0 :knows ?x' '}' 'SELECT * { ' '} LIMIT 1'
deep '{ SELECT * {' ':k0 :knows ?x' '}}' 'SELECT * { ' '} LIMIT 1'
deep 'EXISTS { FILTER(' 1 ')}' 'SELECT * { FILTER(' ') }'
deep '[ :p ' 1 ']' 'SELECT * { ' '}'
deep '(' 1 ')' 'SELECT * { ?x :p ' '}'
deep '(' ':knows' ')*' 'SELECT * { :k0 ' ' ?x } LIMIT 1'
deep '(' ':knows' ')' 'SELECT * { :k0 ' ' ?x } LIMIT 1'

# wide STATUS TEXT BETWEEN BEFORE AFTER: 900 of them side by side
wide() {
  nested 900 "$3$2" '' '' "$4$2" "$5"
  expect "$1" query -s data.db --format csv query.rq
}
wide 0 '{ :k0 :knows ?x }' ' UNION ' 'SELECT * { ' ' } LIMIT 1'
wide 0 '{ :k0 :knows ?x }' ' OPTIONAL ' 'SELECT * { ' ' } LIMIT 1'
wide 0 ':next' '/' 'SELECT * { :c0 ' ' ?x } LIMIT 1'
wide 0 ':next' '|' 'SELECT * { :c0 ' ' ?x } LIMIT 1'
wide 0 '?x = 1' ' || ' 'SELECT (' ' AS ?y) { }'

regex() { expect "$1" query -s data.db --format csv --timeout 300 "SELECT ?s { ?s <http://e/say> ?t FILTER($2) }"; }
regex 3 'REGEX(?t, "^(a+)+$")'
says 'takes too long'
regex 3 'REGEX(?t, "^(a|aa)+(a|aa)+$")'
regex 0 'REGEX(?t, "a*a*a*a*a*b")'

# With 4 MiB, and room for 48 in all (libraries, LMDB's own, the writers' buffers): an answer, by way of files where there
# is one, or the word that more is needed; never more memory.
# bounded STATUS WORDS OPTIONS QUERY: of standard output, or of standard error
bounded() {
  local want=$1 words=$2 got=0
  shift 2
  (ulimit -d 49152; exec "$ATTACHE" query -s data.db --memory 4 --timeout 300 "$@") >out 2>err || got=$?
  [ $got = "$want" ] && grep -q -- "$words" out err || { fail "memory: $*: exit $got, not $want"; head -c 300 out err; }
}
p='PREFIX : <http://e/>'
more='needs more than 4 MiB of memory: raise it with --memory'
bounded 0 'c' --format csv "$p SELECT * { ?a :next ?b . ?c :next ?d } OFFSET 3000000 LIMIT 1"
bounded 0 'c99999' --format csv "$p SELECT ?a ?b { ?a :next ?b } ORDER BY ?b DESC(?a)"
bounded 3 "$more" --format csv "$p SELECT ?a ?b { ?a :next ?b } ORDER BY STR(?b)"
bounded 0 100000 --format csv "$p SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?b { ?a :next/^:next ?b } }"
bounded 0 14400 --format csv "$p SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?b { ?a :knows/:knows ?b } }"
bounded 0 114400 --format csv "$p SELECT (COUNT(*) AS ?n) (MAX(?k) AS ?m) { SELECT ?o (COUNT(*) AS ?k) { ?s :next|:knows|(:knows/:knows) ?o } GROUP BY ?s ?o }"
bounded 3 "$more" --format csv "$p SELECT (GROUP_CONCAT(?b) AS ?all) { ?a :next ?b . ?c :knows :k1 }"
bounded 3 "$more" --format csv "$p SELECT (COUNT(*) AS ?n) { ?x :next+ ?y }"
bounded 0 'c99999' --format ntriples "$p CONSTRUCT { ?b :before ?a . ?a :after ?b } { ?a :next ?b }"
bounded 3 'needs more than 4 MiB of memory' --format turtle "$p CONSTRUCT { ?b :before ?a } { ?a :next ?b }"
bounded 0 'c99999' --format ntriples "$p DESCRIBE ?a { ?a :next ?b }"
seq -f ':c%g' 1 60000 >values
echo "$p SELECT (COUNT(*) AS ?n) { VALUES ?x { $(cat values) } VALUES ?y { $(cat values) } ?x :next ?y }" >query.rq
"$ATTACHE" query -s data.db --format csv query.rq >out 2>err && grep -q 59999 out || { fail "two long lists"; cat out err; }

# Ctrl-C, and a request to end: the query says so and ends by the signal; an update has changed nothing.
slow='?x :next ?y . ?z :next ?w FILTER(STRLEN(CONCAT(STR(?x), STR(?w))) = 1)'
# interrupt SIGNAL STATUS COMMAND…
interrupt() {
  local signal=$1 want=$2 got=0
  shift 2
  timeout --foreground --preserve-status -s "$signal" 1 "$ATTACHE" "$@" >out 2>err || got=$?
  [ $got = "$want" ] || { fail "SIG$signal: attache $*: exit $got, not $want"; cat err; }
  says 'stopped'
}
interrupt INT 130 query -s data.db "PREFIX : <http://e/> SELECT * { $slow }"
interrupt TERM 143 query -s data.db "PREFIX : <http://e/> SELECT (COUNT(*) AS ?n) { $slow }"
interrupt INT 130 query -s data.db "PREFIX : <http://e/> SELECT * { ?x :next+ ?y } ORDER BY ?y"
interrupt INT 130 query -s data.db "PREFIX : <http://e/> SELECT ?x (COUNT(*) AS ?n) { ?x :knows/:knows/:knows/:knows ?y } GROUP BY ?x"
interrupt INT 130 update -s data.db "PREFIX : <http://e/> DELETE WHERE { :s1 ?p ?o } ; INSERT { ?x :new ?y } WHERE { $slow }"
expect 0 check -s data.db
count 9 '?x :say ?y'

# A reader that has seen enough: nothing on standard error, and the query ends.
"$ATTACHE" query -s data.db --format csv --timeout 300 'SELECT * { ?a ?b ?c . ?d ?e ?f }' 2>err | head -1 >out
[ "$(tr -d '\r' <out)" = a,b,c,d,e,f ] || { fail "head"; cat out; }
[ -s err ] && { fail "a broken pipe"; cat err; }
exit $bad
