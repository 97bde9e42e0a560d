#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ontology/shapes.ttl, by the npm package rdf-validate-shacl: the reference data and what the articles
# say keep the shapes, and each of the faults below is found. Skipped without node, or where npm
# cannot fetch the package.
set -u
command -v node >/dev/null && command -v npm >/dev/null || { echo "node or npm is missing"; exit 77; }
source=$(cd "$top_srcdir" && pwd) || exit 99
tools=$top_builddir/tests/shacl
mkdir -p "$tools" && cd "$tools" || exit 99
if [ ! -d node_modules/rdf-validate-shacl ] || [ ! -d node_modules/@zazuko/env ]; then
  npm install --silent --no-audit --no-fund --prefix . rdf-validate-shacl@0.5 @zazuko/env@2 n3@1 >npm.out 2>&1 ||
    { echo "npm could not fetch rdf-validate-shacl"; exit 77; }
fi
cat >validate.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { Parser } from 'n3'
import rdf from '@zazuko/env'
import SHACLValidator from 'rdf-validate-shacl'
const read = file => rdf.dataset(new Parser().parse(readFileSync(file, 'utf8')))
const report = await new SHACLValidator(read(process.argv[2]), { factory: rdf }).validate(read(process.argv[3]))
for (const r of report.results)
  console.log(r.focusNode?.value, r.path?.value ?? '', r.sourceConstraintComponent?.value.replace(/.*#/, ''))
process.exit(report.conforms ? 0 : 1)
JS
bad=0
shapes=$source/ontology/shapes.ttl
rm -rf s.db
"$ATTACHE" reference -s s.db 2>/dev/null && "$ATTACHE" export -s s.db --format ntriples >reference.nt || exit 99
node validate.mjs "$shapes" reference.nt >found 2>&1 || { echo "FAIL: reference data:"; head -5 found; bad=1; }
"$ATTACHE" ingest -s s.db "$source"/examples/*.txt "$source"/tests/articles/*.txt 2>/dev/null &&
  "$ATTACHE" export -s s.db --format ntriples >articles.nt || exit 99
node validate.mjs "$shapes" articles.nt >found 2>&1 || { echo "FAIL: articles:"; head -5 found; bad=1; }

head='@prefix dr: <https://w3id.org/defrel/ns#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix schema: <http://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @base <http://example.org/> .'
event='a dr:Meeting, dr:Event, sem:Event, schema:Event'
right="$head <e> $event ; dr:status dr:held ; dr:participant <p> . <p> a foaf:Person ; foaf:name \"A B\" .
<m> a dr:InitiativeMove ; dr:initiative <i> ; dr:action dr:host ; dr:status dr:explored ."
echo "$right" >right.ttl
node validate.mjs "$shapes" right.ttl >found 2>&1 || { echo "FAIL: right.ttl:"; cat found; bad=1; }
check() { # triples, component that must be reported
  echo "$head $1" >wrong.ttl
  node validate.mjs "$shapes" wrong.ttl >found 2>&1 && { echo "FAIL: conforms: $1"; bad=1; }
  grep -q "$2" found || { echo "FAIL: no $2 for: $1"; head -5 found; bad=1; }
}
check '<p> a foaf:Person .' MinCountConstraintComponent
check "<e> $event ; dr:status dr:happened ." InConstraintComponent
check '<e> a dr:Meeting .' HasValueConstraintComponent
check "<e> $event ; dr:status dr:held ; dr:method \"rule\" ; dr:confidence 1.5 ; dr:evidence <x> ." MaxInclusiveConstraintComponent
check '<s> a dr:State, org:Organization, schema:Place ; skos:prefLabel "X" ; dr:iso3 "xx" .' PatternConstraintComponent
check '[] a foaf:Person ; foaf:name "A" .' NodeKindConstraintComponent
check '<m> a dr:InitiativeMove ; dr:initiative <i>, <j> ; dr:action dr:hold ; dr:status dr:agreed .' MaxCountConstraintComponent
exit $bad
