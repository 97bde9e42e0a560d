# Tables of the domain, read at run time: see docs/data-files.md.
ontologydatadir = $(pkgdatadir)/ontology
dist_ontologydata_DATA = ontology/states.tsv
