PREFIX : <http://example.org/>
CLEAR SILENT GRAPH :north ; DROP SILENT GRAPH :south ; DELETE WHERE { ?s :met ?o }
