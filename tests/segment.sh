#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Where sentences end, and which marks stay with their word: tests/sentences/boundaries.txt has a
# paragraph a line, with a mark between its sentences.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gold=$top_srcdir/tests/sentences/boundaries.txt
sed 's/ ¶ / /g; G' "$gold" >"$work/text"
sed 's/ ¶ /\n/g' "$gold" >"$work/gold"
"$ATTACHE" analyse --all --model "$work/text" >"$work/analysed" || exit 1
sed -n 's/^# text = //p' "$work/analysed" >"$work/found"
diff -u "$work/gold" "$work/found" || exit 1
printf 'On 01/24/2001 he wrote 24-25 to report.doc, co-host al-Hadi, 555-0100 :) Why?!\n' >"$work/text"
"$ATTACHE" analyse --all --model "$work/text" | grep -P '^\d+\t' | cut -f 2 | paste -sd ' ' >"$work/words"
printf 'On 01/24/2001 he wrote 24 - 25 to report.doc , co-host al - Hadi , 555-0100 :) Why ?!\n' |
  diff - "$work/words"
