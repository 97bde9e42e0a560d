PREFIX : <http://example.org/>
DELETE { ?a :met ?b } INSERT { ?b :met ?a } WHERE { ?a :met ?b }
