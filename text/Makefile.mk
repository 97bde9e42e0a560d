# Bytes to analysed sentences; knows nothing of RDF.
noinst_LTLIBRARIES += libtext.la
libtext_la_SOURCES = text/document.c text/document.h
libtext_la_LIBADD = libbase.la
