#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The example articles' graphs as Turtle, without text spans and confidence, as a person has read it:
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

# 1 MB with 6,000 names: seconds, and hours where each name, or each event, is held against all others
awk 'function name(n, size, part, all) {
    size = split("ba ko lin mar do ve ran tu sel pi gor han", part, " ")
    for (all = ""; n > 0; n = int(n / size)) all = all part[n % size + 1]
    return toupper(substr(all, 1, 1)) substr(all, 2)
  }
  BEGIN {
    split("Ana Rui Carl Dora Emil Fay Ivo Jana Karl Lena", given, " ")
    split("Swedish Kenyan Polish Indian Chilean", people, " ")
    split("Oslo Nairobi Warsaw Accra Tokyo", city, " ")
    for (i = 1; size < 1000000; i++) {
      a = name(i * 2 + 200); b = name(i * 2 + 201)
      text = sprintf("%s Defence Minister %s %s met General %s %s in %s on %d May 2024. The two leaders discussed maritime " \
        "security. %s thanked %s for the support of the army. He said that the minister would visit Norway. The delegation " \
        "toured the %s Naval Base.\n", people[i % 5 + 1], given[i % 10 + 1], a, given[i % 7 + 1], b, city[i % 5 + 1],
        i % 28 + 1, b, a, name(i + 5000))
      size += length(text) + 1
      print text
    }
  }' >long.names
limit=1000000 # kB, where the build can run so at all
(ulimit -v $limit && "$ATTACHE" --help >/dev/null 2>&1) || limit=unlimited
(ulimit -v $limit && timeout 900 "$ATTACHE" ingest --no-store long.names >out 2>err) || fail "1 MB with many names"
meetings=$(grep -c 'type> <[^>]*#Meeting>' out)
[ "$meetings" -gt 2500 ] || fail "of 1 MB with many names only $meetings meetings"
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
