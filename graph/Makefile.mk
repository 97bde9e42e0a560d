noinst_LTLIBRARIES += libgraph.la
libgraph_la_SOURCES = graph/block.c graph/block.h graph/check.c graph/cursor.c graph/dict.c graph/index.c \
  graph/load.c graph/load.h graph/store.c graph/store.h graph/store_internal.h graph/term.c \
  graph/term.h graph/writer.c graph/writer.h
libgraph_la_LIBADD = libbase.la $(RAPTOR_LIBS) $(LMDB_LIBS) $(XXHASH_LIBS)
