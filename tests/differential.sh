#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# attache's engine against rasqal's: random queries over random graphs, the same answers.
# ATTACHE_QUERIES=2000 ATTACHE_SEED=7 for more and others.
set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
unset ATTACHE_STORE
/usr/bin/python3 "$top_srcdir/tests/differential.py" "$ATTACHE" "$work" "${ATTACHE_SEED:-1}" "${ATTACHE_QUERIES:-60}"
