noinst_LTLIBRARIES += libqueries.la
libqueries_la_SOURCES = queries/ast.h queries/lexer.c queries/parse.c queries/parse.h queries/parse_expr.c queries/parse_query.c \
  queries/parse_scope.c queries/parse_term.c queries/parse_update.c \
  queries/algebra.c queries/algebra.h queries/algebra_expr.c queries/algebra_select.c queries/exec.c queries/exec.h \
  queries/expr.c queries/expr.h queries/functions.c queries/functions_cast.c queries/functions_regex.c queries/functions.h queries/number.c queries/number.h \
  queries/crew.c queries/crew.h queries/op_counts.c queries/op_gather.c queries/op_group.c queries/op_hash.c queries/op_join.c queries/op_merge.c queries/op_order.c queries/op_row.c queries/op_scan.c queries/op_service.c queries/op_star.c \
  queries/path.c queries/plan.c queries/plan.h queries/plan_cost.c queries/plan_join.c queries/plan_note.c \
  queries/query.c queries/query_graph.c queries/query.h queries/results.c queries/results.h queries/results_read.c queries/results_read.h queries/run.h queries/runs.c queries/runs.h queries/update.c \
  queries/rasqal.c queries/rasqal.h queries/service.c queries/service.h queries/table.c queries/table.h graph/librdf_storage.c \
  graph/librdf_storage.h
libqueries_la_CFLAGS = $(AM_CFLAGS) $(REDLAND_CFLAGS) $(NETTLE_CFLAGS) $(PCRE_CFLAGS) $(CURL_CFLAGS) $(YAJL_CFLAGS) $(XML_CFLAGS)
libqueries_la_LIBADD = $(REDLAND_LIBS) $(NETTLE_LIBS) $(PCRE_LIBS) $(CURL_LIBS) $(YAJL_LIBS) $(XML_LIBS) $(XXHASH_LIBS) -lm

# The module that librdf loads: the storage and the query language by the name "attache".
librdfmoduledir = @librdfmoduledir@
librdfmodule_LTLIBRARIES = librdf_storage_attache.la
librdf_storage_attache_la_SOURCES = queries/librdf_module.c queries/librdf_query.c queries/librdf_query.h
librdf_storage_attache_la_CFLAGS = $(AM_CFLAGS) $(REDLAND_CFLAGS)
librdf_storage_attache_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version \
  -export-symbols-regex '^librdf_storage_module_register_factory$$'
librdf_storage_attache_la_LIBADD = libqueries.la libgraph.la $(REDLAND_LIBS)

canneddir = $(pkgdatadir)/queries/canned
dist_canned_DATA = queries/canned/documents.rq \
  queries/canned/dyad-year.rq \
  queries/canned/dyad-year-beside.rq \
  queries/canned/events.rq \
  queries/canned/exercise-editions.rq \
  queries/canned/exercises-elsewhere.rq \
  queries/canned/evidence.rq \
  queries/canned/initiatives.rq \
  queries/canned/organizations.rq \
  queries/canned/posts.rq \
  queries/canned/statements.rq \
  queries/canned/thanks.rq \
  queries/canned/timeline.rq \
  queries/canned/topics-by-state.rq \
  queries/canned/visits.rq \
  queries/canned/who-met-whom.rq
