noinst_LTLIBRARIES += libqueries.la
libqueries_la_SOURCES = queries/ast.h queries/lexer.c queries/parse.c queries/parse.h queries/parse_expr.c queries/parse_query.c \
  queries/parse_scope.c queries/parse_term.c queries/parse_update.c \
  queries/rasqal.c queries/rasqal.h queries/table.c queries/table.h graph/librdf_storage.c \
  graph/librdf_storage.h
libqueries_la_CFLAGS = $(AM_CFLAGS) $(REDLAND_CFLAGS)
libqueries_la_LIBADD = $(REDLAND_LIBS)
