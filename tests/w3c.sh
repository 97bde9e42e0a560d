#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The W3C's SPARQL 1.0 and 1.1 tests (syntax, queries, updates, result formats), where they lie beside the source tree.
suite=$(cd "$top_srcdir/../shared/w3c-sparql" 2>/dev/null && pwd)
if [ ! -f "$suite/run.py" ]; then
  echo "../shared/w3c-sparql is not there: skipped"
  exit 77
fi
unset ATTACHE_STORE
exec /usr/bin/python3 "$suite/run.py" --program "$ATTACHE" --list-failures
