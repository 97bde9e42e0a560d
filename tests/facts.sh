#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Small texts and all their facts (tests/facts/cases*.txt, names.txt; details.txt: topics, dates, places; ties*.txt: what facts have to do with each other; countries.txt: whose events are; rules.txt, one at least for each rule of ontology/rules.tsv;
# UPDATE=1 writes them anew); what is no held event (unreal.txt); lines that carry no facts (boilerplate.txt); one thing said in several ways (same.txt); what changes of
# names, states, order, marks and format do to facts (tests/facts/metamorphic.txt).
set -u
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
bad=0
update=()
[ "${UPDATE:-}" = 1 ] && update=(--update)
for file in "$top_srcdir"/tests/facts/cases*.txt; do
  python3 "$top_srcdir/tests/facts.py" cases "$file" "${update[@]}" || bad=1
done
for file in "$top_srcdir"/tests/facts/ties*.txt; do
  python3 "$top_srcdir/tests/facts.py" ties "$file" "${update[@]}" || bad=1
done
python3 "$top_srcdir/tests/facts.py" cases "$top_srcdir/tests/facts/names.txt" "${update[@]}" || bad=1
for file in "$top_srcdir"/tests/facts/details*.txt; do
  python3 "$top_srcdir/tests/facts.py" details "$file" "${update[@]}" || bad=1
done
python3 "$top_srcdir/tests/facts.py" nodes "$top_srcdir/tests/facts/nodes.txt" "${update[@]}" || bad=1
python3 "$top_srcdir/tests/facts.py" countries "$top_srcdir/tests/facts/countries.txt" "${update[@]}" || bad=1
python3 "$top_srcdir/tests/facts.py" rules "$top_srcdir/tests/facts/rules.txt" "${update[@]}" || bad=1
python3 "$top_srcdir/tests/facts.py" unreal "$top_srcdir/tests/facts/unreal.txt" || bad=1
python3 "$top_srcdir/tests/facts.py" boilerplate "$top_srcdir/tests/facts/boilerplate.txt" || bad=1
python3 "$top_srcdir/tests/facts.py" same "$top_srcdir/tests/facts/same.txt" || bad=1
python3 "$top_srcdir/tests/facts.py" metamorphic "$top_srcdir/tests/facts/metamorphic.txt" || bad=1
exit $bad
