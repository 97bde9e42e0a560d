#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Extraction against the development articles' gold facts: no kind may fall below its floor.
set -u
shared=$top_srcdir/../shared/eval
[ -f "$shared/score.py" ] || { echo "no ../shared/eval beside the project: not scored"; exit 77; }
/usr/bin/python3 -c 'import rdflib' 2>/dev/null || { echo "no python3-rdflib: not scored"; exit 77; }
score() { # FOLDER FLOOR… (KIND=F1, or KIND:P=PRECISION)
  folder=$1
  shift
  minimum=""
  precise=""
  for floor in "$@"; do
    case $floor in
    *:P=*) precise="$precise ${floor/:P=/ }" ;;
    *) minimum="$minimum --min $floor" ;;
    esac
  done
  # shellcheck disable=SC2086
  /usr/bin/python3 "$shared/score.py" $minimum --texts "$folder" \
    --run "$ATTACHE ingest --no-store --format ntriples --date={date} {text}" "$folder"/*.json >"$table"
  status=$?
  cat "$table"
  # shellcheck disable=SC2086
  set -- $precise
  while [ $# -gt 1 ]; do
    awk -v kind="$1" -v least="$2" '
      $1 == kind { found = 1; if ($2 < least) { print kind ": precision " $2 " is below " least; low = 1 } }
      END { if (!found) print kind ": not scored"; exit low || !found }' "$table" || status=1
    shift 2
  done
  return $status
}
table=$(mktemp)
trap 'rm -f "$table"' EXIT
score "$shared/dev" persons=0.98 orgs=0.95 states=0.97 places=0.945 ranks=0.99 posts=0.99 met=0.965 \
  visits=0.915 events=0.865 topics=0.77 statements=0.855 initiatives=0.95 moves=0.93 macro=0.928 \
  posts:P=0.98 met:P=0.98 visits:P=0.95 moves:P=0.95 || exit 1
score "$top_srcdir/tests/articles" persons=0.98 orgs=0.89 states=0.975 places=0.925 posts=0.92 met=0.915 \
  visits=0.875 events=0.79 topics=0.735 statements=0.87 moves=0.82 macro=0.882 \
  posts:P=0.93 met:P=0.965 visits:P=0.895 moves:P=0.875 || exit 1
score "$top_srcdir/tests/articles-two-readers" persons=0.985 orgs=0.88 states=0.98 places=0.9 ranks=0.985 \
  posts=0.94 met=0.875 visits=0.87 events=0.7 topics=0.65 statements=0.897 moves=0.72 macro=0.848 \
  posts:P=0.96 met:P=0.94 visits:P=0.95 moves:P=0.82
