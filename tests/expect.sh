# SPDX-License-Identifier: Apache-2.0
# Shared by the tests of the program: a folder to work in, expectations. Sourced.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
bad=0
unset ATTACHE_STORE # a tester's own
fail() { echo "FAILED: $*"; bad=1; }
# expect STATUS COMMAND…: runs attache, keeps out and err
expect() {
  local want=$1 got=0
  shift
  "$ATTACHE" "$@" >out 2>err || got=$?
  [ $got = "$want" ] || { fail "attache $*: exit $got, not $want"; cat err; }
}
says() { grep -qF -- "$1" err || { fail "no '$1' on standard error"; cat err; }; }
