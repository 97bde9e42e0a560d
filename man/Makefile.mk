# Manual pages, made of what --help says: tests/man.sh holds the list against the program's.
man_commands = ingest query queries export load reference remove explain dump restore stats analyse check update
nodist_man1_MANS = man/attache.1
nodist_man1_MANS += man/attache-ingest.1
nodist_man1_MANS += man/attache-query.1
nodist_man1_MANS += man/attache-queries.1
nodist_man1_MANS += man/attache-export.1
nodist_man1_MANS += man/attache-load.1
nodist_man1_MANS += man/attache-reference.1
nodist_man1_MANS += man/attache-remove.1
nodist_man1_MANS += man/attache-explain.1
nodist_man1_MANS += man/attache-dump.1
nodist_man1_MANS += man/attache-restore.1
nodist_man1_MANS += man/attache-stats.1
nodist_man1_MANS += man/attache-analyse.1
nodist_man1_MANS += man/attache-check.1
nodist_man1_MANS += man/attache-update.1
EXTRA_DIST += man/page.sh man/ingest.mdoc man/explain.mdoc man/load.mdoc man/export.mdoc man/query.mdoc man/update.mdoc
man/attache-export.1: $(srcdir)/man/export.mdoc
man/attache-load.1: $(srcdir)/man/load.mdoc
man/attache-explain.1: $(srcdir)/man/explain.mdoc
man/attache-ingest.1: $(srcdir)/man/ingest.mdoc
man/attache-query.1: $(srcdir)/man/query.mdoc
man/attache-update.1: $(srcdir)/man/update.mdoc
CLEANFILES += $(nodist_man1_MANS)
man/attache.1: man/page.sh attache$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) man && $(srcdir)/man/page.sh ./attache$(EXEEXT) >$@.part && mv $@.part $@
man/attache-%.1: man/page.sh attache$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) man && $(srcdir)/man/page.sh ./attache$(EXEEXT) $* >$@.part && mv $@.part $@
