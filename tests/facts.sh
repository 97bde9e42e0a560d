#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Small texts and all their facts (tests/facts/cases.txt; UPDATE=1 writes them anew); what changes of
# names, states, order, marks and format do to facts (tests/facts/metamorphic.txt).
set -u
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
bad=0
update=()
[ "${UPDATE:-}" = 1 ] && update=(--update)
python3 "$top_srcdir/tests/facts.py" cases "$top_srcdir/tests/facts/cases.txt" "${update[@]}" || bad=1
python3 "$top_srcdir/tests/facts.py" metamorphic "$top_srcdir/tests/facts/metamorphic.txt" || bad=1
exit $bad
