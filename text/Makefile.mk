# Bytes to analysed sentences; knows nothing of RDF. No fused multiply-add: every build must give
# the same analysis.
noinst_LTLIBRARIES += libtext.la
libtext_la_SOURCES = text/conllu.c text/conllu.h text/document.c text/document.h text/features.c text/lemma.c text/lemma.h text/model.c \
  text/model.h text/model_file.c text/model_internal.h text/reader.c text/reader.h text/segment.c text/segment.h \
  text/tree.c
libtext_la_CFLAGS = $(AM_CFLAGS) $(ATT_VECTOR_CFLAGS) -ffp-contract=off
libtext_la_LIBADD = libbase.la $(XXHASH_LIBS) -lm

modeldir = $(pkgdatadir)/text/model
dist_model_DATA = text/model/english.attm
