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
score "$shared/dev" persons=0.98 orgs=0.95 states=0.97 places=0.945 ranks=0.99 posts=0.99 met=0.965 \
  visits=0.915 events=0.865 topics=0.77 statements=0.855 initiatives=0.95 moves=0.93 macro=0.928 || exit 1
score "$top_srcdir/tests/articles" persons=0.98 orgs=0.89 states=0.975 places=0.925 posts=0.915 met=0.90 \
  visits=0.865 events=0.79 topics=0.735 statements=0.865 moves=0.805 macro=0.875 || exit 1
score "$top_srcdir/tests/articles-two-readers" persons=0.98 orgs=0.875 states=0.975 places=0.89 ranks=0.985 \
  posts=0.92 met=0.87 visits=0.875 events=0.705 topics=0.655 statements=0.88 moves=0.71 macro=0.843
