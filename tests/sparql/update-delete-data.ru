PREFIX : <http://example.org/>
DELETE DATA { :ada :met :bo . :nobody :met :bo . GRAPH :west { :bo :likes :tea } }
