PREFIX : <http://ex/>
INSERT DATA { :n :p 1 , _:b . GRAPH :g { _:b :q "x" } } ;
WITH :g DELETE { ?s ?p ?o } INSERT { ?s :was ?o . GRAPH :k { ?o :of [] } } USING :g USING NAMED :h WHERE { ?s ?p ?o . GRAPH ?x { ?s :q ?v } } ;
DELETE WHERE { GRAPH ?g { ?s :q ?o } } ; DELETE DATA { :a :p :b } ; LOAD SILENT <file:///etc/hostname> INTO GRAPH :m ;
CREATE SILENT GRAPH :m ; COPY :g TO :m ; ADD DEFAULT TO :m ; MOVE SILENT :none TO DEFAULT ; CLEAR NAMED ; DROP ALL
