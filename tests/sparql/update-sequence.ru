PREFIX : <http://example.org/>
INSERT DATA { :x :met :y } ; DELETE { ?s :met :y } INSERT { ?s :met :z } WHERE { ?s :met :y } ; DELETE WHERE { :ada :met ?o }
