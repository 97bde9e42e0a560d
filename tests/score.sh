#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Extraction against the development articles' gold facts: no kind may fall below its floor.
set -u
shared=$top_srcdir/../shared/eval
[ -f "$shared/score.py" ] || { echo "no ../shared/eval beside the project: not scored"; exit 77; }
/usr/bin/python3 -c 'import rdflib' 2>/dev/null || { echo "no python3-rdflib: not scored"; exit 77; }
score() { # FOLDER FLOOR…
  folder=$1
  shift
  set -- "$@"
  minimum=""
  for floor in "$@"; do minimum="$minimum --min $floor"; done
  # shellcheck disable=SC2086
  /usr/bin/python3 "$shared/score.py" $minimum --texts "$folder" \
    --run "$ATTACHE ingest --no-store --format ntriples --date={date} {text}" "$folder"/*.json
}
score "$shared/dev" persons=0.98 orgs=0.95 states=0.94 places=0.945 ranks=0.99 posts=0.99 met=0.965 \
  visits=0.915 events=0.84 topics=0.76 statements=0.835 initiatives=0.95 moves=0.93 macro=0.915 || exit 1
score "$top_srcdir/tests/articles" persons=0.98 orgs=0.885 states=0.97 places=0.92 posts=0.90 met=0.89 \
  visits=0.84 events=0.78 topics=0.70 statements=0.835 moves=0.785 macro=0.86 || exit 1
score "$top_srcdir/tests/articles-two-readers" persons=0.96 orgs=0.86 states=0.965 places=0.87 ranks=0.98 \
  posts=0.85 met=0.73 visits=0.67 events=0.61 topics=0.54 statements=0.83 moves=0.61 macro=0.765
