PREFIX : <http://example.org/>
INSERT { :seen :likes ?o } USING NAMED :east WHERE { GRAPH ?g { ?s :likes ?o } }
