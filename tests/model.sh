#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The model's answers in C against the same inference in numpy, to the letter.
set -eu
python=/usr/bin/python3
"$python" -c 'import numpy' 2>/dev/null || { echo "python3-numpy is missing: skipped"; exit 77; }
model=${ATTACHE_MODEL:-$top_srcdir/text/model/english.attm}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
words=$top_srcdir/tests/model/words.conllu
ATTACHE_MODEL=$model "$ATTACHE" analyse --model --tokens "$words" >"$work/analysed"
awk -F '\t' -v OFS='\t' '/^#/ || $1 ~ /-/ { next } NF == 0 { print ""; next }
  { tag = "_"; if (match($10, /Entity=[^|]*/)) tag = substr($10, RSTART + 7, RLENGTH - 7)
    print $1, $2, $4, $5, $6, $7, $8, tag }' "$work/analysed" >"$work/c"
"$python" -B "$top_srcdir/train/reference.py" "$model" "$words" >"$work/python"
[ "$(grep -c . "$work/python")" -gt 150 ] || { echo "the fixture is short"; exit 1; }
diff -u "$work/python" "$work/c"

# Where sentences end, in runs of one sentence and in one that is read in several windows.
awk -F '\t' '/^#/ || $1 ~ /-/ { next } NF == 0 { print ""; next } { print $2 }' "$words" >"$work/words"
{ cat "$work/words"; grep . "$work/words"; grep . "$work/words"; echo; } >"$work/runs"
"$top_builddir/tests/ends" "$model" <"$work/runs" >"$work/c"
"$python" -B "$top_srcdir/train/reference.py" --ends "$model" "${model%/*}/sentences.attm" "$work/runs" >"$work/python"
[ "$(grep -c . "$work/python")" -gt 500 ] || { echo "the runs are short"; exit 1; }
diff -u "$work/python" "$work/c"
