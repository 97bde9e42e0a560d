PREFIX : <http://example.org/>
COPY :west TO :west
