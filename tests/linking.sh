#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Other datasets beside ours, joined by one query; CSV tables by a map. The real exercise table where it is at hand.
set -u
source_dir=$(cd "$top_srcdir" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
data=$source_dir/tests/linking
bad=0
fail() { echo "FAILED: $*"; bad=1; }
load() { "$ATTACHE" load "$@" 2>err || { fail "load $*"; cat err; }; }

load --graph http://ex/ours "$data/ours.ttl"
load --graph http://ex/dyads "$data/dyads.nt"
load --graph http://ex/drills "$data/exercises.rdf"
prefixes='PREFIX dr: <https://w3id.org/defrel/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX e: <http://ex/>'
got=$("$ATTACHE" query --format csv "$prefixes SELECT ?year ?trade WHERE {
  ?event dr:participantCountry ?a, ?b ; dr:year ?year . ?a dr:cowCode ?one . ?b dr:cowCode ?two .
  ?dyad e:ccode1 ?one ; e:ccode2 ?two ; e:year ?year ; e:trade ?trade }" | tr -d '\r')
[ "$got" = "$(printf 'year,trade\n2025,12.5')" ] || fail "dyad-year by COW code: $got"
got=$("$ATTACHE" query --format csv "$prefixes SELECT ?drill WHERE {
  ?series a dr:ExerciseSeries ; skos:prefLabel ?name . ?drill e:title ?title FILTER(STRSTARTS(?title, ?name)) }" | tr -d '\r')
[ "$got" = "$(printf 'drill\nhttp://ex/drill/7')" ] || fail "our exercises beside others': $got"

load -s table.db --graph http://ex/t --map "$data/table.map" "$data/table.csv"
"$ATTACHE" export -s table.db --format nquads | sort >got.nq
base=https://w3id.org/defrel
sort >wanted.nq <<END
<$base/dataset/t/2> <http://purl.org/dc/terms/source> <http://ex/constant> <http://ex/t> .
<$base/dataset/t/2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <$base/ns#Exercise> <http://ex/t> .
<$base/dataset/t/2> <http://www.w3.org/2004/02/skos/core#prefLabel> "two\\nlines"@en <http://ex/t> .
<$base/dataset/t/2> <$base/ns#participantCountry> <$base/id/state/NOR> <http://ex/t> .
<$base/dataset/t/3> <http://purl.org/dc/terms/source> <http://ex/constant> <http://ex/t> .
<$base/dataset/t/3> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <$base/ns#Exercise> <http://ex/t> .
<$base/dataset/t/a%201> <http://purl.org/dc/terms/source> <http://ex/constant> <http://ex/t> .
<$base/dataset/t/a%201> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <$base/ns#Exercise> <http://ex/t> .
<$base/dataset/t/a%201> <http://www.w3.org/2004/02/skos/core#prefLabel> "Frost, \\"Winter\\""@en <http://ex/t> .
<$base/dataset/t/a%201> <$base/ns#participantCountry> <$base/id/state/LVA> <http://ex/t> .
<$base/dataset/t/a%201> <$base/ns#participantCountry> <$base/id/state/NOR> <http://ex/t> .
END
cmp -s got.nq wanted.nq || { fail "the table"; diff wanted.nq got.nq; }

# What is wrong is named with its line, and nothing is loaded.
wrong() {
  "$ATTACHE" load -s wrong.db --map "$1" "$2" 2>err && fail "$2 is loaded"
  grep -qF "$3" err || { fail "no '$3'"; cat err; }
}
printf 'id,name,states\n1,x,385\n2,"two\nlines",1;\n' >t.csv
wrong "$data/table.map" t.csv "t.csv:3: '1' is not in the table"
printf 'id,name,states\n1,x\n' >t.csv
wrong "$data/table.map" t.csv "t.csv:2: 2 fields, and the head has 3"
printf 'id,name,states\n1,"x,385\n' >t.csv
wrong "$data/table.map" t.csv "a quotation mark is not closed"
printf 'id,states\n1,385\n' >t.csv
wrong "$data/table.map" t.csv "t.csv:1: no column 'name'"
printf '[subject]\niri = x/{id}\n[nowhere:p]\nvalue = {id}\n' >bad.map
wrong bad.map t.csv "bad.map:3: not understood"
[ "$("$ATTACHE" export -s wrong.db --format nquads 2>/dev/null | wc -l)" = 0 ] || fail "half a table"

table=$source_dir/../shared/reference/mme_v7.csv
if [ -r "$table" ]; then
  load --graph http://ex/mme --map "$source_dir/ontology/maps/mme.map" "$table"
  "$ATTACHE" ingest "$source_dir/../shared/eval/dev/00-clark-cambodia.txt" 2>err >&2 || { fail ingest; cat err; }
  got=$("$ATTACHE" query exercise-editions --param 'series=Angkor Sentinel' --format csv | tr -d '\r')
  [ "$got" = "$(printf 'series,edition,title,year\nAngkor Sentinel,https://w3id.org/defrel/dataset/mme/mme3350,Angkor Sentinel 2010,2010')" ] ||
    fail "mme3350 beside the article's series: $got"
else
  echo "without the exercise table (../shared)"
fi
exit $bad
