#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The example article's graph as Turtle, without text spans and confidence, as a person has read it:
# tests/golden/NAME.ttl; UPDATE=1 writes it anew. And large texts: all of it read, nothing lost.
set -u
. "$top_srcdir/tests/expect.sh"
case $top_srcdir in /*) source=$top_srcdir ;; *) source=$PWD/$top_srcdir ;; esac
for article in "$source"/examples/*.txt; do
  cp "$article" "$work"
done
cd "$work" || exit 99
for article in *.txt; do
  name=${article%.txt}
  expect 0 ingest -s "$name.db" "$article"
  expect 0 export -s "$name.db" --no-evidence
  sed '/dr:confidence/d; /wasGeneratedBy/d; /id\/run\//,/\.$/d' out >"$name.ttl"
  [ "${UPDATE:-}" = 1 ] && cp "$name.ttl" "$source/tests/golden/$name.ttl"
  diff "$source/tests/golden/$name.ttl" "$name.ttl" || fail "$name"
done

# A list of 5,000 names; a sentence of 10,000 words; a text of 60 kB in one line: all in 600 MB (where the build can run so at all)
(ulimit -v 600000 && "$ATTACHE" --help >/dev/null 2>&1) && ulimit -v 600000
for given in Ana Rui Bao Carl Dora Emil Fay Goran Hana Ivo Jana Karl Lena; do
  for second in Lopes Dorn Sousa Frost Lund Marek Novak Okello Petrov Quist Rossi Silva Tamm Udo Vega Weber Xu Yilmaz Zeman Holt; do
    for family in Lopes Dorn Sousa Frost Lund Marek Novak Okello Petrov Quist Rossi Silva Tamm Udo Vega Weber Xu Yilmaz Zeman Holt; do
      printf 'Captain %s %s %s, ' $given $second $family
    done
  done
done >names
printf 'The list of officers: %sand others.\n' "$(cat names)" >names.list
expect 0 ingest --no-store names.list
persons=$(grep -c 'type> <http://xmlns.com/foaf/0.1/Person>' out)
[ "$persons" -ge 2000 ] || fail "of 5200 names that share their words only $persons persons"
{ printf 'Defence Minister Carl Dorn met General Ivo Lund and '
  for i in {1..1430}; do printf 'the minister said that the general %d ' $i; done
  printf 'it.\n'; } >long.list
expect 0 ingest --no-store long.list
grep -q 'person/carl-dorn>' out || fail "a long sentence lost its subject"
for i in {1..150}; do
  printf 'On %d May 2024 Swedish Defence Minister Carl Dorn visited Norway. ' $((i % 28 + 1))
done >line.list
expect 0 ingest --no-store --trace line.list
[ "$(grep -c '^[0-9]*	' err)" = 150 ] || fail "sentences lost in a long line"
exit $bad
