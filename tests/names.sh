#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Names in sentences of the domain: no kind falls below its floor (F1 of exact spans, per cent).
set -eu
score() { # FILE FLOOR…
  file=$1
  shift
  echo "$file"
  /usr/bin/python3 -B "$top_srcdir/train/eval_names.py" --attache "$ATTACHE" "$@" \
    "$top_srcdir/tests/sentences/$file"
}
score names.txt --min PERSON=97 --min ORG=92 --min PLACE+STATE=95 --min EVENT=82 --min DATE=98
score names-held-out.txt --min PERSON=97 --min ORG=89 --min PLACE+STATE=95 --min EVENT=88 --min DATE=98
