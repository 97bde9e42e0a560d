#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# page.sh ATTACHE [COMMAND]: the manual page of attache or of a command, in mdoc, made of what --help says; so the
# two cannot differ. The date is that of the release.
set -eu
export LC_ALL=C.UTF-8
attache=$1 command=${2:-}
version=$("$attache" --version | cut -d' ' -f2)
escape() { sed -e 's/\\/\\e/g' -e 's/\([a-z0-9)]\)\. \([A-Z]\)/\1.\n\2/g' -e "s/^\([.']\)/\\\\\&\1/"; }
printf '.\\" SPDX-License-Identifier: Apache-2.0\n.\\" Made by man/page.sh from --help.\n.Dd November 24, 2026\n'
if [ -z "$command" ]; then
  printf '.Dt ATTACHE 1\n.Os attache %s\n.Sh NAME\n.Nm attache\n.Nd a knowledge graph of defence relations\n' "$version"
  printf '.Sh SYNOPSIS\n.Nm attache\n.Ar command\n.Op Ar option ...\n.Op Ar argument ...\n.Sh DESCRIPTION\n'
  printf 'Keeps people, organizations, posts and events in an RDF store, and queries it.\nThe commands:\n.Bl -tag -width Ds\n'
  "$attache" --help | sed -n 's/^  \([a-z]*\)  *\(.*\)$/\1 \2/p' | while read -r name summary; do
    printf '.It Xr attache-%s 1\n' "$name"
    printf '%s\n' "$summary" | escape
  done
  printf '.El\n.Pp\n.Ic help\n.Ar command\nor\n.Fl \\-help\nbehind a command shows its options,\n.Fl V\nor\n.Fl \\-version\nthe version.\n.Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev ATTACHE_STORE\nThe store where\n.Fl s\nis not given; else\n.Pa attache.db\nin the current folder.\n'
  printf '.It Ev ATTACHE_DATA\nThe folder of all data files (ontology/, text/model/, queries/canned/), instead of the installed one.\n.El\n'
  printf '.Sh EXIT STATUS\n0: fine. 1: the answer is no, or some inputs failed, which standard error names. 2: wrong usage.\n3: the store or the system failed.\n'
  exit 0
fi
summary=$("$attache" --help | sed -n "s/^  $command  *\(.*\)$/\1/p" | head -1)
printf '.Dt ATTACHE-%s 1\n.Os attache %s\n.Sh NAME\n.Nm attache-%s\n.Nd %s\n.Sh SYNOPSIS\n' \
  "$(printf %s "$command" | tr a-z A-Z)" "$version" "$command" "$(printf '%s' "$summary" | escape)"
printf '.Bd -literal\n'
"$attache" "$command" --help | sed -n '/^usage:/,/^$/p' | sed -e 's/^usage: //' -e 's/^       //' -e '/^$/d' | escape
printf '.Ed\n.Sh DESCRIPTION\n'
# After the usage: options are lines "  -x, --long ARG   text" and what is indented below them; the rest is text.
"$attache" "$command" --help | sed '1,/^$/d' | escape | awk '
  /^  +-/ {
    line = $0; sub(/^ +/, "", line)
    at = match(line, /   +/); if (!at) at = match(line, /  +/)
    name = at ? substr(line, 1, at - 1) : line; text = at ? substr(line, at + RLENGTH) : ""
    if (!list) { print ".Bl -tag -width Ds"; list = 1 }
    gsub(/-/, "\\-", name); print ".It " name; if (text != "") print text; blank = 0; said = 1; next
  }
  /^$/ { if (list) { print ".El"; list = 0 } blank = 1; next }
  { line = $0; sub(/^ +/, "", line); if (blank && said) print ".Pp"; blank = 0; said = 1; print line }
  END { if (list) print ".El" }' | sed -e 's/^\.Pp$/&/' | awk '{ if ($0 == ".Pp" && last == ".Pp") next; print; last = $0 }'
# What is more to say than --help has room for, and examples, which tests/man.sh runs.
cat "${0%/*}/$command.mdoc" 2>/dev/null || true
printf '.Sh SEE ALSO\n.Xr attache 1\n'
