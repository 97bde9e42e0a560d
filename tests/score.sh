#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Extraction against the development articles' gold facts: no kind may fall below its floor.
set -u
shared=$top_srcdir/../shared/eval
[ -f "$shared/score.py" ] || { echo "no ../shared/eval beside the project: not scored"; exit 77; }
/usr/bin/python3 -c 'import rdflib' 2>/dev/null || { echo "no python3-rdflib: not scored"; exit 77; }
floors="persons=0.92 orgs=0.80 states=0.90 places=0.77 ranks=0.85 posts=0.62 met=0.60 statements=0.58 initiatives=0.75 macro=0.62"
set --
for floor in $floors; do set -- "$@" --min "$floor"; done
exec /usr/bin/python3 "$shared/score.py" "$@" --texts "$shared/dev" \
  --run "$ATTACHE ingest --no-store --format ntriples --date={date} {text}" "$shared"/dev/*.json
