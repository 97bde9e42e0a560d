#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From an article to facts: the example's people, posts, meetings and visit; the same bytes each
# time; bad input named and nothing lost.
set -u
. "$top_srcdir/tests/expect.sh"
cp "$top_srcdir/examples/port-visit.txt" "$work/article.txt"
mkdir -p "$work/data/ontology" "$work/data/text/model"
cp "$top_srcdir"/ontology/*.tsv "$work/data/ontology"
cp "$top_srcdir"/text/model/*.attm "$work/data/text/model"
chmod -R u+w "$work/data"
cd "$work" || exit 99
has() { grep -qF -- "$1" out || { fail "no $1"; }; }
id=https://w3id.org/defrel/id
dr=https://w3id.org/defrel/ns#

expect 0 ingest --no-store article.txt
cp out first.nt
for person in laura-m-pellerin artur-kalbe juhan-raudsepp mihkel-tamm; do
  has "<$id/person/$person> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Person>"
done
for other in artur-kalbe juhan-raudsepp mihkel-tamm; do
  has "<$id/person/laura-m-pellerin> <${dr}metWith> <$id/person/$other>"
  has "<$id/person/$other> <${dr}metWith> <$id/person/laura-m-pellerin>"
done
has "<$id/person/laura-m-pellerin> <${dr}visited> <$id/state/EST>"
has "\"2024-05-12\"^^<http://www.w3.org/2001/XMLSchema#date>"
has "<$id/person/artur-kalbe> <${dr}thanked> <$id/state/USA>"
has "<$id/person/laura-m-pellerin> <${dr}praised> <$id/state/EST>"
has "<${dr}action> <${dr}resume>"
has "<${dr}status> <${dr}explored>"
grep -q "${dr}metWith> <$id/person/juhan-raudsepp>" out &&
  grep -q "<$id/person/artur-kalbe> <${dr}metWith> <$id/person/juhan-raudsepp>" out &&
  fail "two of one side met each other"

expect 0 ingest --no-store article.txt
cmp -s out first.nt || fail "the same text gave other bytes"
expect 0 ingest --no-store --format nquads article.txt
[ "$(grep -c 'https://w3id.org/defrel/doc/' out)" = "$(wc -l <out)" ] || fail "a quad without its graph"
expect 0 ingest --no-store - <article.txt
cmp -s out first.nt || fail "standard input gave other bytes"

# What may happen, or is denied, has not happened.
printf '%s\n' 'Gen. Anna B. Holt may meet Defence Minister Carl Dorn in Oslo.' '' \
  'Gen. Anna B. Holt did not meet President Eva Frost.' >perhaps.txt
expect 0 ingest --no-store perhaps.txt
grep -q "metWith" out && { fail "a meeting that has not happened"; grep metWith out; }

# Moves have the status that their verbs give them.
move() { # ACTION STATUS SENTENCE
  printf '%s\n' "$3" >move.txt
  expect 0 ingest --no-store move.txt
  grep -q "/move/.*action> <${dr}$1>" out && grep -q "/move/.*status> <${dr}$2>" out ||
    fail "no move $1 $2: $3"
}
move launch ongoing "Exercise Ocean Lance began this week in Norway."
move hold scheduled "Exercise Ocean Lance will take place again in November."
move hold completed "Exercise Ocean Lance concluded on Friday in Darwin."
move suspend suspended "Exercise Ocean Lance was suspended in 2021 because of the pandemic."
move resume agreed "Brunei and Malaysia agreed to resume Exercise Ocean Lance."
move suspend suspended "Brunei and Malaysia agreed to resume Exercise Ocean Lance, which was suspended in 2019."

# Speech acts by passive verbs, by nouns and adjectives; none where nothing was said.
says_act() { # ACT SENTENCE
  printf '%s\n' "$2" >said.txt
  expect 0 ingest --no-store said.txt
  grep -q "/statement/.*speechAct> <${dr}$1>" out || fail "no $1: $2"
}
says_act thank "General John Smith was thanked by Minister Ivan Petrov for his service."
says_act thank "Minister Ivan Petrov conveyed his thanks to Canada for the gift of radios."
says_act thank "Minister Ivan Petrov was grateful for the continued support of the United States."
says_act request "Minister Ivan Petrov called on Russia to withdraw its troops."
says_act welcome "Minister Ivan Petrov welcomed the deployment of German troops to Lithuania."
says_act say "General John Smith: \"This is a historic day for our navies.\""
printf '%s\n' 'Minister Ivan Petrov did not thank General John Smith.' >said.txt
expect 0 ingest --no-store said.txt
grep -q "speechAct" out && fail "thanks that were not given"

# The store: a graph a document, read anew without doubling, removed whole.
expect 0 ingest -s db --date 2024-05-14 article.txt
says "article.txt:"
expect 0 stats -s db
cp out before
expect 0 ingest -s db --date 2024-05-14 article.txt
expect 0 stats -s db
cmp -s <(grep quads before) <(grep quads out) || fail "read twice, kept twice"
expect 0 check -s db
expect 0 query -s db "PREFIX dr: <$dr> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
  SELECT ?name WHERE { ?p dr:metWith ?q ; foaf:name ?name . ?q foaf:name \"Laura M. Pellerin\" } ORDER BY ?name" --format csv
grep -q 'Artur Kalbe' out || fail "the query does not find the meeting"

# Bad input
printf 'caf\351 visit\n' >latin1.txt
printf 'MZ\000\001\002' >binary.txt
: >empty.txt
expect 1 ingest -s db latin1.txt binary.txt empty.txt article.txt
says "latin1.txt:1: byte 3 is not UTF-8"
says "binary.txt:1: control character"
says "latin1.txt:1: byte 3 is not UTF-8; convert the file, e.g. with iconv -f WINDOWS-1252 -t UTF-8"
says "empty.txt: no text"
printf '\377\376G\000e\000n\000.\000' >little.txt
printf '\376\377\000G\000e\000n\000.' >big.txt
printf '\211PNG\r\n\032\n\000\000\000' >picture.txt
printf '\211XYZ\r\n\032\n\000\000\000' >binary.txt
expect 1 ingest -s db little.txt big.txt picture.txt binary.txt
says "binary.txt:1: byte 0 is not UTF-8: this looks like a binary file"
for file in little big; do
  says "$file.txt: this is UTF-16; convert the file: iconv -f UTF-16 -t UTF-8"
done
says "picture.txt: this is an image (PNG)"
printf '{"date":"13/45/2023","text":"Defence Minister Ana Sousa met Captain Rui Lopes yesterday."}\n' >date.jsonl
expect 0 ingest --no-store date.jsonl
says "date.jsonl:1: '13/45/2023' is no date"
expect 0 ingest --no-store --date 2023-05-04 date.jsonl
grep -q '"2023-05-03"' out || fail "--date does not stand in for a date that is none"
[ ! -s err ] || fail "a date that --date replaces is complained of"
expect 1 ingest --no-store missing.txt
says "missing.txt: No such file"
expect 2 ingest --date 2024-13-45 article.txt
expect 2 ingest --no-store --format no article.txt
expect 2 ingest
expect 0 stats -s db
cmp -s <(grep quads before) <(grep quads out) || fail "bad input changed the store"

# So is a model that is damaged or missing.
model=data/text/model
cp $model/sentences.attm whole.attm
printf 'x' | dd of=$model/sentences.attm bs=1 seek=9000 conv=notrunc status=none
ATTACHE_DATA=$PWD/data expect 3 ingest --no-store article.txt
says "sentences.attm is damaged: its checksum differs"
head -c 1000 whole.attm >$model/sentences.attm
ATTACHE_DATA=$PWD/data expect 3 ingest --no-store article.txt
says "sentences.attm is damaged"
rm $model/sentences.attm
ATTACHE_DATA=$PWD/data expect 3 ingest --no-store article.txt
says "sentences.attm cannot be opened: No such file"
cp whole.attm $model/sentences.attm

# $ATTACHE_DATA's folder has all files: no other is looked into for what it lacks.
mkdir -p some && cp -r data/ontology some
ATTACHE_DATA=$PWD/some expect 3 ingest --no-store article.txt
says "text/model/english.attm: no such data file in $PWD/some, which ATTACHE_DATA names: all data files are looked for there alone"

# A broken table is named by file and line.
cp data/ontology/roles.tsv roles.tsv
printf 'one cell\n' >>data/ontology/roles.tsv
ATTACHE_DATA=$PWD/data expect 3 ingest --no-store article.txt
says "ontology/roles.tsv:"
cp roles.tsv data/ontology/
cp data/ontology/words.tsv words.tsv
line=$(grep -n '^storm	' words.tsv | cut -d: -f1)
sed -i 's/^storm\t/&a-word-that-no-line-of-a-cache-can-hold|/' data/ontology/words.tsv
ATTACHE_DATA=$PWD/data expect 3 ingest --no-store article.txt
says "ontology/words.tsv:$line: 'a-word-that-no-line-of-a-cache-can-hold' has more than 33 bytes"

cp words.tsv data/ontology/

# So is a value that no table of its kind can have: the table, its last line, what is wrong.
while IFS='|' read -r table row message; do
  cp "data/ontology/$table" whole.tsv
  printf '%b\n' "$row" >>"data/ontology/$table"
  ATTACHE_DATA=$PWD/data expect 3 ingest --no-store article.txt
  says "ontology/$table:$(wc -l <"data/ontology/$table"): $message"
  cp whole.tsv "data/ontology/$table"
done <<'end'
frames.tsv|meeet\tVERB\tmeeet\tMeeting\tobj|no such frame as 'meeet'
frames.tsv|meeet\tVERB\tmeet\tMeetingg\tobj|no such value as 'Meetingg'
frames.tsv|meeet\tVEB\tmeet\tMeeting\tobj|no such pos as 'VEB'
frames.tsv|meeet\tVERB\tmeet\tMeeting\tobjj|no such slots as 'objj'
rules.tsv|meet-verbb\tevent\t0.90\t0.90\tx|no such rule as 'meet-verbb'
places.tsv|\tUSA|no name
places-extra.tsv|\t\tsea\t|no name
names-given.tsv|Aada\tm|name: 'Aada' stands in line
places.tsv|Nowhere\tXQX|no such iso3 as 'XQX'
places-extra.tsv|Nowhere\t\tregionn\t|no such kind as 'regionn'
organizations.tsv|o-x\tO\t\tArmy\t\t|no such class as 'Army'
organizations.tsv|o-x\tO\t\tArmedForces\tXQX\t|no such iso3 as 'XQX'
initiatives.tsv|i-x\tI\t\tForums\t|no such class as 'Forums'
initiative-heads.tsv|talkfest\tForums|no such class as 'Forums'
org-kinds.tsv|talkfest\tForum\thead\t\t|no such class as 'Forum'
org-kinds.tsv|talkfest\tOrganization\ttop\t\t|no such position as 'top'
place-heads.tsv|Nook\tunder|no such position as 'under'
courtesies.tsv|Squire\tx|no such gender as 'x'
names-given.tsv|aaxel\tmale|no such gender as 'male'
title-states.tsv|First Fool\tXQX\t|no such iso3 as 'XQX'
roles.tsv|r-x\tfool\t\tjester\t\tyes|no such kind as 'jester'
ranks.tsv|r-x\tFool\t\tOF-1\tcourt\t|no such services as 'court'
ranks.tsv|r-x\tFool\t\tOF-99\t\t|no such natoGrade as 'OF-99'
ranks.tsv|general\tFool\t\tOF-1\t\t|id: 'general' stands in line 11 already
ranks.tsv|r-x\tFool\tFl.\0174Gen.\tOF-1\t\t|abbreviations: 'Gen.' stands in line 11 already
ranks.tsv|\tFool\t\tOF-1\t\t|no id
topics.tsv|t-x\tt x\t\tno-such\tmilitary|no such broader as 'no-such'
organizations.tsv|o-x\tO\t\tArmedForces\t\to-y|no such parent as 'o-y'
words.tsv|storm\tgale\tfor nobody|class: 'storm' stands in line
frames.tsv|\tVERB\tmeet\tMeeting\tobj|no lemmas
frames.tsv|meeet\0174\tVERB\tmeet\tMeeting\tobj|lemmas: an empty value
frames.tsv|meeet\0174meet\tVERB\tmeet\tMeeting\tsubj\0174obj\0174with|lemmas: 'meet' stands so in line
topics.tsv|t-x\tt x\t\t\tmilitaryy|no such ploverContext as 'militaryy'
plover.tsv|x\tVisitt\t-\tCONSULT\t\t\t042\tvisitor|no such class as 'Visitt'
plover.tsv|x\tVisit\tcancled\tREJECT\t\t\t125\tvisitor|no such form as 'cancled'
plover.tsv|x\tVisit\t-\tCONSULTS\t\t\t042\tvisitor|no such plover as 'CONSULTS'
end

# A new verb's row is met by its regular forms, cut right or wrong, and by an irregular one.
cp data/ontology/frames.tsv whole.tsv
printf 'fete|regale|waylay\tVERB\tmeet\tMeeting\tsubj|obj|with\n' >>data/ontology/frames.tsv
for verb in feted fetes 'was feting' regaled 'was regaling' waylaid; do
  echo "Defence Minister Ana Sousa $verb General Rui Lopes in Oslo." >verb.txt
  ATTACHE_DATA=$PWD/data expect 0 ingest --no-store verb.txt
  grep -q 'ns#metWith>' out || fail "no meeting by '$verb'"
done
cp whole.tsv data/ontology/frames.tsv

# What is cancelled or proposed has other codes than what is held; what only may be has none.
code() {
  printf '%s\n' "$1" >codes.txt
  expect 0 ingest --no-store --format turtle codes.txt
  [ "$(sed -n 's/.*dr:\(cameo\|plover\) "\(.*\)" ;/\2/p' out | tr '\n' ' ')" = "$2" ] || fail "codes of: $1"
}
code 'Sweden postponed Exercise Amber Anchor.' '160 SANCTION '
code 'Norway cancelled a visit of Minister Carl Dorn to Oslo.' '125 REJECT '
code 'Norway is in talks to deliver tanks to Ukraine.' '0332 AGREE '
code 'Norway deployed 200 troops to Mali.' '154 MOBILIZE '
code 'Norway may deploy 200 troops to Mali.' ''
code 'Carl Dorn congratulated Ana Lopes.' '051 SUPPORT '

# A stop and a meeting are parts of the visit; the stop's host is the whole visit's.
echo "Norwegian Defence Minister Ana Sousa visited Latvia on 4 May 2024. She then flew to Ventspils and met Latvian \
Defence Minister Rui Lopes." >parts.txt
expect 0 ingest --no-store parts.txt
[ "$(grep -c 'sem/subEventOf>' out)" = 2 ] || fail "not two parts of the visit"
[ "$(grep -c 'ns#host>' out)" = 1 ] || fail "not one host"
grep -q 'person/ana-sousa> <https://w3id.org/defrel/ns#visited> <https://w3id.org/defrel/id/state/LVA>' out || fail "not visited"

# Letters with marks are their base letters in IRIs.
echo "Polish Defence Minister Władysław Řehoř met Swedish Defence Minister Šárka Żak." >letters.txt
expect 0 ingest --no-store letters.txt
grep -q 'id/person/wladyslaw-rehor>' out && grep -q 'id/person/sarka-zak>' out || fail "letters of IRIs"

# A post has one label whatever articles call it, in any order; states have one beside the reference data.
echo "U.S. Secretary of Defense Carl Dorn met Gen. Anna B. Holt in Oslo." >post1.txt
echo "The U.S. Defense Secretary, Carl Dorn, visited Norway." >post2.txt
for order in "post1.txt post2.txt" "post2.txt post1.txt"; do
  rm -rf labels.db
  # shellcheck disable=SC2086
  expect 0 ingest -s labels.db $order
  expect 0 query -s labels.db --format csv 'SELECT ?l { ?p org:holds/skos:prefLabel ?l ; foaf:name "Carl Dorn" }'
  [ "$(tr -d '\r' <out)" = "$(printf 'l\n"Secretary of defense, United States"')" ] || { fail "labels of $order"; cat out; }
  expect 0 query -s labels.db 'ASK { ?p a org:Post ; skos:altLabel "Defense Secretary, United States"@en }'
  grep -qx true out || fail "no other label"
  expect 0 query -s labels.db --format csv posts --param 'person=Carl Dorn'
  [ "$(wc -l <out)" = 2 ] || { fail "a post twice"; cat out; }
done
expect 0 reference -s labels.db
expect 0 query -s labels.db --format csv 'SELECT ?s { ?s skos:prefLabel ?l } GROUP BY ?s HAVING (COUNT(DISTINCT ?l) > 1)'
[ "$(wc -l <out)" = 1 ] || { fail "two labels"; head out; }

# The counts are of what is kept, a noun's number is right, an article without a date is told of.
expect 0 ingest -s counts.db --min-confidence 1 article.txt
says "article.txt: 13 names, 0 posts, 0 events, 0 statements"
expect 0 query -s counts.db 'ASK { ?e a dr:Event }'
grep -qx false out || fail "an event was kept"
echo 'WARSAW, Feb 19 (Reuters) - Defence Minister Ana Sousa met Captain Rui Lopes on Tuesday.' >wire.txt
echo 'Defence Minister Ana Sousa met Captain Rui Lopes.' >plain.txt
echo 'Defence Minister Ana Sousa met Captain Rui Lopes on 3 May 2021.' >told.txt
expect 0 ingest -s counts.db wire.txt
says "1 event, 0 statements"
says "attache ingest: 1 article has no date, so that 1 event has no year; --date=YYYY-MM-DD gives it"
expect 0 ingest -s counts.db wire.txt plain.txt told.txt
says "attache ingest: 2 articles have no date, so that 2 events have no year; --date=YYYY-MM-DD gives it"
for dated in "told.txt" "--date 2024-02-20 wire.txt" "article.txt"; do
  # shellcheck disable=SC2086
  expect 0 ingest -s counts.db $dated
  grep -q 'no year' err && { fail "no year: $dated"; cat err; }
done
mkdir empty
expect 0 ingest -s counts.db empty
says "attache ingest: empty: no article in this folder"
touch empty/x.pdf
expect 0 ingest -s counts.db empty told.txt
says "attache ingest: empty: no article in this folder, 1 file whose name ends otherwise than articles'"
says "1 article read, 1 file of other kinds passed over: "

# Names in CoNLL-U
expect 0 analyse article.txt
grep -qP '\tPellerin\t.*Entity=I-PERSON' out || fail "no name in the analysis"
expect 0 analyse --model article.txt

# Hostile text ends in bounded time: a million open quotes, a line of a megabyte, deep brackets.
head -c 20000 /dev/zero | tr '\0' '"' >quotes.txt
head -c 20000 /dev/zero | tr '\0' '(' >brackets.txt
head -c 20000 /dev/zero | tr '\0' 'a' >word.txt
for file in quotes brackets word; do
  expect 0 ingest --no-store $file.txt
done
exit $bad
