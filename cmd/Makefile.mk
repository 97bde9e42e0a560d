bin_PROGRAMS += attache
attache_SOURCES = cmd/check.c cmd/cmd.c cmd/cmd.h cmd/export.c cmd/load.c cmd/main.c cmd/query.c cmd/remove.c \
  cmd/stats.c
attache_LDADD = libqueries.la libgraph.la libbase.la $(RAPTOR_LIBS)
