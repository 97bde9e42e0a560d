#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every command has its page, every option of --help stands in it and no other, and mandoc finds no fault.
set -u
bad=0
fail() { echo "FAILED: $*"; bad=1; }
pages=$top_builddir/man
options() { grep -oE -- '(^|[ ,[(|])--?[a-z][a-z-]*' | grep -oE -- '--?[a-z][a-z-]*' | sort -u; }
commands=$("$ATTACHE" --help | sed -n 's/^  \([a-z]*\)  *.*$/\1/p')
[ -n "$commands" ] || fail "no commands in --help"
for command in $commands; do
  page=$pages/attache-$command.1
  [ -s "$page" ] || { fail "no page for $command: add it to man/Makefile.mk"; continue; }
  "$ATTACHE" "$command" --help | sed -n 's/^  *\(-.*\)/\1/p' | options >help.$$
  grep '^\.It' "$page" | sed 's/\\-/-/g' | options >page.$$
  # an option's text may name others: what begins a line must be in the page, and the reverse
  "$ATTACHE" "$command" --help | sed -n 's/^  *\(-[^ ]*,* *-*[a-z-]*\).*/\1/p' | options | comm -23 - page.$$ | grep . &&
    fail "$command: in --help, not in its page"
  comm -13 help.$$ page.$$ | grep . && fail "$command: in its page, not in --help"
  [ -s page.$$ ] || fail "$command: no options in its page"
done
rm -f help.$$ page.$$
for page in "$pages"/attache*.1; do
  name=${page##*/attache}
  name=${name%.1}
  [ -z "$name" ] || echo "$commands" | grep -qx -- "${name#-}" || fail "a page for no command: $page"
done
# An option's text is one paragraph.
for page in "$pages"/attache-*.1; do
  awk '/^\.It /{ it = 1 } /^\.(El|Sh)/{ it = 0 } it && /^\.Pp/{ bad = 1 } END { exit bad }' "$page" || fail "a paragraph within an option: $page"
done
if command -v mandoc >/dev/null; then
  mandoc -T lint -W warning "$pages"/attache*.1 || fail "mandoc"
fi
# The examples run, in order.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
program=$(realpath "$ATTACHE") graph=$(realpath "$top_srcdir/tests/canned/graph.trig") pages=$(realpath "$pages")
cp "$top_srcdir/examples/port-visit.txt" "$work/article.txt"
cd "$work" || exit 99
unset ATTACHE_STORE
attache() { "$program" "$@"; }
attache load "$graph" >log 2>&1 || fail "load"
count=0
while read -r line; do
  eval "$line" >log 2>&1 || { fail "example: $line"; cat log; }
  [ -s log ] || [[ $line == *'>'*.* || $line == *' -o '* || $line == *update* ]] || fail "nothing from: $line"
  count=$((count + 1))
done < <(for command in ingest explain load query export update; do sed -n 's/^\.Dl //p' "$pages/attache-$command.1"; done | sed 's/\\-/-/g')
[ $count -gt 20 ] || fail "$count examples"
exit $bad
