#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The same bytes whatever the number of jobs and the order of the articles: of facts printed, and
# of a store's graphs in every format.
set -u
. "$top_srcdir/tests/expect.sh"
case $top_srcdir in /*) source=$top_srcdir ;; *) source=$PWD/$top_srcdir ;; esac
cd "$work" || exit 99
mkdir texts
cp "$source"/tests/articles/0[1-8]*.txt "$source"/examples/*.txt texts
cp "$source"/tests/readers/news.jsonl "$source"/tests/readers/wordpress.html "$source"/tests/readers/message.eml texts
printf 'caf\351 visit\n' >texts/05-broken.txt
for jobs in 1 2 7; do
  expect 1 ingest --no-store --format nquads --jobs $jobs texts
  mv out facts.$jobs
  mv err said.$jobs
  cmp -s facts.1 facts.$jobs || fail "$jobs jobs give other facts than one"
  cmp -s said.1 said.$jobs || fail "$jobs jobs give other messages than one"
done
grep -q '05-broken.txt:1: byte 3 is not UTF-8' said.1 || { fail "no word of the broken file"; cat said.1; }
[ "$(wc -l <facts.1)" -gt 1000 ] || fail "few facts"

export SOURCE_DATE_EPOCH=1700000000 # the runs' time
expect 1 ingest -s one texts
ls -r texts/* >backwards
expect 1 ingest -s other --jobs 3 $(cat backwards)
for format in turtle trig ntriples nquads rdfxml jsonld dot; do
  for store in one other; do
    expect 0 export -s $store --format $format
    mv out $store.out
  done
  [ -s one.out ] && cmp -s one.out other.out || fail "another order and three jobs give another store: $format"
done
# One article by itself gives what it gives among others.
expect 0 ingest --no-store --format nquads texts/01*.txt
[ "$(comm -23 <(sort out) <(sort facts.1) | wc -l)" = 0 ] || fail "an article reads otherwise by itself"
exit $bad
