#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# librdf's own command over the storage module, beside attache on the same store.
set -u
command -v rdfproc >/dev/null || { echo "rdfproc is missing: apt-get install redland-utils"; exit 77; }
if nm "$ATTACHE" 2>/dev/null | grep -q __asan_init; then
  echo "a sanitized module does not load into an rdfproc without its runtime"
  exit 77
fi
export REDLAND_MODULE_PATH=$top_builddir/.libs
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cp "$top_srcdir/examples/defence-talks.ttl" "$work/talks.ttl"
cd "$work" || exit 99
export ATTACHE_STORE=$work/rdf.db
bad=0
fail() { echo "FAILED: $*"; bad=1; }
store() { rdfproc -q -s attache rdf.db "$@" 2>err || { fail "rdfproc $*"; cat err; }; }
quads() { [ "$("$ATTACHE" stats | awk '/^quads/ { print $2 }')" = "$1" ] || fail "$2: not $1 quads"; }

rdfproc -q -n -s attache rdf.db parse talks.ttl turtle >out 2>&1 || { cat out; exit 1; }
quads 19 parse
[ "$(store size | tr -dc 0-9)" = 19 ] || fail "size"
store serialize ntriples >out.nt # it escapes what is not ASCII: read back before comparing
"$ATTACHE" load -s back.db --default-graph out.nt 2>/dev/null || fail "serialize"
"$ATTACHE" export -s back.db --format ntriples | sort >a
"$ATTACHE" export --format ntriples | sort >b
cmp -s a b || { fail "rdfproc and attache differ"; diff a b; }
dr=https://w3id.org/defrel
store find - $dr/ns#metWith - >out
[ "$(grep -c metWith out)" = 2 ] || { fail "find"; cat out; }
store add http://ex/s http://ex/p '"o"'
store add http://ex/s http://ex/p '"o"'
quads 20 "adding twice"
store remove http://ex/s http://ex/p '"o"'
quads 19 remove
store add http://ex/s http://ex/p http://ex/o http://ex/g
store add http://ex/s http://ex/p http://ex/o http://ex/h
quads 21 contexts
store contexts >out
[ "$(grep -c '<http://ex/[gh]>' out)" = 2 ] || { fail "contexts"; cat out; }
store find http://ex/s - - >out
[ "$(grep -c http://ex/o out)" = 1 ] || { fail "the union of graphs repeats"; cat out; }
store find http://ex/s - - http://ex/g >out
[ "$(grep -c http://ex/o out)" = 1 ] || { fail "find in a context"; cat out; }
store remove http://ex/s http://ex/p http://ex/o http://ex/g
quads 20 "remove from a context"
store remove-context http://ex/h
quads 19 remove-context
store query sparql - "PREFIX dr: <$dr/ns#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
  SELECT ?name WHERE { ?e a dr:Meeting ; dr:participant ?p . ?p foaf:name ?name }" >out
grep -q 'Ingrid Solheim' out && grep -q 'Kalve' out || { fail "query"; cat out; }
# The query language attache: what rasqal's sparql has no words for.
store query attache - 'SELECT ?name (COUNT(*) AS ?n) { ?e a dr:Meeting ; dr:participant/foaf:name ?name
  FILTER NOT EXISTS { ?e dr:nothing ?x } } GROUP BY ?name ORDER BY ?name' >out
diff - out <<'END' || fail "query attache"
[, name="Art\u016Brs Kalve", n="1"^^<http://www.w3.org/2001/XMLSchema#integer>]
[, name="Ingrid Solheim", n="1"^^<http://www.w3.org/2001/XMLSchema#integer>]
END
store query attache - 'SELECT ?name { <id/person/ingrid-solheim> foaf:name ?name }' >out
grep -q 'Ingrid Solheim' out || { fail "a relative IRI is not below the base of exports"; cat out; }
rdfproc -q -s attache -r json rdf.db query attache - 'SELECT ?s { ?s foaf:name "Ingrid Solheim" }' >out 2>err
grep -q '"type": "uri"' out || { fail "query attache as json"; cat out err; }
rdfproc -q -s attache -r json rdf.db query attache - 'ASK { ?s foaf:name "Ingrid Solheim" }' >out 2>err
grep -q '"boolean": true' out || { fail "query attache ASK"; cat out err; }
store query attache - 'CONSTRUCT { ?s foaf:nick ?n } { ?s foaf:name ?n }' >out
grep -q 'nick' out || { fail "query attache CONSTRUCT"; cat out; }
rdfproc -q -s attache rdf.db query attache - 'SELECT * { ?s }' >out 2>err
grep -q "line 1, column 15: found '}'" err || { fail "a wrong query's message"; cat err; }
# The query language over librdf's other storages, with contexts and without.
rdfproc -q -s memory -r json other query attache - 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' >out 2>err
grep -q '"value": "0"' out || { fail "query attache over an empty memory storage"; cat out err; }
hashes() { rdfproc -q -s hashes -t "hash-type='bdb',dir='.',contexts='yes'" "$@" 2>err || { fail "rdfproc $*"; cat err; }; }
if rdfproc -q -n -s hashes -t "hash-type='bdb',dir='.',contexts='yes'" hash parse-stream talks.ttl turtle http://example.org/ http://example.org/talks >out 2>&1; then
  hashes hash query attache - 'SELECT ?name (COUNT(*) AS ?n) { ?e a dr:Meeting ; dr:participant/foaf:name ?name
    FILTER NOT EXISTS { ?e dr:nothing ?x } } GROUP BY ?name ORDER BY ?name' >out
  [ "$(grep -c 'n="1"' out)" = 2 ] && grep -q 'Ingrid Solheim' out || { fail "query attache over hashes"; cat out; }
  hashes hash query attache - 'SELECT DISTINCT ?g { GRAPH ?g { ?e a dr:Meeting } }' >out
  grep -q 'http://example.org/talks' out || { fail "contexts of hashes"; cat out; }
  rdfproc -q -s hashes -t "hash-type='bdb',dir='.'" hash query attache - 'SELECT * { ?s }' >out 2>err
  grep -q "line 1, column 15: found '}'" err || { fail "a wrong query over hashes"; cat err; }
else
  echo "librdf has no hashes in files: left out"
fi

"$ATTACHE" check >/dev/null || fail "check"
exit $bad
