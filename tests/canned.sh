#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every query that comes with attache has its expected answer: tests/canned/NAME.csv, and
# NAME,PARAMETER=VALUE.csv (or a line each in NAME.params) with parameters, over tests/canned/graph.trig. ATTACHE_REGENERATE=1 writes
# them anew, for review.
set -u
here=$(cd "$top_srcdir/tests/canned" && pwd) || exit 99
. "$top_srcdir/tests/expect.sh"
cd "$work" || exit 99
expect 0 load -s db --syntax trig "$here/graph.trig"
for name in $("$ATTACHE" queries | sed -n 's/^\([a-z-]*\) .*/\1/p'); do
  [ -e "$here/$name.csv" ] || fail "no expected answer of $name"
done
for wanted in "$here"/*.csv; do
  case_name=$(basename "$wanted" .csv)
  IFS=, read -ra parts <<<"$case_name"
  params=()
  for part in "${parts[@]:1}"; do params+=(--param "$part"); done
  if [ -e "$here/$case_name.params" ]; then
    while read -r part; do params+=(--param "$part"); done <"$here/$case_name.params"
  fi
  expect 0 query -s db "${parts[0]}" "${params[@]}" --format csv
  tr -d '\r' <out >got
  [ -z "${ATTACHE_REGENERATE:-}" ] || cp got "$wanted"
  cmp -s got "$wanted" || { fail "$case_name"; diff "$wanted" got; }
done
expect 2 query -s db timeline --param nobody=x
exit $bad
