PREFIX : <http://example.org/>
INSERT { ?o :likes ?s . ?s :likes ?nothing } WHERE { ?s :age ?o }
