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
score names.txt --min PERSON=95 --min ORG=87 --min PLACE+STATE=94 --min EVENT=74 --min DATE=98
score names-held-out.txt --min PERSON=94 --min ORG=82 --min PLACE+STATE=92.5 --min EVENT=88 --min DATE=98
