noinst_LTLIBRARIES += libontology.la
libontology_la_SOURCES = ontology/reference.c ontology/reference.h \
  ontology/vocab.h
libontology_la_LIBADD = libgraph.la libbase.la

# Tables of the domain, read at run time: see docs/data-files.md.
ontologydatadir = $(pkgdatadir)/ontology
dist_ontologydata_DATA = \
  ontology/abbreviations.tsv \
  ontology/boilerplate.tsv \
  ontology/courtesies.tsv \
  ontology/defrel.ttl \
  ontology/frames.tsv ontology/rules.tsv \
  ontology/initiative-heads.tsv \
  ontology/words.tsv \
  ontology/initiatives.tsv \
  ontology/names-given.tsv \
  ontology/org-kinds.tsv \
  ontology/organizations.tsv \
  ontology/place-heads.tsv \
  ontology/title-states.tsv \
  ontology/places-extra.tsv \
  ontology/places.tsv \
  ontology/plover.tsv \
  ontology/prefixes \
  ontology/ranks.tsv \
  ontology/roles.tsv \
  ontology/shapes.ttl \
  ontology/states.tsv \
  ontology/topics.tsv

ontologymapsdir = $(pkgdatadir)/ontology/maps
dist_ontologymaps_DATA = ontology/maps/mme.map
EXTRA_DIST += ontology/vocab.py
