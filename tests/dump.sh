#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# dump and restore: the same facts in a new store; nothing from a damaged dump; explain.
set -u
. "$top_srcdir/tests/expect.sh"
cp "$top_srcdir/examples/port-visit.txt" "$work/article.txt"
cp "$top_srcdir/tests/rdf/awkward.nq" "$work/awkward.nq"
cd "$work" || exit 99
export ATTACHE_STORE="$work/one.db"
facts() { "$ATTACHE" export -s "$1" --format nquads | grep -v '_:' | sort; }

expect 0 ingest article.txt
expect 0 load awkward.nq
expect 0 dump all.nq.gz
expect 0 restore -s two.db all.nq.gz
expect 0 check -s two.db
[ "$(facts one.db)" = "$(facts two.db)" ] || fail "the restored store holds other facts"
[ "$(facts two.db | wc -l)" -gt 300 ] || fail "few facts came back"
expect 2 restore -s two.db all.nq.gz
says "restore into a new one"
head -c 2000 all.nq.gz >cut.nq.gz
expect 1 restore -s three.db cut.nq.gz
says "cut.nq.gz"
[ -z "$("$ATTACHE" export -s three.db --format nquads)" ] || fail "half a dump was restored"
expect 3 dump "$work/no/such/folder/x.gz"
expect 3 restore -s four.db missing.nq.gz

expect 0 explain id/person/laura-m-pellerin dr:metWith id/person/artur-kalbe
grep -qF '[Pellerin] *met* with Defence Minister [Artur Kalbe]' out || fail "no sentence behind the triple"
grep -q 'rule meet-verb (ontology/rules.tsv:[0-9]*,.*confidence 0\.' out || fail "no rule"
expect 0 explain id/person/mihkel-tamm
grep -qF '[Mihkel Tamm]' out || fail "no mention"
expect 1 explain id/person/laura-m-pellerin dr:metWith id/state/USA
expect 1 explain id/person/nobody
expect 2 explain id/person/mihkel-tamm dr:metWith
expect 0 ingest --no-store --format turtle article.txt
grep -q 'dr:metWith <id/person/artur-kalbe>' out || fail "no Turtle"
expect 2 ingest --no-store --format latex article.txt

# The queries that come with attache
expect 0 queries
[ "$(grep -c '^[a-z]' out)" -ge 12 ] || fail "few queries are listed"
for name in $("$ATTACHE" queries | sed -n 's/^\([a-z-]*\) .*/\1/p'); do
  expect 0 query --format csv "$name"
  case $name in *-beside | *-elsewhere) continue ;; esac # another dataset's rows: tests/canned.sh
  [ "$(wc -l <out)" -gt 1 ] || fail "$name: no answer"
done
expect 0 query --format csv visits --param state=EST
printf 'visitor,iso3,place,start,end,status\r\nLaura M. Pellerin,EST,,2024-05-12,2024-05-13,held\r\n' | cmp -s - out || fail "visits to EST"
expect 0 query --format csv visits --param state=FIN
[ "$(wc -l <out)" -eq 1 ] || fail "a visit to FIN"
expect 0 query --format csv who-met-whom --param 'person=Artur Kalbe'
printf 'one,other,date,how,status\r\nArtur Kalbe,Laura M. Pellerin,,meeting,held\r\n' | cmp -s - out || fail "who met Kalbe"
expect 2 query visits --param colour=red
expect 1 query nosuch
expect 2 query 'ASK {}' --param state=EST
expect 0 query --format csv thanks
grep -q 'Artur Kalbe,thanked,United States' out || fail "no thanks"
exit $bad
