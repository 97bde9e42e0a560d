#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# attache reference: the tables as RDF, the same when done twice; a bad table is named, nothing lost.
set -u
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
bad=0
fail() { echo "FAIL: $*"; bad=1; }
export ATTACHE_STORE=$dir/s.db

"$ATTACHE" reference 2>"$dir/err" || fail "reference: $(cat "$dir/err")"
"$ATTACHE" export --format nquads | sort >"$dir/one"
[ -s "$dir/one" ] || fail "nothing was written"
grep -vqE ' <https://w3id.org/defrel/graph/(reference|vocabulary)> \.$' "$dir/one" && fail "a quad in another graph"
# The vocabulary stands beside the tables: superclasses by a path.
"$ATTACHE" query --format csv 'SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/defrel/graph/vocabulary> { ?c rdfs:subClassOf* dr:GovernmentBody } }' >"$dir/out"
[ "$(tail -1 "$dir/out" | tr -d '\r')" -ge 3 ] || fail "no subclasses of dr:GovernmentBody"
has() { grep -qF "$1" "$dir/one" || fail "missing: $1"; }
s=https://w3id.org/defrel/id/state/KHM
has "<$s> <https://w3id.org/defrel/ns#cowCode> \"811\"^^<http://www.w3.org/2001/XMLSchema#integer>"
has "<$s> <https://w3id.org/defrel/ns#isoNumeric> \"116\""
has "<$s> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q424>"
has "<$s> <http://www.w3.org/2002/07/owl#sameAs> <https://sws.geonames.org/1831722/>"
o=https://w3id.org/defrel/id/org/royal-cambodian-army
has "<$o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/org#OrganizationalUnit>"
has "<$o> <http://www.w3.org/ns/org#subOrganizationOf> <https://w3id.org/defrel/id/org/royal-cambodian-armed-forces>"
has "<https://w3id.org/defrel/id/rank/general> <https://w3id.org/defrel/ns#natoGrade> \"OF-9\""
has "<https://w3id.org/defrel/id/topic/demining> <http://www.w3.org/2004/02/skos/core#broader> <https://w3id.org/defrel/id/topic/humanitarian-mine-action>"
grep -q 'ns#Organization>' "$dir/one" && ! grep -q 'w3.org/ns/org#Organization>' "$dir/one" && fail "dr:Organization is no class"
grep -q 'defrel/ns#Organization>' "$dir/one" && fail "dr:Organization is no class"

"$ATTACHE" reference 2>/dev/null || fail "a second time"
"$ATTACHE" export --format nquads | sort >"$dir/two"
cmp -s "$dir/one" "$dir/two" || fail "a second time changed the graph"

mkdir -p "$dir/data/ontology"
cp "$top_srcdir"/ontology/*.tsv "$top_srcdir/ontology/defrel.ttl" "$dir/data/ontology/"
chmod u+w "$dir"/data/ontology/*
tail -1 "$dir/data/ontology/topics.tsv" >"$dir/last"
cat "$dir/last" >>"$dir/data/ontology/topics.tsv"
line=$(wc -l <"$dir/data/ontology/topics.tsv")
ATTACHE_DATA=$dir/data "$ATTACHE" reference 2>"$dir/err" && fail "a double key went through"
grep -q "topics.tsv:$line: '.*' stands in line $((line - 1)) already" "$dir/err" || fail "message: $(cat "$dir/err")"
"$ATTACHE" export --format nquads | sort >"$dir/three"
cmp -s "$dir/one" "$dir/three" || fail "a bad table changed the graph"
exit $bad
