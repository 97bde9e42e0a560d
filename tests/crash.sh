#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Kills loads and removes at random points ($ATTACHE_CRASHES times, 60 as it is): the store must
# open, pass `attache check`, and hold each graph whole or not at all.
set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
export ATTACHE_STORE=$work/crash.db
RANDOM=20240224
triples=4000
for ((i = 0; i < triples; i++)); do
  echo "<http://ex/s$((i % 900))> <http://ex/p$((i % 7))> \"$i\" ."
done >graph.nt
"$ATTACHE" load --graph http://ex/base graph.nt 2>/dev/null || exit 1
killed=0
for ((run = 0; run < ${ATTACHE_CRASHES:-60}; run++)); do
  graph=http://ex/g$((run % 3))
  if ((RANDOM % 3)); then
    "$ATTACHE" load --graph $graph graph.nt 2>/dev/null &
  else
    "$ATTACHE" remove $graph 2>/dev/null &
  fi
  sleep "0.0$(printf %02d $((RANDOM % 40)))"
  kill -9 $! 2>/dev/null && killed=$((killed + 1))
  wait $! 2>/dev/null
  "$ATTACHE" check >/dev/null || { echo "run $run: the store is damaged"; exit 1; }
  "$ATTACHE" export --format nquads | awk '{ n[$NF == "." ? $(NF - 1) : $NF]++ }
    END { for (g in n) print g, n[g] }' >counts
  awk -v whole=$triples '$2 != whole { print "a graph in part:", $0; bad = 1 } END { exit bad }' \
    counts || exit 1
  grep -q '<http://ex/base>' counts || { echo "run $run: the first graph is lost"; exit 1; }
done 2>/dev/null
echo "$killed of $run processes were killed while they ran"
[ $killed -gt 0 ]
