noinst_LTLIBRARIES += libqueries.la
libqueries_la_SOURCES = queries/rasqal.c queries/rasqal.h queries/table.c queries/table.h graph/librdf_storage.c \
  graph/librdf_storage.h
libqueries_la_CFLAGS = $(AM_CFLAGS) $(REDLAND_CFLAGS)
libqueries_la_LIBADD = $(REDLAND_LIBS)
