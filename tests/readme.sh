#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# README.md's commands, the lines behind '$ ' in its blocks, print what it shows, byte for byte. UPDATE=1 writes the
# real output into it.
set -u
. "$top_srcdir/tests/expect.sh"
source=$(cd "$top_srcdir" && pwd) || exit 99
mkdir "$work/bin" && ln -s "$(realpath "$ATTACHE")" "$work/bin/attache" && cp -r "$source/examples" "$work" || exit 99
chmod -R u+w "$work/examples"
cd "$work" || exit 99
PATH=$work/bin:$PATH
block=0 commands=0 skipping=0
while IFS= read -r line; do
  if [ "$line" = '```' ]; then
    block=$((1 - block)) skipping=0
  elif [ $block = 1 ] && [[ $line == '$ '* ]]; then
    printf '%s\n' "$line"
    eval "${line#\$ }" </dev/null 2>&1
    commands=$((commands + 1)) skipping=1
    continue
  fi
  [ $skipping = 1 ] || printf '%s\n' "$line"
done <"$source/README.md" >made
[ "${UPDATE:-}" = 1 ] && cp made "$source/README.md"
cmp -s made "$source/README.md" || { fail "README.md shows what is not so"; diff "$source/README.md" made; }
# What keeps quickstart from building is shown.
mkdir broken && cp "$source/quickstart" broken/
echo 'install_packages() { :; }; build_packages=' >broken/packages.sh
printf '#!/bin/sh\necho "configure.ac:9: no such macro" >&2\nexit 1\n' >broken/autogen.sh
chmod +x broken/autogen.sh
bash broken/quickstart >out 2>err && fail "quickstart goes on without configure"
says 'configure.ac:9: no such macro'
# What builds is not shown, and what it shows fits a screen.
mkdir -p quick/bin && cp "$source/quickstart" quick/ && cp -r "$source/examples" quick/
echo 'install_packages() { :; }; build_packages=' >quick/packages.sh
printf '#!/bin/sh\nprintf "#!/bin/sh\\n: >Makefile\\n" >configure; chmod +x configure\n' >quick/autogen.sh
printf '#!/bin/sh\nseq -f "  CC %%g.lo" 200\nln -s %s attache\n' "$work/bin/attache" >quick/bin/make
chmod +x quick/autogen.sh quick/bin/make
touch quick/configure.ac
PATH=$PWD/quick/bin:$PATH bash quick/quickstart >out 2>err || { fail "quickstart"; cat out err; }
grep -q 'Artur Kalbe' out || fail "quickstart shows nothing"
[ "$(cat out err | wc -l)" -lt 50 ] || { fail "quickstart is long"; cat out; }
grep -q ' CC ' out err && fail "quickstart shows the build"

[ $commands -ge 5 ] || fail "$commands commands in README.md"
exit $bad
