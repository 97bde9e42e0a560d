#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A program of another language over the storage module: Redland's Python binding.
set -u
if nm "$ATTACHE" 2>/dev/null | grep -q __asan_init; then
  echo "a sanitized module does not load into a python without its runtime"
  exit 77
fi
export REDLAND_MODULE_PATH=$top_builddir/.libs
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 "$top_srcdir/tests/librdf.py" "$work/librdf.db" "$ATTACHE" || exit
"$ATTACHE" check -s "$work/librdf.db"
