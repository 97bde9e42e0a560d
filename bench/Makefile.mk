EXTRA_PROGRAMS += bench/generate bench/store
CLEANFILES += bench/generate bench/store
bench_generate_SOURCES = bench/generate.c
bench_store_SOURCES = bench/store.c
bench_store_LDADD = libgraph.la libbase.la
EXTRA_DIST += bench/run bench/sparql bench/sparql.mjs bench/queries

# Figures, never part of 'make check'.
bench: attache bench/generate bench/store
	@$(top_srcdir)/bench/run
bench-sparql: attache bench/generate
	@$(top_srcdir)/bench/sparql
.PHONY: bench bench-sparql
