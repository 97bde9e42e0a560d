EXTRA_PROGRAMS += bench/extract bench/generate bench/librdf bench/query bench/store
CLEANFILES += bench/extract bench/generate bench/librdf bench/query bench/store
bench_extract_SOURCES = bench/extract.c cmd/article.c cmd/article.h cmd/document.c cmd/document.h
bench_extract_LDADD = libextract.la libgraph.la libtext.la libbase.la $(NETTLE_LIBS) $(RAPTOR_LIBS) $(ZLIB_LIBS)
bench_generate_SOURCES = bench/generate.c
bench_query_SOURCES = bench/query.c
bench_query_LDADD = libqueries.la libgraph.la libbase.la $(RAPTOR_LIBS)
bench_librdf_SOURCES = bench/librdf.c
bench_librdf_CFLAGS = $(AM_CFLAGS) $(REDLAND_CFLAGS)
bench_librdf_LDADD = $(REDLAND_LIBS) $(RAPTOR_LIBS)
bench_store_SOURCES = bench/store.c
bench_store_LDADD = libgraph.la libbase.la
EXTRA_DIST += bench/README.md bench/articles bench/librdf-storages bench/run bench/sparql bench/sparql.mjs bench/queries

# Figures, never part of 'make check'.
bench: attache bench/generate bench/store
	@$(top_srcdir)/bench/run
bench-articles: attache bench/extract
	@$(top_srcdir)/bench/articles
bench-stages: bench/extract
	@ATTACHE_DATA=$${ATTACHE_DATA:-$(top_srcdir)} ./bench/extract $${ROUNDS:-20} $(top_srcdir)/tests/articles/*.txt
bench-sparql: attache bench/generate bench/query
	@$(top_srcdir)/bench/sparql
bench-librdf: librdf_storage_attache.la bench/generate bench/librdf
	@$(top_srcdir)/bench/librdf-storages
.PHONY: bench-articles bench-stages bench-librdf bench bench-sparql
