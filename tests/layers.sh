#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A layer includes itself and those below it; base/ and text/ know no RDF; files stay readable.
set -u
cd "$top_srcdir" || exit 99
layers="base text graph ontology extract queries cmd"
bad=0
allowed=""
for layer in $layers; do
  allowed="$allowed $layer"
  for file in "$layer"/*.[ch]; do
    [ -e "$file" ] || continue
    for used in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file"); do
      case " $allowed " in
      *" $used "*) ;;
      *) echo "$file includes $used/, a layer above it"; bad=1 ;;
      esac
    done
    case $layer in base | text)
      if grep -nE '#include <(raptor2|rasqal|librdf|redland|lmdb)\.h>' "$file"; then bad=1; fi ;;
    esac
    case $layer in cmd) ;; *)
      if grep -nE '\b(printf|puts|perror|exit|abort)\(' "$file"; then
        echo "$file prints or exits"; bad=1
      fi ;;
    esac
    head -1 "$file" | grep -q 'SPDX-License-Identifier' || { echo "$file: no SPDX line"; bad=1; }
    [ "$(wc -l <"$file")" -lt 800 ] || { echo "$file: 800 lines or more"; bad=1; }
    if LC_ALL=C.UTF-8 awk -v f="$file" 'length($0) > 100 { print f ":" NR ": over 100 columns"; b = 1 } END { exit !b }' "$file"; then bad=1; fi
  done
done
exit $bad
