#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Queries and requests that parse, and messages for those that do not.
failed=0
fine() { # COMMAND TEXT
  "$ATTACHE" "$1" --check "$2" >/dev/null 2>&1 || { echo "should parse: $2"; failed=1; }
}
wrong() { # COMMAND TEXT MESSAGE
  message=$("$ATTACHE" "$1" --check "$2" 2>&1)
  status=$?
  case $status:$message in
  1:*"$3"*) ;;
  *) echo "should be refused with '$3': $2"; echo "  status $status: $message"; failed=1 ;;
  esac
}
fine query 'SELECT * { ?s (dr:a|^dr:b)*/!(dr:c|^a) ?o . [] dr:p (1 -2.5 "x"@en) ; a ?t ; }'
fine query 'SELECT ?k (SUM(?v + 1) AS ?n) { ?s dr:v ?v . BIND(STR(?s) AS ?k) } GROUP BY ?k HAVING (COUNT(*) > 1) ORDER BY DESC(?n) LIMIT 3 OFFSET 1'
fine query 'CONSTRUCT WHERE { ?s ?p ?o }'
fine query 'DESCRIBE <http://a.example/> FROM NAMED <http://g.example/>'
fine query 'ASK { ?s ?p ?o MINUS { ?s a ?t } OPTIONAL { SELECT ?x { VALUES (?x ?y) { (1 UNDEF) } } } FILTER NOT EXISTS { ?s ?p 2 } FILTER(?o NOT IN (1,2) && ?o+1 < 3) }'
fine query 'SELECT ?x { SERVICE SILENT ?g { ?x ?p "\u00e9" } GRAPH ?g { ?x a dr:Q } }'
fine update 'INSERT DATA { <a:b> <a:c> 1 GRAPH <a:g> { <a:b> <a:c> _:b } } ; DELETE WHERE { ?s ?p ?o } ; LOAD SILENT <a:f> INTO GRAPH <a:g> ; MOVE DEFAULT TO <a:h>'
fine update 'WITH <a:g> DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } USING NAMED <a:h> WHERE { ?s ?p 1 }'
fine update ''
wrong query 'SELECT * { ?s ?p }' "line 1, column 18: found '}', expected"
wrong query 'SELECT * {
 ?s nowhere:p ?o }' "line 2, column 5: the prefix 'nowhere:' is not declared"
wrong query 'SELECT * {' 'found the end'
wrong query 'SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }' '?x is already in scope'
wrong query 'SELECT ?x ?y { ?x ?y ?z } GROUP BY ?x' '?y is neither a key'
wrong query 'SELECT * { _:a ?p ?o OPTIONAL { _:a ?q ?r } }' '_:a is already used'
wrong query 'SELECT * { ?s ?p STRLEN(1) }' "found 'STRLEN'"
wrong query 'SELECT * { FILTER(STRLEN(1, 2)) }' 'found 2 arguments of STRLEN'
wrong query 'SELECT * { VALUES (?x ?y) { (1) } }' 'found 1 values in a row, expected 2'
wrong query 'SELECT * { ?s ?p "no end }' 'no end'
wrong update 'INSERT DATA { ?s ?p 1 }' 'no variables in DATA'
wrong update 'DELETE DATA { _:a <a:p> 1 }' 'no blank node'
wrong query "ASK { FILTER($(printf '%2000s' | tr ' ' '(')1) }" 'nested more than'
"$ATTACHE" query --check --no-default-prefixes 'ASK { ?s dr:p ?o }' 2>/dev/null && failed=1
"$ATTACHE" query --check 'ASK { ?s ?p é ; }' 2>&1 | grep -q '^  ASK { ?s ?p é ; }$' || { echo "line not shown"; failed=1; }
exit $failed
