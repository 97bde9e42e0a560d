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

# A rank is a row of a table, no C; a broken row is named.
mkdir -p "$work/data/text" "$work/data/ontology"
cp -r "$top_srcdir/text/model" "$work/data/text"
cp "$top_srcdir"/ontology/*.tsv "$work/data/ontology"
chmod -R u+w "$work/data"
echo 'They saw Zgk. Ana Bell. They waved.' >"$work/text"
count() { ATTACHE_DATA=$work/data "$ATTACHE" analyse --all --model "$work/text" | grep -c '^# text'; }
[ "$(count)" = 3 ] || { echo "'Zgk.' is known already"; exit 1; }
printf 'zgk\tZgk\tZgk.\tOF-3\tarmy\t\n' >>"$work/data/ontology/ranks.tsv"
[ "$(count)" = 2 ] || { echo "a rank of the table is cut"; exit 1; }
printf 'zgk\tsideways\n' >>"$work/data/ontology/abbreviations.tsv"
ATTACHE_DATA=$work/data "$ATTACHE" analyse "$work/text" 2>"$work/err" && exit 1
grep -q "ontology/abbreviations.tsv:[0-9]*: 'stands' is before, anywhere or nowhere" "$work/err" || { cat "$work/err"; exit 1; }
