#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Do gcc and clang, -O0 and -O2, with AVX-512 VNNI, AVX2 and neither, analyse and extract to the same bytes? Builds the program in
# identical/NAME below the current folder for each (kept, so that a second run builds what changed), and reads the
# project's own texts. `make check-identical`; what is not installed is left out and named.
set -u
case $top_srcdir in /*) source=$top_srcdir ;; *) source=$PWD/$top_srcdir ;; esac
export ATTACHE_DATA=$source
unset MAKEFLAGS MFLAGS # the builds have jobs of their own
texts=("$source"/examples/*.txt "$source"/tests/articles/0*.txt "$source"/tests/articles/5*.txt
  "$source"/tests/readers/*.html "$source"/tests/readers/message.eml
  "$source"/tests/fuzz/corpus/text/{long-token,marks,open-quotes,wide})
bad=0 first=""

build() { # NAME CC CFLAGS CPPFLAGS
  mkdir -p "identical/$1"
  (
    cd "identical/$1" || exit 1
    [ -f Makefile ] || "$source/configure" --quiet --disable-hardening CC="$2" CFLAGS="$3" CPPFLAGS="$4" || exit 1
    make -s -j"$(nproc)" attache
  ) >"identical/$1.log" 2>&1 && return
  echo "FAILED: no build $1"
  tail -n 20 "identical/$1.log"
  bad=1
  return 1
}

read_texts() { # NAME
  "identical/$1/attache" analyse "${texts[@]}" >"identical/$1.conllu" 2>/dev/null
  "identical/$1/attache" ingest --no-store --format nquads "${texts[@]}" >"identical/$1.nq" 2>/dev/null
  [ -s "identical/$1.conllu" ] && [ -s "identical/$1.nq" ] || { echo "FAILED: $1 reads nothing"; bad=1; }
  if [ -z "$first" ]; then
    first=$1
    return
  fi
  for kind in conllu nq; do
    cmp "identical/$first.$kind" "identical/$1.$kind" || { echo "FAILED: $1 gives other $kind than $first"; bad=1; }
  done
}

variant() { # NAME CC CFLAGS [CPPFLAGS]
  command -v "$2" >/dev/null || { echo "$1: no $2, left out"; return; }
  build "$1" "$2" "$3" "${4:-}" && read_texts "$1" && echo "$1: $(wc -l <"identical/$1.nq") quads"
}

variant gcc-O2 gcc -O2
variant gcc-O0 gcc -O0
variant gcc-O2-avx2 gcc -O2 -DATT_NO_VNNI
variant gcc-O2-plain gcc -O2 -DATT_NO_AVX2
variant clang-O2 clang -O2
variant clang-O0 clang -O0
exit $bad
