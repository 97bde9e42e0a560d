#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What `explain` shows of facts, names and triples: the sentence with its words marked, the rows of
# the tables, the way through the tree. Rows named are the rows that are there.
set -u
. "$top_srcdir/tests/expect.sh"
case $top_srcdir in /*) source=$top_srcdir ;; *) source=$PWD/$top_srcdir ;; esac
cp "$source/examples/port-visit.txt" "$work/article.txt"
cd "$work" || exit 99
shows() { grep -qF -- "$1" out || { fail "no '$1'"; cat out; }; }
printf '%s\n' 'Zoë Åkerström, the Swedish defence minister, arrived in Oslo on 3 March 2024.' '' \
  'On Monday she met Defence Minister Carl Dorn of Norway.' >pronoun.txt
expect 0 ingest -s db article.txt pronoun.txt

expect 0 explain -s db id/person/laura-m-pellerin dr:metWith id/person/artur-kalbe
shows '[Pellerin] *met* with Defence Minister [Artur Kalbe], '
shows ' 190-359 "Navy chief opens harbour talks in Tallinn"'
shows '  rule meet-verb ('
shows '  met -nsubj-> Pellerin'
shows '  met -obl:with-> Artur Kalbe'
expect 0 explain -s db id/person/laura-m-pellerin dr:visited id/state/EST
shows '*visited* [Estonia] on'
grep -q 'meet-verb' out && fail "a meeting is no visit"
# A pronoun, and offsets behind letters of two bytes
expect 0 explain -s db id/person/zoe-akerstrom dr:metWith id/person/carl-dorn
shows 'she *met* Defence Minister [Carl Dorn]'
shows '  met -nsubj-> she = Zoë Åkerström'
# A state that the office is named without, and its rule
printf 'Norwegian Defence Minister Anna Lie was accompanied by Chief of Defence General Ivo Lund.\n' >office.txt
expect 0 ingest -s office office.txt
expect 0 explain -s office id/person/ivo-lund dr:country id/state/NOR
shows '  rule state-of-company ('
shows "  Norway: not said, inferred from 'Anna Lie'"
# Words for what is not an event's: a state, a rank; facts that have a topic; posts with what stands around
printf '%s\n' 'Norwegian Army chief Maj. Gen. Lars Lervik visited Estonia on 3 May 2024. He met Estonian General Mart Hein in Tallinn to discuss maritime security.' >words.txt
expect 0 ingest -s words words.txt
expect 0 explain -s words id/person/lars-lervik dr:country id/state/NOR
shows '[Norwegian Army] *chief* Maj. Gen. [Lars Lervik] visited'
shows '  rule title-before-name ('
grep -q 'rule visit-verb' out && fail "a visit tells nobody's state"
expect 0 explain -s words id/person/mart-hein dr:country id/state/EST
shows 'He met *Estonian* General [Mart Hein] in Tallinn'
expect 0 explain -s words id/person/lars-lervik dr:rank id/rank/major-general
shows 'Norwegian Army chief *Maj. Gen.* [Lars Lervik] visited'
expect 0 explain -s words id/rank/general
shows '*General* [Mart Hein]'
expect 0 explain -s words id/topic/maritime-security
shows 'He *met* [Estonian] General [Mart Hein] in [Tallinn] to discuss [maritime security].'
shows '  rule meet-verb ('
expect 0 explain -s words id/person/lars-lervik dr:discussed id/topic/maritime-security
shows 'to discuss [maritime security].'

# Names, literals, wrong input
expect 0 explain -s db id/person/artur-kalbe
shows 'with Defence Minister [Artur Kalbe], Estonian'
expect 0 explain -s db id/person/artur-kalbe foaf:name '"Artur Kalbe"'
expect 0 explain -s db id/person/artur-kalbe a foaf:Person
expect 1 explain -s db id/person/artur-kalbe foaf:name '"Somebody"'
says "\"Somebody\" is not in the store"
expect 0 explain -s db id/person/laura-m-pellerin
cp out by-iri
expect 0 explain -s db 'Laura M. Pellerin'
cmp -s out by-iri || fail "a name says something else than its IRI"
expect 0 explain -s db Pellerin # a name of hers besides
cmp -s out by-iri || fail "nor does a short name"
expect 0 explain -s db 'Laura M. Pellerin' dr:metWith 'Artur Kalbe'
shows '[Pellerin] *met* with Defence Minister [Artur Kalbe], '
expect 1 explain -s db 'Tor Aasheim'
says "nothing in the store has the name 'Tor Aasheim'; 'attache export --no-evidence' shows names and IRIs"
expect 1 explain -s db id/person/nobody
says "<https://w3id.org/defrel/id/person/nobody> is not in the store; 'attache export --no-evidence' shows what is"
printf '<http://ex/%s> <http://xmlns.com/foaf/0.1/name> "Ann Lee" .\n' a b >two.nt
expect 0 load -s db --graph http://ex/two two.nt
expect 1 explain -s db 'Ann Lee'
says "'Ann Lee' names several nodes, say which: http://ex/a, http://ex/b"
expect 0 remove -s db http://ex/two
expect 1 explain -s db id/person/artur-kalbe dr:metWith id/person/juhan-raudsepp
says "the store does not hold this triple"
expect 2 explain -s db a b

# Why a sentence gives nothing
printf '%s\n' 'The minister did not meet General Ivo Lund.' '' 'It rained.' '' \
  '"We met people there."' '' \
  'Defence Minister Carl Dorn visited Norway.' >nothing.txt
expect 0 ingest --no-store --trace nothing.txt
grep -q "nothing by 'meet' (meet, ontology/frames.tsv:[0-9]*): denied" err || { fail "no 'denied'"; cat err; }
says "nothing by 'met' (meet"
says "between quotation marks"
says "nothing: no title beside a name, and no verb or noun of ontology/frames.tsv; lemmas: rain VERB"
says "gives Visit by visit-verb"
expect 0 ingest -s db --trace nothing.txt
says "gives Visit by visit-verb"

# Sure facts alone: fewer the surer they must be, names always
last=999
for least in 0 0.5 0.9 0.95 1; do
  expect 0 ingest --no-store --min-confidence $least "$source/tests/articles/07-senegal-tour.txt"
  kept=$(grep -c 'ns#confidence>' out)
  [ "$kept" -le "$last" ] || fail "$kept facts as sure as $least, more than before: $last"
  unsure=$(grep -oP 'ns#confidence> "\K[0-9.]+' out | awk -v least=$least '$1 < least' | wc -l)
  [ "$unsure" = 0 ] || fail "$unsure facts less sure than $least"
  last=$kept
  grep -q 'foaf/0.1/Person>' out || fail "no names as sure as $least"
done
[ "$last" = 0 ] || fail "$last facts are certain"

# Many passages: the first twenty, or as many as are asked for, and how many more there are.
for i in $(seq 30); do echo "Defence Minister Ana Sousa met General Rui Lopes in Mindelo on $i August."; done >often.txt
expect 0 ingest -s often.db often.txt
expect 0 explain -s often.db 'Ana Sousa'
[ "$(grep -c '/doc/' out)" = 20 ] || fail "not twenty passages"
says "attache explain: 10 more passages (--limit 0 shows all)"
expect 0 explain -s often.db --limit 29 'Ana Sousa'
says "attache explain: 1 more passage (--limit 0 shows all)"
expect 0 explain -s often.db --limit 0 'Ana Sousa'
[ "$(grep -c '/doc/' out)" = 30 ] && [ ! -s err ] || fail "not all passages"
expect 2 explain -s often.db --limit few 'Ana Sousa'
says "--limit: no number of passages: few"

# Each rule that reads something has its row, and each row that is named is the right one.
id='https://w3id.org/defrel/ns#'
for article in "$source"/examples/*.txt "$source"/tests/articles/*.txt; do
  "$ATTACHE" ingest --no-store "$article" >>facts 2>>err || fail "$article"
done
grep -oP "$id(method|rule)> \"\K[^\"]+" facts | sort -u >named
rows=0
while read -r what; do
  case $what in
    ontology/rules.tsv:*)
      line=$(sed -n "${what##*:}p" "$source/ontology/rules.tsv")
      grep -qxF -- "${line%%	*}" named || fail "$what is not the row of a rule that was used: $line"
      rows=$((rows + 1)) ;;
    ontology/*:*)
      line=$(sed -n "${what##*:}p" "$source/${what%:*}")
      [ -n "$line" ] && [ "${line#\#}" = "$line" ] || fail "$what is no row" ;;
    *) grep -q "^$what	" "$source/ontology/rules.tsv" || fail "rule $what has no row in ontology/rules.tsv" ;;
  esac
done <named
[ "$rows" -gt 10 ] || fail "$rows rules were used"
told() { grep "${id}$1>" facts | cut -d' ' -f1 | sort -u; } # one place may tell a fact by two words
told evidence >evidence
told trigger | cmp -s evidence - || fail "facts without a trigger"
facts=$(wc -l <evidence)
paths=$(grep "${id}path>" facts | cut -d' ' -f1 | sort -u | wc -l)
[ $((paths * 10)) -gt $((facts * 9)) ] || fail "of $facts facts $paths have a path"
expect 0 export -s db --no-evidence
grep -qE 'dr:(trigger|rule|path|evidence)' out && fail "evidence in an export without it"
exit $bad
