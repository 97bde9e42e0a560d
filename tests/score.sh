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
score "$shared/dev" persons=0.96 orgs=0.90 states=0.93 places=0.90 ranks=0.97 posts=0.94 met=0.84 \
  visits=0.84 events=0.74 topics=0.69 statements=0.75 initiatives=0.90 moves=0.85 macro=0.87 || exit 1
score "$top_srcdir/tests/articles" persons=0.95 orgs=0.80 states=0.95 places=0.88 posts=0.79 met=0.77 \
  events=0.70 topics=0.60 statements=0.78 moves=0.60 macro=0.78
