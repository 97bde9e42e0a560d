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
says "'timeline' has no parameter 'nobody'; there are name, from, to, class, status"
expect 2 query -s db timeline --param name
says "the parameter 'name' needs a value: --param name=VALUE"
expect 2 query -s db thanks --param x=y
says "'thanks' has no parameter 'x'; it has none"
# Nothing found: what was asked for, and what may have been meant, in a line
nothing() { # QUERY PARAMETER SAID
  expect 0 query -s db "$1" --param "$2" --format csv
  [ "$(wc -l <err)" = 1 ] || { fail "not one line: $1 $2"; cat err; }
  says "attache query: no rows for $2 ("
  says "$3"
}
nothing visits state=NO "(ISO 3166 alpha-3 code of the state visited): the store has no 'NO'; did you mean 'NOR'?"
nothing visits state=Latvia "the store has no 'Latvia'; did you mean 'LVA'?"
nothing visits state=lva "did you mean 'LVA'?"
nothing visits state=QQQ "the store has no 'QQQ'"
nothing visits state=GRL "code of the state visited)"
grep -q 'no .GRL' err && fail "Greenland is in the store"
nothing posts 'person=ingrid solheim' "(name of the holder): the store has no 'ingrid solheim'; did you mean 'Ingrid Solheim'?"
nothing posts person=Solheim "did you mean 'Ingrid Solheim'?"
nothing posts person=Xavier "the store has no 'Xavier'"
nothing timeline from=2040 "(first date, month or year (2024-05-01, 2024))"
expect 0 query -s db visits --param state=LVA
[ ! -s err ] || { fail "something is said of rows that there are"; cat err; }
# Terms that neither the vocabulary nor the store has, with what may have been meant
expect 0 query -s db 'SELECT ?m { ?m a dr:Meting ; dr:particpant/dr:iso3|dr:held ?p . ?m a dr:Meting }'
[ "$(wc -l <err)" = 2 ] || { fail "not a line a term"; cat err; }
says "attache query: no such term dr:Meting; did you mean dr:Meeting?"
says "attache query: no such term dr:particpant; did you mean dr:participant?"
expect 0 query -s db 'ASK { ?m <https://w3id.org/defrel/ns#zzzzzzzzz> ?p }'
says "attache query: no such term dr:zzzzzzzzz"
grep -q mean err && fail "a term that nobody meant"
expect 0 query -s db 'CONSTRUCT { ?m a dr:Mine } { ?m a dr:Meeting ; dr:reportedContent|dr:former ?x }'
[ ! -s err ] || { fail "terms that there are, or are made"; cat err; }
expect 1 query -s db whomet
says "did you mean 'who-met-whom'?"
expect 0 query -s db events --param class=visit --format csv
grep -q '^Visit,' out || fail "a class in small letters"
exit $bad
