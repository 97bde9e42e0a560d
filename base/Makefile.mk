noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = base/arena.c base/arena.h base/buffer.c base/buffer.h base/status.c base/status.h
