PREFIX : <http://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { ?x :met ?y } INSERT { ?y :metBy ?x } WHERE { ?x :met ?y FILTER (?x = :ada) } ;
DELETE WHERE { ?x :age ?a } ;
INSERT DATA { GRAPH :west { :ed :likes :rye } } ;
CLEAR GRAPH :east ;
DELETE { GRAPH :west { ?s ?p ?o } } WHERE { GRAPH :west { ?s ?p ?o FILTER (?o = :tea) } }
