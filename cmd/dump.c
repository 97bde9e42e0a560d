/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "cmd/cmd.h"
#include "cmd/load.h"
#include "graph/load.h"
#include "graph/writer.h"

static int run_dump(int argc, char **argv);
static int run_restore(int argc, char **argv);

const cmd_command cmd_dump = {
    "dump", run_dump, "the whole store into one packed file",
    "usage: attache dump [-s STORE] FILE\n\n"
    "Writes all that the store holds, graph by graph, as N-Quads packed by gzip, for safe\n"
    "keeping and for moving to another format version.\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  -h, --help          this text\n"};

const cmd_command cmd_restore = {
    "restore", run_restore, "a dump into a new store",
    "usage: attache restore [-s STORE] FILE\n\n"
    "Fills a store that is new or empty with what 'attache dump' wrote; all of it, or nothing.\n\n"
    "  -s, --store STORE   the store's folder, made if need be\n"
    "  -h, --help          this text\n"};

static att_status write_packed(void *context, const void *bytes, size_t size, att_error *reterr) {
  const char *at = bytes;
  while (size > 0) {
    unsigned part = size < 1 << 20 ? (unsigned)size : 1 << 20;
    if (gzwrite(context, at, part) != (int)part)
      return att_error_set(reterr, ATT_ERR_IO, "the dump cannot be written: %s", strerror(errno));
    at += part;
    size -= part;
  }
  return ATT_OK;
}

/* As a scan gives them: in order, as att_writer_write() has them, they would all be in memory. */
static att_status send(att_txn *txn, const att_sink *bytes, att_error *reterr) {
  att_writer *writer;
  ATT_TRY(att_writer_new("nquads", bytes, &writer, reterr));
  att_quad_sink sink = att_writer_sink(writer);
  att_status status = att_store_send(txn, &(att_quad){0}, NULL, 0, &sink, reterr);
  if (status == ATT_OK)
    status = att_writer_end(writer, reterr);
  att_writer_free(writer);
  return status;
}

/* By way of a file beside it, so that a failure leaves the old one as it was. */
static att_status dump_to(att_txn *txn, const char *path, att_error *reterr) {
  char part[4096];
  if ((size_t)snprintf(part, sizeof part, "%s.part", path) >= sizeof part)
    return att_error_set(reterr, ATT_ERR_USAGE, "the dump's path is too long");
  gzFile out = gzopen(part, "wb6");
  if (out == NULL)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", part, strerror(errno));
  att_sink sink = {write_packed, out};
  att_status status = send(txn, &sink, reterr);
  if (gzclose(out) != Z_OK && status == ATT_OK)
    status = att_error_set(reterr, ATT_ERR_IO, "the dump cannot be written: %s", strerror(errno));
  if (status == ATT_OK && rename(part, path) != 0)
    status = att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  if (status != ATT_OK)
    remove(part);
  return status;
}

static int run_dump(int argc, char **argv) {
  const char *path;
  int exit_status;
  cmd_store_option(&cmd_dump, argc, argv, &path, &exit_status);
  if (!path)
    return exit_status;
  if (optind + 1 != argc)
    return cmd_usage("dump", "which file is it to be", NULL);
  att_store *store;
  att_txn *txn;
  att_error error;
  int begun = cmd_begin("dump", path, false, false, &store, &txn);
  if (begun != CMD_FINE)
    return begun;
  att_status status = dump_to(txn, argv[optind], &error);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("dump", &error);
  cmd_end("dump", store, txn, false);
  return failed;
}

static att_status restore_from(att_txn *txn, const char *path, uint64_t *ret_count,
                               att_error *reterr) {
  att_store_stats stats;
  cmd_unpacking from;
  ATT_TRY(att_txn_stats(txn, &stats, reterr));
  if (stats.quads > 0)
    return att_error_set(reterr, ATT_ERR_USAGE,
                         "the store holds %llu statements already; restore into a new one",
                         (unsigned long long)stats.quads);
  FILE *file = cmd_open_packed(path, &from);
  if (file == NULL)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  att_load_options load = {.name = path,
                           .base = "urn:x-attache:dump",
                           .syntax = "nquads",
                           .graph = ATT_ID_DEFAULT_GRAPH,
                           .relative = true};
  att_status status = att_load_file(txn, file, &load, ret_count, reterr);
  fclose(file);
  if (from.damaged)
    status = att_error_set(reterr, ATT_ERR_SYNTAX, "%s: the dump is damaged or cut off", path);
  return status;
}

static int run_restore(int argc, char **argv) {
  const char *path;
  int exit_status;
  cmd_store_option(&cmd_restore, argc, argv, &path, &exit_status);
  if (!path)
    return exit_status;
  if (optind + 1 != argc)
    return cmd_usage("restore", "which dump", NULL);
  att_store *store;
  att_txn *txn;
  att_error error;
  uint64_t count = 0;
  int begun = cmd_begin("restore", path, true, true, &store, &txn);
  if (begun != CMD_FINE)
    return begun;
  att_status status = restore_from(txn, argv[optind], &count, &error);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("restore", &error);
  int ended = cmd_end("restore", store, txn, status == ATT_OK);
  if (!failed && !ended)
    fprintf(stderr, "%llu statement%s restored into %s\n", (unsigned long long)count,
            cmd_plural(count), path);
  return failed ? failed : ended;
}
