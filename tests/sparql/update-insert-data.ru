PREFIX : <http://example.org/>
INSERT DATA { :x :likes :y . GRAPH :west { :x :likes :z } }
