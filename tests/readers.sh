#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What is read of pages, messages, JSON and text of many outlets: metadata and paragraphs as in
# tests/readers/NAME.expected (UPDATE=1 writes them anew); gzip; bad input named with a remedy.
set -u
. "$top_srcdir/tests/expect.sh"
case $top_srcdir in /*) source=$top_srcdir ;; *) source=$PWD/$top_srcdir ;; esac
cd "$work" || exit 99
for file in "$source"/tests/readers/*; do
  name=${file##*/}
  case $name in *.expected) continue ;; esac
  (cd "$source/tests/readers" && "$ATTACHE" analyse --text "$name") >out 2>&1
  [ "${UPDATE:-}" = 1 ] && cp out "$file.expected"
  cmp -s out "$file.expected" || { fail "$name"; diff "$file.expected" out; }
done

# The same article, packed, from standard input, or forced to be what it is.
page=$source/tests/readers/wordpress.html
expect 0 ingest --no-store "$page"
cp out first
gzip -c "$page" >page.gz
expect 0 ingest --no-store page.gz
cmp -s out first || fail "packed, a page reads otherwise"
expect 0 ingest --no-store - <page.gz
cmp -s out first || fail "from standard input, a page reads otherwise"
expect 0 ingest --no-store --input html "$page"
cmp -s out first || fail "told to be HTML, a page reads otherwise"
expect 0 ingest --no-store --input plain "$page"
grep -q 'isString> ".*<html' out || fail "told to be plain, a page is still HTML"

# Nothing of the page around the article becomes a fact.
grep -E 'person/|org/|place/' first >facts
for stranger in juma odhiambo tanzanian tarang cookie; do
  grep -qi "$stranger" facts && fail "$stranger is a fact"
done
grep -q 'creator> "Wanjiru Maina"' first || fail "no byline"
grep -q 'person/wanjiru-maina' first && fail "the byline's author is a fact"

# What the user says counts more than what the article says.
expect 0 ingest --no-store --date 2020-01-02 --url http://x.example/ --publisher 'The X' "$page"
for said in 'issued> "2020-01-02"' 'sourceUrl> <http://x.example/>' 'publisher> "The X"'; do
  grep -qF "$said" out || fail "no $said"
done

# Fields of JSON by their paths
printf '%s\n' '{"a":{"words":"Defence Minister Ana Sousa met Captain Rui Lopes in Mindelo."},"day":"2020-01-09"}' >paths.jsonl
expect 1 ingest --no-store paths.jsonl
says "paths.jsonl:1: no text in it; name its field with --field text=NAME; there are a.words, day"
printf '%s\n' '{"Headline":"Talks","TEXT":"Defence Minister Ana Sousa met Captain Rui Lopes.","html":""}' '{"text" 1}' '{}' >case.jsonl
expect 1 ingest --no-store case.jsonl
grep -q 'title> "Talks"' out || fail "names of fields in capitals"
says "case.jsonl:2: column 9: "
says "case.jsonl:3: no text in it; name its field with --field text=NAME; it has none"
expect 0 ingest --no-store --field text=a.words --field date=day paths.jsonl
grep -q 'issued> "2020-01-09"' out || fail "no date by its path"
expect 1 ingest --no-store --field text=a.word paths.jsonl
says "paths.jsonl:1: no a.word in it; there are a.words, day"
expect 1 ingest --no-store --field text=a paths.jsonl
says "paths.jsonl:1: no text in it; there are a.words, day"
printf '%s\n' '{"payload":{"copy":""},"uid":1}' >empty.jsonl
expect 1 ingest --no-store --field text=payload.copy empty.jsonl
says "empty.jsonl:1: payload.copy is empty"
expect 0 ingest --no-store --field text=a.words --field date=nope --field title=head paths.jsonl paths.jsonl
says "attache ingest: no article has 'nope' (--field date=nope)"
says "attache ingest: no article has 'head' (--field title=head)"
grep -q "has 'a.words'" err && fail "a field that is there is missed"
printf '%s\n' '{"body_html":"<p>Defence Minister Ana Sousa met Captain Rui Lopes in Mindelo on Monday, and they talked about patrols.</p>"}' >html.jsonl
expect 0 ingest --no-store html.jsonl
grep -q 'person/ana-sousa' out || fail "no text in body_html"

# Dates in fields
dated() { # VALUE DAY
  printf '{"date":%s,"text":"Defence Minister Ana Sousa met Captain Rui Lopes."}\n' "$1" >dated.jsonl
  expect 0 ingest --no-store dated.jsonl
  if [ -n "$2" ]; then
    grep -qF "issued> \"$2\"^^" out || { fail "the date $1"; cat err; }
  else
    grep -q 'issued>' out && fail "a date in $1"
    says "is no date"
  fi
}
dated '"20230727"' 2023-07-27
dated 20230727 2023-07-27
dated '"20230727T101500Z"' 2023-07-27
dated 1690444800 2023-07-27
dated '"1690444800"' 2023-07-27
dated 1690444800000 2023-07-27
dated 1690444800.5 2023-07-27
dated '"31.07.2023"' 2023-07-31
dated '"01.02.2023 10:15"' 2023-02-01
dated '"27/07/2023"' 2023-07-27
dated '"07/27/2023"' 2023-07-27
dated '"7-27-2023"' 2023-07-27
dated '"06/06/2023"' 2023-06-06
dated '"07/06/2023"' ""
dated '"31.02.2023"' ""
dated '"12345"' ""
dated '"0123456789"' ""
dated '"2023-07"' 2023-07
grep -qF 'issued> "2023-07"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>' out || fail "a month is a date"

expect 2 ingest --no-store --field words=a paths.jsonl
says "'words=a' is no field"

# Bad input
head -c 300 page.gz >cut.gz
printf '\037\213\010\000garbage' >garbage.gz
printf '<html><body>caf\351 \000</body></html>' >nul.html
printf '[{"text":"a"},{"text":"b"}]' >array.json
printf '{"text": "A broken end' >broken.json
yes 'Minister Ana Sousa met Captain Rui Lopes.' | head -c 5000 >large.txt
expect 1 ingest -s db cut.gz garbage.gz array.json broken.json "$source/tests/readers/index.html" large.txt
says "cut.gz: broken gzip data (it ends too early)"
says "garbage.gz: broken gzip data"
says "array.json: an array of 2 values"
says "broken.json: line 1, column"
says "index.html: no article's text in this page"
says "large.txt: "
says "1 article read, 5 not"
"$ATTACHE" ingest --no-store nul.html >/dev/null 2>err
[ $? -le 1 ] || { fail "a page with a NUL"; cat err; }
expect 1 ingest --no-store --max-bytes 4999 large.txt
says "large.txt: more than 4999 bytes; raise the limit with --max-bytes"
# What is no text is named by its kind.
kind() { # BYTES SAID
  printf "$1" >kind.txt
  expect 1 ingest --no-store kind.txt
  says "kind.txt: this is $2"
}
kind '%%PDF-1.7\n%%\xe2\xe3\n' "a PDF; pdftotext makes text of it"
kind 'PK\003\004\024\000word/' "a zip archive, as .docx"
kind '\xff\xd8\xff\xe0' "an image (JPEG)"
kind '\x89PNG\r\n' "an image (PNG)"
kind '{\\rtf1 x}' "RTF"
printf '{"text":"short"}\n{"text":"%5000s"}\n{"text":"Minister Ana Sousa met Captain Rui Lopes."}\n' x >lines.jsonl
expect 1 ingest -s db --max-bytes 4999 lines.jsonl
says "lines.jsonl:2: more than 4999 bytes"
says "lines.jsonl:3: "
expect 2 ingest --input latex large.txt
expect 2 ingest --jobs 0 large.txt
expect 2 ingest --min-confidence 2 large.txt

# A broken pattern is named by file and line.
mkdir -p data/ontology data/text
cp "$source"/ontology/*.tsv data/ontology
ln -s "$source/text/model" data/text/model
chmod -R u+w data/ontology
printf 'start\tdrop\t(unclosed\n' >>data/ontology/boilerplate.tsv
ATTACHE_DATA=$PWD/data expect 3 ingest --no-store large.txt
says "ontology/boilerplate.tsv:"
exit $bad
