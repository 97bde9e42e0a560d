#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SERVICE (SPARQL 1.1 Federated Query) against an endpoint on the loopback, which the test starts.
set -u
. "$top_srcdir/tests/expect.sh"
script=$(cd "$top_srcdir/tests" && pwd)/endpoint.py
command -v python3 >/dev/null || { echo "python3 is missing"; exit 77; }
cd "$work" || exit 99
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
cat >far.ttl <<'TTL'
@prefix : <http://ex/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
:a foaf:name "Ada" ; :born 1815 ; :note "née \"B\"\t<&>"@en .
:b foaf:name "Bo" ; :born 1990 .
:c foaf:name "Cy" ; :knows [ foaf:name "Di" ] .
TTL
cat >near.ttl <<'TTL'
@prefix : <http://ex/> .
:a :rank 3 . :b :rank 1 . :c :rank 2 . :z :rank 9 .
TTL
mkfifo life
python3 "$script" "$ATTACHE" log far.ttl <life >port &
exec 9>life # the endpoint ends when this is closed
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
at=http://127.0.0.1:$(cat port)
ask() { local want=$1; shift; : >log; expect "$want" query --data near.ttl --format csv "$@"; tr -d '\r' <out >rows; }
rows() { [ "$(cat rows)" = "$(printf "$@")" ] || { fail "not $*"; cat rows; }; }
requests() { [ "$(wc -l <log)" = "$1" ] || { fail "$(wc -l <log) requests, not $1"; cat log; }; }

# Bindings go with the request; prefixes known here are declared there.
for path in json xml; do
  ask 0 "PREFIX : <http://ex/> SELECT ?n ?r { ?s :rank ?r SERVICE <$at/$path> { ?s foaf:name ?n } } ORDER BY ?r"
  rows 'n,r\nBo,1\nCy,2\nAda,3\n'
  requests 1
  grep -q 'VALUES ( ?attache_row.*<http://ex/z>' log || fail "no bindings in the request"
  ask 0 "PREFIX : <http://ex/> SELECT ?o (LANG(?o) AS ?l) { SERVICE <$at/$path> { :a :note ?o } }"
  [ "$(wc -l <rows)" = 2 ] && grep -q '"née ""B""	<&>",en' rows || { fail "terms through $path"; cat rows; }
done
# Alone, joined without a common variable (asked once), with what the endpoint leaves unbound, in OPTIONAL.
ask 0 "SELECT (COUNT(*) AS ?n) { SERVICE <$at/json> { ?s ?p ?o } }"
rows 'n\n8\n'
ask 0 "PREFIX : <http://ex/> SELECT (COUNT(*) AS ?n) { ?s :rank ?r SERVICE <$at/json> { ?x foaf:name ?y } }"
rows 'n\n16\n'
requests 1
ask 0 "PREFIX : <http://ex/> SELECT ?s ?b { ?s :rank ?r SERVICE <$at/xml> { ?s foaf:name ?n OPTIONAL { ?s :born ?b } } } ORDER BY ?s"
rows 's,b\nhttp://ex/a,1815\nhttp://ex/b,1990\nhttp://ex/c,\n'
ask 0 "PREFIX : <http://ex/> SELECT ?s ?n { ?s :rank ?r OPTIONAL { SERVICE <$at/json> { ?s foaf:name ?n } } } ORDER BY ?s"
rows 's,n\nhttp://ex/a,Ada\nhttp://ex/b,Bo\nhttp://ex/c,Cy\nhttp://ex/z,\n'
# Several requests' worth of rows; a pattern of its own with a subquery; blank nodes join only in one answer.
seq -f '<http://ex/%g> <http://ex/same> <http://ex/a> .' 1 450 >many.nt
: >log
expect 0 query --data many.nt --format csv "SELECT (COUNT(*) AS ?c) { ?x <http://ex/same> ?s SERVICE <$at/json> { ?s foaf:name ?n } }"
grep -q '^450' out || fail "450 rows"
requests 1
expect 0 query --data many.nt --format csv "SELECT (COUNT(*) AS ?c) { ?x <http://ex/same> ?s SERVICE <$at/json> { { BIND(1 AS ?k) } UNION { ?x foaf:name ?n } } }"
grep -q '^450' out || { fail "450 tuples"; cat out; }
requests 2
ask 0 "PREFIX : <http://ex/> SELECT ?m { SERVICE <$at/json> { SELECT (MAX(?b) AS ?m) { ?s :born ?b } } }"
rows 'm\n1990\n'
ask 0 "PREFIX : <http://ex/> SELECT ?n { SERVICE <$at/json> { :c :knows ?k . ?k foaf:name ?n } }"
rows 'n\nDi\n'
# The endpoint from a variable; none of its own.
ask 0 "PREFIX : <http://ex/> SELECT ?n { VALUES ?e { <$at/json> <$at/xml> } SERVICE ?e { :b foaf:name ?n } }"
rows 'n\nBo\nBo\n'
requests 2
ask 3 "SELECT * { SERVICE ?e { ?s ?p ?o } }"
says "its variable is no endpoint's IRI"
# Faults, and SILENT, which leaves the rows as they are.
for case in "fail:HTTP status 500: out of order" "html:it answers text/html" "broken:SERVICE" "file:SERVICE" "odd:a wrong IRI"; do
  ask 3 "SELECT * { SERVICE <$at/${case%%:*}> { ?s ?p ?o } }"
  says "SERVICE <$at/${case%%:*}>: "
  says "${case#*:}"
  ask 0 "PREFIX : <http://ex/> SELECT ?r ?n { ?s :rank ?r SERVICE SILENT <$at/${case%%:*}> { ?s foaf:name ?n } } ORDER BY ?r LIMIT 2"
  rows 'r,n\n1,\n2,\n'
done
ask 0 "SELECT ?s { SERVICE <$at/redirect> { ?s foaf:name 'Bo' } }"
rows 's\nhttp://ex/b\n'
ask 3 "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
ask 3 "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }"
ask 3 --service-timeout 0.3 "SELECT * { SERVICE <$at/slow> { ?s ?p ?o } }"
says "no answer in time"
ask 0 --service-timeout 0.3 "SELECT * { SERVICE SILENT <$at/slow> { ?s ?p ?o } }"
ask 3 --timeout 0.3 "SELECT * { SERVICE SILENT <$at/slow> { ?s ?p ?o } }" # the query's own time is no fault of the endpoint
says "time is up"
# Not allowed.
ask 3 --no-service "SELECT * { SERVICE <$at/json> { ?s ?p ?o } }"
says "not allowed"
requests 0
# In an update.
: >log
expect 0 update --data near.ttl --print nquads "PREFIX : <http://ex/> INSERT { ?s :called ?n } WHERE { ?s :rank ?r SERVICE <$at/json> { ?s foaf:name ?n } }"
[ "$(grep -c called out)" = 3 ] || { fail update; cat out; }
exec 9>&-
wait
exit $bad
