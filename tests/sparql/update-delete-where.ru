PREFIX : <http://example.org/>
DELETE WHERE { ?s :met ?o . ?o :met :di }
