PREFIX : <http://example.org/>
INSERT { GRAPH ?g { :all :likes ?o } } WHERE { GRAPH ?g { ?s :likes ?o } }
