if HAVE_CMOCKA
check_PROGRAMS += tests/test_block tests/test_fault tests/test_format tests/test_grow tests/test_ntriples tests/test_store tests/test_term
TESTS += tests/test_block tests/test_fault tests/test_format tests/test_grow tests/test_ntriples tests/test_store tests/test_term
tests_test_grow_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_grow_LDADD = libgraph.la libbase.la $(CMOCKA_LIBS)
tests_test_fault_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_fault_LDADD = libgraph.la libbase.la $(CMOCKA_LIBS)
tests_test_format_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_format_LDADD = libgraph.la libbase.la $(CMOCKA_LIBS) $(LMDB_LIBS)
tests_test_ntriples_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_ntriples_LDADD = libgraph.la libbase.la $(CMOCKA_LIBS)
tests_test_block_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_block_LDADD = libgraph.la libbase.la $(CMOCKA_LIBS)
tests_test_store_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_store_LDADD = libgraph.la libbase.la $(CMOCKA_LIBS)
tests_test_term_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_term_LDADD = libgraph.la libbase.la $(CMOCKA_LIBS)
check_PROGRAMS += tests/test_lines tests/test_table
TESTS += tests/test_lines tests/test_table
tests_test_lines_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_lines_LDADD = libbase.la $(CMOCKA_LIBS)
tests_test_table_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_table_LDADD = libbase.la $(CMOCKA_LIBS)
check_PROGRAMS += tests/test_threads
TESTS += tests/test_threads
tests_test_threads_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_threads_LDADD = libextract.la libontology.la libgraph.la libtext.la libbase.la $(CMOCKA_LIBS) -lpthread
check_PROGRAMS += tests/test_raw
TESTS += tests/test_raw
tests_test_raw_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_test_raw_LDADD = libextract.la libontology.la libgraph.la libtext.la libbase.la $(CMOCKA_LIBS)
endif
TESTS += tests/cli.sh tests/dump.sh tests/load.sh tests/store.sh tests/crash.sh tests/export.sh tests/ingest.sh tests/layers.sh tests/linking.sh tests/man.sh tests/ontology.sh tests/rdfproc.sh tests/reference.sh tests/score.sh tests/shacl.sh
TESTS += tests/librdf.sh
EXTRA_DIST += tests/librdf.py tests/librdf.sh
TESTS += tests/explain.sh tests/facts.sh tests/golden.sh tests/jobs.sh tests/readers.sh
EXTRA_DIST += tests/golden.sh tests/golden tests/explain.sh tests/facts.py tests/facts.sh tests/facts tests/jobs.sh tests/readers.sh tests/readers
TESTS += tests/differential.sh tests/hard.sh tests/oxigraph.sh tests/service.sh tests/sparql.sh tests/spill.sh tests/sparql_syntax.sh tests/w3c.sh
EXTRA_DIST += tests/differential.py tests/differential.sh tests/hard.sh tests/oxigraph.mjs tests/oxigraph.py tests/oxigraph.sh tests/endpoint.py tests/service.sh tests/sparql.sh tests/spill.sh tests/sparql tests/sparql_syntax.sh tests/w3c.sh
EXTRA_DIST += tests/articles tests/articles-two-readers
EXTRA_DIST += tests/expect.sh tests/readback.py tests/readback.mjs tests/rdf/awkward.nq tests/rdf/picture.ttl
EXTRA_DIST += tests/ontology.py tests/dump.sh tests/cli.sh tests/crash.sh tests/load.sh tests/store.sh tests/export.sh tests/ingest.sh tests/layers.sh tests/linking.sh tests/man.sh tests/ontology.sh tests/rdfproc.sh tests/reference.sh tests/score.sh tests/shacl.sh
EXTRA_DIST += tests/linking/table.map tests/linking/table.csv tests/linking/ours.ttl tests/linking/dyads.nt tests/linking/exercises.rdf
check_PROGRAMS += tests/ends
tests_ends_LDADD = libtext.la libbase.la
TESTS += tests/analyse.sh tests/eval_conllu.sh tests/model.sh tests/names.sh tests/segment.sh tests/treebanks.sh tests/corpora.sh
EXTRA_DIST += tests/analyse.sh tests/corpora.sh tests/segment.sh tests/treebanks.sh tests/sentences/boundaries.txt
EXTRA_DIST += tests/names.sh tests/sentences/README.md tests/sentences/names.txt tests/sentences/names-held-out.txt tests/sentences/trees.conllu
EXTRA_DIST += tests/eval_conllu.sh tests/eval_conllu.py tests/model.sh tests/model/words.conllu
EXTRA_DIST += train/README.md train/attm.py train/average.py train/calibrate.py train/check_conllu.py train/data.py train/domain.py train/gum.py train/network.py train/recurrent.py train/scan.c train/sentences.py train/templates.txt train/eval_conllu.py train/eval_entities.py train/eval_names.py train/features.py train/raw_text.py train/reference.py train/train.py
AM_TESTS_ENVIRONMENT = ATTACHE='$(abs_top_builddir)/attache'; export ATTACHE; \
  top_builddir='$(abs_top_builddir)'; export top_builddir; \
  top_srcdir='$(top_srcdir)'; export top_srcdir; \
  ATTACHE_DATA='$(abs_top_srcdir)'; export ATTACHE_DATA; \
  LSAN_OPTIONS='suppressions=$(abs_top_srcdir)/tests/lsan.supp:print_suppressions=0'; export LSAN_OPTIONS;
EXTRA_DIST += tests/lsan.supp
TESTS += tests/canned.sh tests/completion.sh tests/parallel.sh tests/readme.sh
EXTRA_DIST += tests/parallel.sh tests/readme.sh tests/canned.sh tests/canned tests/completion.sh

# The tests of threads alone: for a build with --enable-sanitizers=thread (HACKING.md), where all tests would take long.
check-threads: attache$(EXEEXT)
	$(MAKE) $(AM_MAKEFLAGS) check-TESTS check_PROGRAMS=tests/test_threads TESTS='tests/test_threads tests/jobs.sh tests/parallel.sh'

# The same bytes from five builds: tests/identical.sh.
check-identical:
	top_srcdir='$(top_srcdir)' bash $(top_srcdir)/tests/identical.sh
.PHONY: check-threads check-identical
EXTRA_DIST += tests/identical.sh

clean-local:
	rm -rf tests/shacl tests/node identical
