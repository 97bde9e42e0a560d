noinst_LTLIBRARIES += libbase.la
libbase_la_CPPFLAGS = $(AM_CPPFLAGS) -DATT_PKGDATADIR='"$(pkgdatadir)"' -DATT_SOURCEDIR='"$(abs_top_srcdir)"'
libbase_la_SOURCES = base/arena.c base/arena.h base/buffer.c base/buffer.h base/data.c base/data.h base/lines.c base/lines.h base/scratch.c base/scratch.h base/status.c base/status.h base/table.c base/table.h base/utf8.c base/utf8.h base/view.h
