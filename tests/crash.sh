#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Kills loads, removes and ingests at random points ($ATTACHE_CRASHES times, 60 as it is): the store
# must open, pass `attache check`, and hold each graph and each document whole or not at all.
set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
case $top_srcdir in /*) source=$top_srcdir ;; *) source=$PWD/$top_srcdir ;; esac
article=$source/examples/port-visit.txt
cd "$work" || exit 99
export ATTACHE_STORE=$work/crash.db
RANDOM=20240224
triples=4000
for ((i = 0; i < triples; i++)); do
  echo "<http://ex/s$((i % 900))> <http://ex/p$((i % 7))> \"$i\" ."
done >graph.nt
"$ATTACHE" load --graph http://ex/base graph.nt 2>/dev/null || exit 1
cp "$article" article.txt
"$ATTACHE" ingest -s whole.db article.txt 2>/dev/null || exit 1
count() { "$ATTACHE" export "$@" --format nquads |
  awk '{ n[$NF == "." ? $(NF - 1) : $NF]++ } END { for (g in n) print g, n[g] }'; }
count -s whole.db >document # each of its graphs, and how many quads
killed=0
for ((run = 0; run < ${ATTACHE_CRASHES:-60}; run++)); do
  graph=http://ex/g$((run % 3))
  most=40
  case $((RANDOM % 5)) in
  0) "$ATTACHE" remove $graph 2>/dev/null & ;;
  1 | 2) "$ATTACHE" ingest article.txt 2>/dev/null & most=160 ;;
  *) "$ATTACHE" load --graph $graph graph.nt 2>/dev/null & ;;
  esac
  sleep "0.$(printf %03d $((RANDOM % most)))"
  kill -9 $! 2>/dev/null && killed=$((killed + 1))
  wait $! 2>/dev/null
  "$ATTACHE" check >/dev/null || { echo "run $run: the store is damaged"; exit 1; }
  count >counts
  awk -v whole=$triples 'NR == FNR { of[$1] = $2; next }
    $2 != ($1 in of ? of[$1] : whole) { print "a graph in part:", $0; bad = 1 } END { exit bad }' \
    document counts || exit 1
  grep -q '<http://ex/base>' counts || { echo "run $run: the first graph is lost"; exit 1; }
done 2>/dev/null
echo "$killed of $run processes were killed while they ran"
[ $killed -gt 0 ]
