#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Files of many pieces, which a thread parses beside the writer: every line end, every syntax, and
# errors with the lines they are in.
set -u
. "$top_srcdir/tests/expect.sh"
cd "$work" || exit 99
export ATTACHE_STORE="$work/one.db"

# Some pieces (of 256 KiB); characters of two to four bytes stand at every place of a piece's end sooner or later
awk 'BEGIN { for (i = 0; i < 25000; i++) {
  s = i % 7 ? "<http://ex/s" i ">" : "_:b" i % 70
  o = i % 3 ? "\"é€😀 " i "\"@en-GB" : i % 2 ? "\"" i "\"^^<http://www.w3.org/2001/XMLSchema#integer>" : "_:b" i % 70
  printf "%s <http://ex/p%d> %s .\n", s, i % 5, o } }' | sort -u >many.nt
wc -c <many.nt | awk '{ exit $1 < 900000 }' || fail "too small a file"
sum() { "$ATTACHE" export -s "$1" --format ntriples | sed 's/_:[A-Za-z0-9]*/_:/g' | sort | cksum; }
expected=$(sed 's/_:[A-Za-z0-9]*/_:/g; s/@en-GB/@en-gb/' many.nt | sort | cksum)
labels() { "$ATTACHE" export -s "$1" --format ntriples | grep -o '_:[A-Za-z0-9]*' | sort -u | wc -l; }

load() { # NAME: loads it into a store of its own, which must hold what many.nt does
  expect 0 load -s "$1.db" --default-graph "$1"
  expect 0 check -s "$1.db"
  [ "$(sum "$1.db")" = "$expected" ] || fail "$1 is not what many.nt is"
  [ "$(labels "$1.db")" = "$(grep -o '_:[A-Za-z0-9]*' many.nt | sort -u | wc -l)" ] || fail "$1: blank nodes"
}
cp many.nt many.nq
cp many.nt many.ttl
sed 's/$/\r/' many.nt >returns.nt
tr '\n' '\r' <many.nt >mac.nt
head -c -1 many.nt >open.nt
gzip -kf many.nt
{ echo '{'; cat many.nt; echo '}'; } >many.trig
for file in many.nt many.nq many.ttl returns.nt mac.nt open.nt many.nt.gz many.trig; do
  load "$file"
done

lines=$(wc -l <many.nt)
wrong() { # NAME LINE TEXT: the file is refused, and nothing of it stays
  expect 1 load --default-graph good.nt "$1"
  says "$1:$2: $3"
  [ "$(wc -l <err)" = 2 ] || { fail "$1: not one line"; cat err; }
  expect 0 export --format nquads
  [ ! -s out ] || fail "$1 is half-loaded"
}
echo '<http://ex/s> <http://ex/p> "good" .' >good.nt
expect 0 load --default-graph good.nt
expect 0 update 'DELETE WHERE { ?s ?p ?o }'
for name in many.nt many.nq returns.nt; do
  { cat $name; echo '<http://ex/s> <http://ex/p> .'; cat $name; } >"bad-$name"
  wrong "bad-$name" $((lines + 1)) "expected an object"
done
{ cat mac.nt; printf '<http://ex/s> "p" "x" .\r'; cat mac.nt; } >bad-mac.nt
wrong bad-mac.nt $((lines + 1)) "expected a predicate"
{ cat many.nt; printf '<http://ex/s> <http://ex/p> "\xe2\x82" .\n'; cat many.nt; } >bad-utf8.nt
wrong bad-utf8.nt $((lines + 1)) "not UTF-8: byte 0xE2"
cp bad-utf8.nt bad-utf8.ttl
wrong bad-utf8.ttl $((lines + 1)) "not UTF-8: byte 0xE2"
{ cat many.nt; printf '<http://ex/s> <http://ex/p> "x" <http://ex/g> .\n'; } >graph.nt
wrong graph.nt $((lines + 1)) "expected '.' behind the statement"
{ cat many.nt; printf '<http://ex/s> <http://ex/p> "x\xed\xa0\x80" .'; } >surrogate.ttl
wrong surrogate.ttl $((lines + 1)) "not UTF-8: byte 0xED"
{ cat many.nt; printf '<http://ex/s> <http://ex/p> "x'; } >ends.nt
wrong ends.nt $((lines + 1)) "a string that does not end on its line"

# one line longer than a piece
{ printf '<http://ex/s> <http://ex/p> "'; head -c 3000000 /dev/zero | tr '\0' 'x'; echo '" .'; } >long.nt
expect 0 load -s long.db --default-graph long.nt
expect 0 export -s long.db --format ntriples
cmp -s out long.nt || fail "a long literal comes back otherwise"

# bounds
expect 1 load -s long.db --max-term 2999999 long.nt
says "long.nt:1: a term is longer than 2999999 bytes"
expect 0 load -s long.db --max-term 3000000 --max-bytes 3000100 --default-graph long.nt
too_large() { # FILE TEXT: refused with the bounds, and nothing of it stays
  expect 1 load --default-graph --max-term 200 --max-bytes 4000000 good.nt "$1"
  says "$2"
  says "nothing was loaded"
  expect 0 export --format nquads
  [ ! -s out ] || fail "$1 is half-loaded"
}
for ending in nt nq; do
  { cat many.nt; printf '<http://ex/s> <http://ex/p> "%0201d" .\n' 7; cat many.nt; } >"term.$ending"
  too_large "term.$ending" "term.$ending:$((lines + 1)): a term is longer than 200 bytes"
done
cp term.nt term.ttl
too_large term.ttl "term.ttl: a term is longer than 200 bytes"
printf '<http://ex/s> <http://ex/p> <http://ex/%0200d> .\n' 7 >iri.nt
too_large iri.nt "iri.nt:1: a term is longer than 200 bytes"
head -c 5000000 /dev/zero | tr '\0' '\n' | gzip >bomb.nt.gz
too_large bomb.nt.gz ": the file is larger than 4000000 bytes"
nested() { head -c 40000 /dev/zero | sed "s|\x0|$1|g"; }
{ printf '<http://ex/s> <http://ex/p> '; nested '['; } >boxes.ttl
{ printf '<http://ex/s> <http://ex/p> '; nested '( '; } >lists.ttl
{ printf '{"http://ex/s":'; nested '{"a":['; } >deep.rj
for deep in boxes.ttl lists.ttl; do too_large $deep "$deep:1: "; done
expect 1 load --syntax json deep.rj
expect 2 load --max-term no many.nt
: >empty.nt
expect 0 load -s empty.db empty.nt

# a graph is an absolute IRI
expect 2 load -s empty.db --graph 'not an iri' empty.nt
expect 2 load -s empty.db --graph doc/zz empty.nt
expect 0 load -s empty.db --graph urn:ex:graph empty.nt

# language tags are the same without regard to case
printf '<http://ex/s> <http://ex/p> "x"@en-GB, "x"@EN-gb, "x"@en .\n' >tags.ttl
expect 0 load -s tags.db --default-graph tags.ttl
expect 0 query -s tags.db --format tsv 'SELECT ?o { ?s ?p ?o } ORDER BY ?o'
[ "$(wc -l <out)" = 3 ] || { fail "tags that differ in case are different"; cat out; }
grep -q '"x"@en-gb' out || fail "a tag is not in small letters"
expect 0 query -s tags.db 'ASK { ?s ?p "x"@En-Gb }'
grep -q true out || fail "a tag in other letters is not found"
exit $bad
