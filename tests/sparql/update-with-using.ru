PREFIX : <http://example.org/>
WITH :west DELETE { ?s :likes ?o } INSERT { ?s :likes :water } USING :east WHERE { ?s :likes ?o }
