#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sentences, words and trees of the treebanks' test sets, read as raw text: none may fall below its floor.
set -u
corpora=$top_srcdir/../shared/corpora
[ -d "$corpora" ] || { echo "no ../shared/corpora beside the project: not scored"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
score() { # TREEBANK FLOOR…, a floor being FIGURE=VALUE
  gold=$corpora/$1
  shift
  /usr/bin/python3 -B "$top_srcdir/train/raw_text.py" "$gold" >"$work/text.txt" || exit 1
  "$ATTACHE" analyse --model --all "$work/text.txt" >"$work/found" || exit 1
  /usr/bin/python3 -B "$top_srcdir/train/eval_conllu.py" "$gold" "$work/found" >"$work/scores" || exit 1
  cat "$work/scores"
  for floor in "$@"; do
    awk -v name="${floor%=*}" -v least="${floor#*=}" '$1 == name { found = $2 }
      END { if (found < least) { print name, found, "is below", least; exit 1 } }' "$work/scores" || bad=1
  done
}
score ud-ewt/en_ewt-ud-test.conllu Tokens=99.0 Sentences=90 UPOS=95 LAS=84.5
score gum-free/gum-test-freelicence.conllu Tokens=99.3 Sentences=95.5 UPOS=96.4 LAS=84.8
exit $bad
