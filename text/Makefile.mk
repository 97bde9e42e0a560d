# Bytes to analysed sentences; knows nothing of RDF. No fused multiply-add: every build must give
# the same analysis. -Wno-psabi: lanes.h passes vectors, but only to what is inlined.
noinst_LTLIBRARIES += libtext.la
libtext_la_SOURCES = text/abbreviation.c text/abbreviation.h text/boilerplate.c text/boilerplate.h text/conllu.c text/conllu.h text/date.c text/dateline.c text/document.c text/document.h text/features.c text/format.h text/html.c text/html.h text/html_blocks.c text/html_choose.c text/html_meta.c \
  text/input.c text/json.c text/json.h text/lanes.h text/layout.c text/lemma.c text/lemma.h text/mail.c text/model.c \
  text/model.h text/model_ends.c text/model_file.c text/model_internal.h text/model_lstm.c text/model_math.c text/reader.c text/reader.h text/segment.c text/segment.h text/source.c \
  text/tree.c
libtext_la_CFLAGS = $(AM_CFLAGS) $(PCRE_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS) $(ZLIB_CFLAGS) $(ATT_VECTOR_CFLAGS) -ffp-contract=off -Wno-psabi
libtext_la_LIBADD = libbase.la $(XXHASH_LIBS) $(PCRE_LIBS) $(XML_LIBS) $(JANSSON_LIBS) $(ZLIB_LIBS) $(NETTLE_LIBS) -lm

modeldir = $(pkgdatadir)/text/model
dist_model_DATA = text/model/english.attm text/model/sentences.attm
