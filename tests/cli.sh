#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The program as a person meets it: results, messages, exit statuses.
set -u
. "$top_srcdir/tests/expect.sh"
cp "$top_srcdir/examples/defence-talks.ttl" "$work/talks.ttl"
cd "$work" || exit 99
lines() { [ "$(wc -l <out)" = "$1" ] || { fail "$(wc -l <out) lines, not $1"; cat out; }; }

expect 2
expect 2 fly
says "no command 'fly' ("
for typed in improt:export qeury:query ingset:ingest ing:ingest; do
  expect 2 ${typed%:*}
  [ $typed = improt:export ] || says "did you mean '${typed#*:}'?"
done
expect 1 queries time-line
says "did you mean 'timeline'?"
expect 1 queries nothing-like-it
says "no query 'nothing-like-it' ("
echo 'ASK { }' >ask.rq
: >ask.nt
expect 0 query --data ask.nt - <ask.rq # standard input is no query's name
expect 0 --help
cp out help
expect 0 help
cmp -s out help || fail "help is not --help"
expect 0 --version
cp out version
expect 0 -V
cmp -s out version || fail "-V is not --version"
expect 0 help query
grep -q '^usage: attache query' out || fail "help query"
expect 2 help fly
says "no command 'fly'"
expect 2 -s none.db query posts
says "no option '-s' before a command: put it behind, as in 'attache query -s …'"
expect 2 --bogus
says "as in 'attache COMMAND --bogus …'"
# wrong options: one line each, that says which
one_line() { [ "$(wc -l <err)" = 1 ] && [[ $(cat err) == "attache "* ]] || { fail "not one line of attache's"; cat err; }; }
expect 2 ingest --bogus
says "attache ingest: no option '--bogus' ('attache ingest --help')"
one_line
expect 2 ingest --jbos=3 x
says "no option '--jbos': did you mean '--jobs'?"
one_line
expect 2 ingest -q x
says "no option '-q'"
one_line
expect 2 ingest --date
says "a value is missing behind: --date"
one_line
expect 2 query --check=3 x
says "--check takes no value: 3"
one_line
expect 2 ingest --input docx x
says "unknown input: docx; there are plain, html, json, jsonl, mail"
expect 2 query --engine steam x
says "unknown engine: steam; there are attache, rasqal"
expect 2 query --format ttl x
says "unknown format: ttl; there are table, csv, tsv, json, xml, html, turtle, "
expect 2 ingest --no-store --format ttl x
says "unknown format: ttl; there are turtle, trig, "
for pair in --timeout:-1 --memory:x --service-timeout:x --threads:0 --threads:1.5; do
  expect 2 query ${pair%:*} ${pair#*:} x
  says "attache query: ${pair%:*}: no number"
done
expect 2 load --max-term x x
says "--max-term: no number of bytes: x"
expect 2 ingest --url 'not a url' x
says "no URL, such as https://example.org/article: not a url"
mkdir empty
for option in --no-store --jobs=2; do
  expect 0 ingest -s empty.db $option empty
  says "attache ingest: empty: no article in this folder"
done
for command in load query export remove stats check; do
  expect 0 $command --help
  grep -q "^usage: attache $command" out || fail "$command --help"
  expect 2 $command --no-such-option
done
expect 3 export
says "attache.db: no store there; 'attache ingest' or 'attache load' makes one"
expect 3 remove http://ex/g
[ ! -e attache.db ] || fail "a store was made by looking"

expect 2 load
expect 1 load missing.ttl
says "missing.ttl: No such file"
expect 0 load --graph http://ex/g talks.ttl
says "19 statements read"
expect 0 check
expect 0 export --format ntriples
lines 19
grep -q 'ingrid-solheim> <https://w3id.org/defrel/ns#metWith>' out || fail "metWith is lost"
grep -q '"Artūrs Kalve"' out || fail "UTF-8 is lost"
cp out first.nt
expect 0 load --graph http://ex/g talks.ttl
expect 0 load --graph http://ex/h talks.ttl
expect 0 export --format ntriples
sort out >a; sort first.nt >b
cmp -s a b || fail "the union repeats triples"
expect 0 export --format nquads
lines 38
for format in turtle trig rdfxml ntriples nquads jsonld dot; do
  expect 0 export --format $format
  cp out "once.$format"
  expect 0 export --format $format
  cmp -s out "once.$format" || fail "$format differs from run to run"
done
for format in turtle rdfxml; do # read back, the same triples
  rm -rf back.db
  expect 0 load -s back.db --syntax $format --default-graph once.$format
  expect 0 export -s back.db --format ntriples
  sort out >a
  cmp -s a b || fail "$format does not read back"
done
names='PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?name WHERE { ?p foaf:name ?name } ORDER BY ?name'
expect 0 query --format csv "$names" # two graphs hold the same triples: each answer once
[ "$(tr -d '\r' <out)" = "$(printf 'name\nArtūrs Kalve\nIngrid Solheim')" ] || { fail "csv"; cat out; }
echo "$names" >names.rq
for format in table tsv json xml html; do
  expect 0 query --format $format names.rq
  grep -q 'Ingrid Solheim' out || { fail "query --format $format"; cat out; }
done
expect 0 query 'ASK { ?s <http://ex/never> ?o }'
grep -qx false out || fail "ASK"
expect 0 query --format ntriples 'CONSTRUCT { ?p a <http://ex/C> } WHERE { ?p <http://xmlns.com/foaf/0.1/name> ?n }'
lines 2
expect 1 query 'SELECT WHERE {'
says "query: line 1"
expect 1 query missing.rq
expect 2 query --format turtle "$names"
expect 2 query --format klingon "$names"
expect 2 query
expect 3 query -s none.db "$names"
expect 1 remove http://ex/g http://ex/none
says "no graph <http://ex/none>"
expect 0 export --format nquads
lines 38
expect 0 stats
grep -qx 'quads                 38' out || { fail "stats: quads"; cat out; }
grep -qx '          19  http://ex/h' out || { fail "stats: graphs"; cat out; }
grep -qx ' *4 *2 *2  http://xmlns.com/foaf/0.1/name' out || { fail "stats: predicates"; cat out; }
expect 0 remove http://ex/h
says "19 statements removed"
expect 0 export --graph http://ex/g --format nquads
lines 19
expect 1 export --graph http://ex/h
expect 2 export --format klingon
says "unknown format: klingon; there are turtle, trig, ntriples, nquads, rdfxml, jsonld, dot"
expect 0 export -o file.ttl
[ -s file.ttl ] || fail "export -o"

# nothing half-loaded
printf '<http://ex/s> <http://ex/p> "one" .\n<http://ex/s> <http://ex/p> .\n' >broken.nt
printf '<http://ex/s> <http://ex/p> "two" .\n' >good.nt
expect 1 load good.nt broken.nt
says "broken.nt:2: "
says "nothing was loaded"
expect 0 export --format nquads
lines 19
expect 2 load --syntax nonsense good.nt
says "unknown RDF syntax 'nonsense'; there are rdfxml, ntriples, turtle, "

# IRIs as tables and exports show them: short, below the base that exports have
base=https://w3id.org/defrel
printf '<%s/id/person/x> <http://xmlns.com/foaf/0.1/name> "Åse X" .\n' $base >short.nt
expect 0 load -s short.db --graph $base/doc/1f2e short.nt
name='{ <id/person/x> foaf:name ?name }'
expect 0 query -s short.db --format csv "SELECT ?name $name"
grep -q 'Åse X' out || fail "a relative IRI is not below the base"
echo "SELECT ?name $name" | "$ATTACHE" query -s short.db --format csv - | grep -q 'Åse X' || fail "nor on standard input"
expect 0 query -s short.db --format csv "BASE <http://ex/> SELECT ?name $name"
grep -q 'Åse X' out && fail "BASE does not count more"
echo "SELECT ?name $name" >relative.rq # a file's relative IRIs are beside it
expect 0 query -s short.db --format csv relative.rq
grep -q 'Åse X' out && fail "the base of a file is not the file's IRI"
expect 0 query --data ask.nt --format csv 'SELECT ?o FROM <short.nt> FROM NAMED <./short.nt> { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }' # a path, there
grep -q 'Åse X' out || fail "FROM and a path"
expect 0 update -s short.db 'INSERT DATA { <id/person/x> foaf:nick "x" }'
expect 0 export -s short.db --format ntriples
grep -q "^<$base/id/person/x> <http://xmlns.com/foaf/0.1/nick>" out || fail "an update's relative IRI"
expect 1 export -s short.db --graph doc/none
says "no graph <$base/doc/none> in the store ('attache stats' lists them)"
expect 0 export -s short.db --graph doc/1f2e --format ntriples
lines 1
expect 0 remove -s short.db doc/1f2e
says "1 statement removed"

# blank nodes of two loads stay apart
printf '_:x <http://ex/p> _:y .\n' >blank.nt
expect 0 load -s blank.db --default-graph blank.nt
expect 0 load -s blank.db --default-graph blank.nt
expect 0 export -s blank.db --format ntriples
lines 2

# what is no store
expect 3 stats -s talks.ttl
says "talks.ttl: a file, and no attache store"
mkdir fake.db && head -c 20000 /dev/zero >fake.db/data.mdb
expect 3 stats -s fake.db
# a full device
if [ -w /dev/full ]; then
  "$ATTACHE" export >/dev/full 2>err
  [ $? = 3 ] || fail "a full disk goes unnoticed"
  says "cannot be written"
fi

# every syntax; packed; what is broken is named
printf '<http://ex/s> <http://ex/p> "x" .\n' >a.nt
cp a.nt a.ttl && cp a.nt a.nq
printf '<http://ex/in> { <http://ex/s> <http://ex/p> "x" . }' >a.trig
printf '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://ex/">%s</rdf:RDF>' \
  '<rdf:Description rdf:about="http://ex/s"><e:p>x</e:p></rdf:Description>' >a.rdf
printf '{"http://ex/s":{"http://ex/p":[{"type":"literal","value":"x"}]}}' >a.json
printf '<html xmlns="http://www.w3.org/1999/xhtml"><body about="http://ex/s"><p property="http://ex/p">x</p></body></html>' >a.html
for pair in nt:ntriples ttl:turtle nq:nquads trig:trig rdf:rdfxml json:json html:rdfa; do
  gzip -kf "a.${pair%%:*}"
  for file in "a.${pair%%:*}" "a.${pair%%:*}.gz"; do
    rm -rf syntax.db
    expect 0 load -s syntax.db --syntax "${pair#*:}" --default-graph "$file"
    expect 0 export -s syntax.db --format ntriples
    cmp -s out a.nt || { fail "$file is read wrongly"; cat out; }
  done
done
rm -rf syntax.db
for file in a.nt.gz a.ttl.gz a.rdf.gz; do
  expect 0 load -s syntax.db "$file" # the syntax told from the name
done
seq 1 5000 | sed 's|.*|<http://ex/s&> <http://ex/p> "&" .|' | gzip | head -c 6000 >cut.nt.gz
expect 1 load -s syntax.db cut.nt.gz
says "cut.nt.gz: the gzip data is damaged or cut off"
printf '\n<http://ex/s> <http://ex/p> "\xff" .\n' >bytes.ttl
cp bytes.ttl bytes.nt
expect 1 load -s syntax.db bytes.ttl
says "bytes.ttl:2: not UTF-8"
expect 1 load -s syntax.db bytes.nt
says "bytes.nt:2: "
head -c 4000 "$ATTACHE" >program.bin
expect 1 load -s syntax.db program.bin
(printf '<http://ex/s> <http://ex/p> '; head -c 200000 /dev/zero | tr '\0' '[') >deep.ttl
expect 1 load -s syntax.db deep.ttl
expect 0 export -s syntax.db --format nquads
lines 3
# a reader that goes away is no error of ours
"$ATTACHE" export -s syntax.db 2>err | head -c 1 >/dev/null
[ ! -s err ] || fail "a broken pipe is talked about"
if [ "$(id -u)" != 0 ]; then
  chmod 000 a.nt
  expect 1 load a.nt
  says "a.nt: Permission denied"
fi
expect 0 check
exit $bad
