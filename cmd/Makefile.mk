bin_PROGRAMS += attache
attache_SOURCES = cmd/analyse.c cmd/article.c cmd/article.h cmd/canned.c cmd/canned.h cmd/check.c cmd/cmd.c cmd/cmd.h \
  cmd/dataset.c cmd/dataset.h cmd/document.c cmd/document.h cmd/dump.c cmd/duplicates.c cmd/duplicates.h cmd/explain.c cmd/passage.c cmd/passage.h \
  cmd/export.c cmd/ingest.c cmd/iri.c cmd/iri.h cmd/load.c cmd/load.h cmd/main.c cmd/nearest.c cmd/nearest.h cmd/paths.c cmd/paths.h cmd/pool.c cmd/pool.h cmd/progress.c \
  cmd/progress.h cmd/provenance.c cmd/provenance.h cmd/query.c cmd/reference.c cmd/remove.c \
  cmd/sparql.c cmd/sparql.h cmd/stats.c cmd/terms.c cmd/terms.h cmd/unfound.c cmd/unfound.h cmd/update.c
attache_LDADD = libqueries.la libextract.la libgraph.la libtext.la libbase.la $(NETTLE_LIBS) $(RAPTOR_LIBS) $(ZLIB_LIBS) -lpthread
attache_CFLAGS = $(AM_CFLAGS) $(NETTLE_CFLAGS) -pthread
