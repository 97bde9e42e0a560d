#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A store in use, a full disk, a folder that may not be written: one line that says so, exit status
# 3, and the store as it was.
set -u
. "$top_srcdir/tests/expect.sh"
chmod 755 "$work" && cd "$work" || exit 99
export ATTACHE_STORE="$work/one.db"
for i in $(seq 1 300); do echo "<http://ex/s$i> <http://ex/p> \"$i\" ."; done >small.nt
awk 'BEGIN { for (i = 0; i < 60000; i++) print "<http://ex/a" i "> <http://ex/p" i % 9 "> \"some text " i "\" ." }' >large.nt
expect 0 load --default-graph small.nt
facts() { "$ATTACHE" export --format ntriples | cksum; }
expected=$(facts)
refused() { # WHAT: after a command that must have failed
  [ "$(wc -l <err)" = 1 ] || { fail "$1: not one line"; cat err; }
  expect 0 check
  [ "$(facts)" = "$expected" ] || fail "$1: the store is not what it was"
}

# In use: another program holds the writer's lock. Writers wait some seconds and then give up,
# readers never wait. What the writer says is looked at in the end.
if command -v flock >/dev/null; then
  cp -r one.db used.db
  exec 9<used.db/data.mdb
  flock -x 9
  ("$ATTACHE" load -s used.db --default-graph large.nt >/dev/null 2>used.err; echo $? >used.status) &
  writer=$!
  expect 0 query -s used.db 'ASK { ?s ?p "7" }'
  expect 0 check -s used.db
fi

# A full disk, which the limit on a file's size stands for.
(trap '' XFSZ; ulimit -f 1000; "$ATTACHE" load --default-graph large.nt >out 2>err)
[ $? = 3 ] || fail "a full disk is not exit status 3"
says "attache load: "
says "File too large"
refused "a full disk"
(trap '' XFSZ; ulimit -f 64; "$ATTACHE" load -s new.db --default-graph large.nt >out 2>err)
[ $? = 3 ] || fail "a full disk is not exit status 3 for a new store"
expect 0 load --default-graph -s new.db small.nt
expect 0 check -s new.db

# A folder that may not be written: by another user where the tests are run by root, who may.
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
else
  as=()
  chmod -R a-w one.db
fi
if "${as[@]}" test -x "$ATTACHE" 2>/dev/null; then
  "${as[@]}" "$ATTACHE" query --format csv 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' >out 2>err
  grep -q '^300' out || { fail "a store that may only be read is not read"; cat err; }
  "${as[@]}" "$ATTACHE" load --default-graph small.nt >out 2>err
  [ $? = 3 ] || fail "a store that may only be read: not exit status 3"
  says "Permission denied"
  chmod -R u+w one.db
  refused "a store that may only be read"
  mkdir closed && chmod 555 closed
  "${as[@]}" "$ATTACHE" load -s closed/new.db small.nt >out 2>err
  [ $? = 3 ] || fail "a folder that may only be read: not exit status 3"
  says "closed/new.db: Permission denied"
fi
expect 0 check --upgrade
expect 2 check --upgrade more

if [ -n "${writer:-}" ]; then
  wait "$writer"
  exec 9<&-
  [ "$(cat used.status)" = 3 ] || fail "a store in use: exit $(cat used.status), not 3"
  cp used.err err
  says "used.db: another process is writing to the store: try again when it is done"
  ATTACHE_STORE=used.db refused "a store in use"
fi
exit $bad
