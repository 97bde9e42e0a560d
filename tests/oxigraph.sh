#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# attache's engine against Oxigraph's (npm): random queries of nearly all of SPARQL 1.1, the same answers.
# ATTACHE_QUERIES=2000 ATTACHE_SEED=7 for more and others.
set -u
top=$(cd "$top_srcdir" && pwd)
modules=$(cd "$top_builddir" && pwd)/tests/node/oxigraph
if command -v npm >/dev/null && [ ! -d "$modules/node_modules/oxigraph" ]; then
  mkdir -p "$modules" && (cd "$modules" && echo '{"private": true}' >package.json &&
    npm install --silent --no-audit --no-fund oxigraph@0.5 >/dev/null 2>&1)
fi
if [ ! -d "$modules/node_modules/oxigraph" ]; then
  echo "npm's oxigraph is not there: skipped"
  exit 77
fi
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
unset ATTACHE_STORE
/usr/bin/python3 "$top/tests/oxigraph.py" "$ATTACHE" "$work" "$modules" "${ATTACHE_SEED:-1}" "${ATTACHE_QUERIES:-80}"
