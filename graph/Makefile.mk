noinst_LTLIBRARIES += libgraph.la
libgraph_la_SOURCES = graph/block.c graph/block.h graph/change.c graph/change.h graph/check.c graph/counts.c graph/counts.h graph/csv_map.c graph/csv_map.h graph/cursor.c graph/dict.c graph/environment.c graph/environment.h graph/index.c \
  graph/load.c graph/load.h graph/ntriples.c graph/ntriples.h graph/parse.c graph/parse.h graph/raptor_term.c graph/raptor_term.h graph/sink.c graph/sink.h graph/sorted_lines.c graph/sorted_lines.h graph/spill.c graph/spill.h graph/store.c graph/store.h graph/store_internal.h graph/pages.c graph/pages.h graph/temporary.c graph/term.c graph/trust.c graph/upgrade.c graph/upgrade.h \
  graph/term.h graph/vocabulary.c graph/vocabulary.h \
  graph/quad_set.c graph/quad_set.h graph/writer.c graph/writer.h graph/writer_dot.c graph/writer_internal.h \
  graph/writer_jsonld.c graph/writer_ntriples.c graph/writer_out.c graph/writer_rdfxml.c graph/writer_turtle.c
libgraph_la_LIBADD = libbase.la $(RAPTOR_LIBS) $(LMDB_LIBS) $(XXHASH_LIBS) -lcsv -lpthread
