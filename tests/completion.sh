#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What bash completes behind 'attache': commands, options, formats, queries and their parameters.
set -u
. "$top_srcdir/completion/attache"
bad=0
# completes WORDS… CURRENT EXPECTED: the replies, a space between, in order of the alphabet
completes() {
  local expected=${*: -1}
  COMP_WORDS=("$ATTACHE" "${@:1:$#-1}")
  COMP_CWORD=$(($# - 1))
  COMPREPLY=()
  _attache
  local got
  got=$(printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' ')
  [ "${got% }" = "$expected" ] || { echo "FAILED: ${COMP_WORDS[*]:1}: $got, not $expected"; bad=1; }
}
completes in ingest
completes qu "queries query"
completes --v --version
completes hel help
completes help qu "queries query"
completes export --no- --no-evidence
completes load --ma "--map --max-bytes --max-term"
completes export --format tr trig
completes query --format ts tsv
completes query who- who-met-whom
completes query timeline --param f from=
exit $bad
