#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `attache analyse` prints CoNLL-U that a checker takes, on our articles and on awkward text; the
# checker finds what is wrong; the trees of tests/sentences are well formed, and parsed well.
set -u
python=/usr/bin/python3
check="$python -B $top_srcdir/train/check_conllu.py"
sentences=$top_srcdir/tests/sentences
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() {
  echo "$*"
  bad=1
}
analyse() { # NAME ARGUMENT…
  name=$1
  shift
  "$ATTACHE" analyse "$@" >"$work/$name" || fail "analyse $*: status $?"
  $check "$work/$name" || fail "analyse $*: not well formed"
}

analyse articles "$top_srcdir"/tests/articles/*.txt
analyse model --model --all "$top_srcdir"/tests/articles/*.txt
printf 'Talks go on\n\nBy Ana Bell\n\nHe can\xc2\xa0not\tgo;  she\xe2\x80\x99s gone (\xe2\x80\x9cthe  U.S.\xe2\x80\x99s\xe2\x80\x9d) \xe2\x80\x94 they don\xe2\x80\x99t\ncare...\n\n|Table=No|\n\nIn the envoy, Ana Bell\n\n- \n' >"$work/awkward.txt"
analyse awkward "$work/awkward.txt"
analyse everything --all "$work/awkward.txt"
grep -q '^# text = By Ana Bell$' "$work/everything" || fail "--all dropped the byline"
grep -q '^# text = By Ana Bell$' "$work/awkward" && fail "the byline was kept without --all"
grep -q "^# newdoc id = $work/awkward.txt$" "$work/awkward" || fail "no newdoc"

# Words that are given stay, with their ids, spaces and multiword tokens.
analyse given --tokens "$sentences/trees.conllu"
columns() { grep -v '^# SPDX' "$1" | grep -E '^(# (sent_id|text)|[0-9])' | cut -f 1,2; }
diff <(columns "$sentences/trees.conllu") <(columns "$work/given") || fail "--tokens changed words"

# Words stand as the text has them, whatever rules read them as: marks of all kinds, one within another, titles.
printf "%s\n" "'We \"agreed\" to meet,' HE Minister Ana Bell said. «A “firm” yes,» HE the Ambassador said." >"$work/marks.txt"
analyse marks "$work/marks.txt"
[ "$(grep -vE '^#|^$' "$work/marks" | cut -f 2 | paste -sd '' | tr -d ' ')" = "$(tr -d ' \n' <"$work/marks.txt")" ] ||
  fail "marks are not the text's"

# Months cut short have the whole name as lemma; persons called like one keep theirs.
printf 'He left Tuesday, Oct. 6. By Nov. 3, Jan Bell was in Sept Town.\n' >"$work/months.txt"
analyse months --model --all "$work/months.txt"
[ "$(grep -E 'Oct\.|Nov\.|Jan' "$work/months" | grep -v '^#' | cut -f 3 | paste -sd ' ')" = "October November Jan" ] ||
  fail "lemmas of months"

# Forms of verbs that the model cuts wrong.
printf 'The ship was moored. She is slated to come. They committed troops. He cut the ribbon.\n' >"$work/verbs.txt"
analyse verbs --model --all "$work/verbs.txt"
[ "$(grep -E 'moored|slated|committed|	cut	' "$work/verbs" | grep -v '^#' | cut -f 3 | paste -sd ' ')" = "moor slate commit cut" ] ||
  fail "lemmas of verbs"

# Code points: each token's range spells its form in the text.
$python - "$work/awkward.txt" "$work/awkward" <<'END' || fail "TokenRange is wrong"
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
seen = 0
for line in open(sys.argv[2], encoding="utf-8"):
    cols = line.rstrip("\n").split("\t")
    found = re.search(r"TokenRange=(\d+):(\d+)", cols[-1])
    if found:
        seen += 1
        assert text[int(found.group(1)):int(found.group(2))] == cols[1], line
assert seen > 20
END

$check --trees "$sentences/trees.conllu" || fail "the hand-checked trees are not well formed"
broken() { # WHAT SED-SCRIPT: the checker must object
  sed "$2" "$sentences/trees.conllu" >"$work/broken"
  $check --trees "$work/broken" >"$work/out" && fail "the checker takes $1"
}
broken "a missing column" '4s/\t_$//'
broken "another form" '4s/\tU\.S\./\tU.K./'
broken "two roots" '4s/\t3\tcompound/\t0\troot/'
broken "a cycle" '6s/\t4\tcompound/\t1\tcompound/'
broken "an unknown relation" '4s/compound/compoundx/'
broken "a wrong number" '4s/^1/7/'
broken "a name to the left" '4s/compound/flat/'
broken "an id twice" 's/d01-2a/d01-1/'
broken "a broken name mark" '4s/_$/Entity=I-ORG/'

las=$($python -B "$top_srcdir/train/eval_conllu.py" --words "$sentences/trees.conllu" "$work/given" |
  awk '$1 == "LAS" { print $2 }')
awk -v las="$las" 'BEGIN { exit !(las >= 84) }' || fail "LAS on the domain's trees: $las"

# Given words that are no CoNLL-U are named by line; ends of lines of either kind, and none, are read.
refuses() { # LINE:MESSAGE TEXT
  printf '%b' "$2" >"$work/bad.conllu"
  "$ATTACHE" analyse --tokens "$work/bad.conllu" >"$work/out" 2>"$work/err" && fail "--tokens takes '$2'"
  grep -qF "bad.conllu:$1" "$work/err" || { fail "--tokens: no '$1' for '$2'"; cat "$work/err"; }
}
refuses "1: no CoNLL-U word line" 'Talks went on.\n'
refuses "2: words are numbered" '1\tA\n3\tB\n\n'
refuses "1: not UTF-8" '1\tA\0377\n\n'
refuses "1: a NUL" '1\tA\0000B\n\n'
refuses "1: no range" '3-2\tA\n'
refuses "2: this range" '1\tA\n1-2\tB\n'
refuses "3: the sentence ends within" "1-2\tdon't\n1\tdo\n\n"
refuses " no text" '\n# none\n\n'
printf '1\tAna\n2\tcame\n\n1\tTalks\n\n' >"$work/lines.conllu"
analyse lines --tokens "$work/lines.conllu"
for ends in 's/$/\r/' '$d'; do
  sed "$ends" "$work/lines.conllu" | head -c -1 >"$work/ends.conllu"
  "$ATTACHE" analyse --tokens "$work/ends.conllu" | cmp - "$work/lines" || fail "ends of lines: $ends"
done

# The bound of a text's size may be raised.
printf 'Ana came.\n' >"$work/small.txt"
"$ATTACHE" analyse --max-bytes 5 "$work/small.txt" >"$work/out" 2>"$work/err" && fail "--max-bytes 5"
grep -q 'raise the limit with --max-bytes' "$work/err" || fail "no remedy for a large text"
analyse bounded --max-bytes 50 "$work/small.txt"
"$ATTACHE" analyse --max-bytes x "$work/small.txt" 2>"$work/err"
[ $? = 2 ] || fail "--max-bytes x"
exit $bad
