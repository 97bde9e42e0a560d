PREFIX : <http://example.org/>
ADD :west TO :east
