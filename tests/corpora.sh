#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Extraction reads every text of the corpora to its end: ordinary sentences of many kinds, half a million words.
set -u
corpora=$top_srcdir/../shared/corpora
[ -d "$corpora" ] || { echo "no ../shared/corpora beside the project: not read"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
/usr/bin/python3 -B - "$corpora" "$work" <<'PY' || exit 1
import glob, json, os, sys
corpora, work = sys.argv[1:]

def write(name, sentences):
    """Articles of 100 sentences, four a paragraph."""
    for i in range(0, len(sentences), 100):
        part = sentences[i:i + 100]
        paragraphs = [" ".join(part[k:k + 4]) for k in range(0, len(part), 4)]
        with open(os.path.join(work, f"{name}-{i // 100:04}.txt"), "w") as out:
            out.write("\n\n".join(paragraphs))

for path in sorted(glob.glob(corpora + "/*/*.conllu")):
    write(os.path.basename(path)[:-7], [l[9:].strip() for l in open(path) if l.startswith("# text = ")])
for path in sorted(glob.glob(corpora + "/re3d-train/*/documents.json")):
    for i, line in enumerate(open(path)):
        document = json.loads(line)
        name = os.path.basename(os.path.dirname(path)).replace(" ", "-")
        with open(os.path.join(work, f"{name}-{i:04}.txt"), "w") as out:
            out.write(document["title"] + "\n\n" + document["text"])
PY
set -- "$work"/*.txt
echo "$# articles"
"$ATTACHE" ingest --no-store --date 2024-05-05 "$@" >"$work/facts" 2>"$work/errors" || bad=1
cat "$work/errors"
[ "$(wc -l <"$work/facts")" -gt 100000 ] || { echo "too few facts: $(wc -l <"$work/facts")"; bad=1; }
exit $bad
