# Fuzz targets. `make check` replays the inputs in tests/fuzz/corpus/; `make fuzz` (configure with
# CC=clang --enable-fuzzing) runs each target under libFuzzer for $(FUZZ_SECONDS) seconds.
fuzz_targets = nquads store reader text article sparql results
fuzz_common = tests/fuzz/fuzz.c tests/fuzz/fuzz.h
fuzz_libraries = libextract.la libontology.la libgraph.la libtext.la libbase.la

check_PROGRAMS += tests/fuzz/replay_nquads tests/fuzz/replay_reader tests/fuzz/replay_store tests/fuzz/replay_article
tests_fuzz_replay_nquads_SOURCES = tests/fuzz/nquads.c tests/fuzz/replay.c $(fuzz_common)
tests_fuzz_replay_nquads_LDADD = $(fuzz_libraries)
tests_fuzz_replay_reader_SOURCES = tests/fuzz/reader.c tests/fuzz/replay.c $(fuzz_common)
tests_fuzz_replay_reader_LDADD = $(fuzz_libraries)
tests_fuzz_replay_store_SOURCES = tests/fuzz/store.c tests/fuzz/replay.c $(fuzz_common)
tests_fuzz_replay_store_LDADD = $(fuzz_libraries)
tests_fuzz_replay_article_SOURCES = tests/fuzz/article.c tests/fuzz/replay.c $(fuzz_common)
tests_fuzz_replay_article_LDADD = $(fuzz_libraries)
check_PROGRAMS += tests/fuzz/replay_text
tests_fuzz_replay_text_SOURCES = tests/fuzz/text.c tests/fuzz/replay.c $(fuzz_common)
tests_fuzz_replay_text_LDADD = $(fuzz_libraries)
check_PROGRAMS += tests/fuzz/replay_sparql tests/fuzz/replay_results
tests_fuzz_replay_sparql_SOURCES = tests/fuzz/sparql.c tests/fuzz/replay.c $(fuzz_common)
tests_fuzz_replay_sparql_LDADD = libqueries.la $(fuzz_libraries)
tests_fuzz_replay_results_SOURCES = tests/fuzz/results.c tests/fuzz/replay.c $(fuzz_common)
tests_fuzz_replay_results_LDADD = libqueries.la $(fuzz_libraries)
TESTS += tests/fuzz/run

EXTRA_PROGRAMS += tests/fuzz/fuzz_nquads tests/fuzz/fuzz_reader tests/fuzz/fuzz_store tests/fuzz/fuzz_article
tests_fuzz_fuzz_nquads_SOURCES = tests/fuzz/nquads.c $(fuzz_common)
tests_fuzz_fuzz_nquads_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_nquads_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_reader_SOURCES = tests/fuzz/reader.c $(fuzz_common)
tests_fuzz_fuzz_reader_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_reader_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_store_SOURCES = tests/fuzz/store.c $(fuzz_common)
tests_fuzz_fuzz_store_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_store_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_article_SOURCES = tests/fuzz/article.c $(fuzz_common)
tests_fuzz_fuzz_article_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_article_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
EXTRA_PROGRAMS += tests/fuzz/fuzz_text
tests_fuzz_fuzz_text_SOURCES = tests/fuzz/text.c $(fuzz_common)
tests_fuzz_fuzz_text_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_text_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
EXTRA_PROGRAMS += tests/fuzz/fuzz_sparql tests/fuzz/fuzz_results
tests_fuzz_fuzz_sparql_SOURCES = tests/fuzz/sparql.c $(fuzz_common)
tests_fuzz_fuzz_sparql_LDADD = libqueries.la $(fuzz_libraries)
tests_fuzz_fuzz_sparql_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_results_SOURCES = tests/fuzz/results.c $(fuzz_common)
tests_fuzz_fuzz_results_LDADD = libqueries.la $(fuzz_libraries)
tests_fuzz_fuzz_results_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
CLEANFILES += $(EXTRA_PROGRAMS)

FUZZ_SECONDS = 600
fuzz: $(fuzz_targets:%=tests/fuzz/fuzz_%)
	@for target in $(fuzz_targets); do \
	  mkdir -p tests/fuzz/found/$$target && \
	  LSAN_OPTIONS=suppressions=$(abs_top_srcdir)/tests/lsan.supp:print_suppressions=0 \
	  ATTACHE_DATA=$(abs_top_srcdir) tests/fuzz/fuzz_$$target -max_total_time=$(FUZZ_SECONDS) -timeout=20 \
	    -rss_limit_mb=3000 -detect_leaks=0 -artifact_prefix=tests/fuzz/found/$$target- tests/fuzz/found/$$target \
	    $(top_srcdir)/tests/fuzz/corpus/$$target || exit 1; \
	done
.PHONY: fuzz
EXTRA_DIST += tests/fuzz/uncovered.txt tests/fuzz/run tests/fuzz/corpus
