#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The W3C's SPARQL syntax tests, where they lie beside the source tree. Evaluation is not run here yet.
suite=$(cd "$top_srcdir/../shared/w3c-sparql" 2>/dev/null && pwd)
if [ ! -f "$suite/run.py" ]; then
  echo "../shared/w3c-sparql is not there: skipped"
  exit 77
fi
exec /usr/bin/python3 "$suite/run.py" --program "$ATTACHE" --list-failures \
  "$suite/sparql11/syntax-query/manifest.ttl" "$suite/sparql11/syntax-update-1/manifest.ttl" \
  "$suite/sparql11/syntax-update-2/manifest.ttl" "$suite/sparql10/manifest-syntax.ttl"
