PREFIX : <http://example.org/>
ADD :east TO DEFAULT
