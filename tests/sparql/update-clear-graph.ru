PREFIX : <http://example.org/>
CLEAR GRAPH :west
