/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "cmd/cmd.h"
#include "cmd/iri.h"
#include "cmd/load.h"
#include "graph/csv_map.h"
#include "graph/load.h"

static int run(int argc, char **argv);

const cmd_command cmd_load = {
    "load", run, "RDF files into the store",
    "usage: attache load [-s STORE] [--graph IRI | --default-graph] [--syntax NAME] FILE…\n"
    "       attache load [-s STORE] [--graph IRI | --default-graph] --map MAP FILE.csv …\n\n"
    "Loads RDF in any syntax that raptor reads, gzip-packed or not; all files\n"
    "are loaded, or none is.\n\n"
    "  -s, --store STORE   the store's folder; made where it is missing\n"
    "  --graph IRI         the graph for triples that have none (else the file's own IRI)\n"
    "  --default-graph     … the default graph instead\n"
    "  --syntax NAME       turtle, ntriples, nquads, trig, rdfxml, … (else told from the file)\n"
    "  --max-bytes N       the largest file, unpacked (17179869184)\n"
    "  --max-term N        the longest literal or IRI, in bytes (16777216)\n"
    "  --map MAP           the files are CSV tables, and MAP says what their columns mean\n"
    "  -h, --help          this text\n"};

typedef struct {
  const char *graph, *syntax;
  att_csv_map *map;
  bool default_graph;
  uint64_t most_bytes, most_term;
} load_options;

enum { OPTION_BYTES = 256, OPTION_TERM };

/* file: IRI of a path, percent-encoded; to be freed. NULL where the path cannot be resolved. */
static char *file_iri(const char *path) {
  char absolute[PATH_MAX];
  return realpath(path, absolute) ? (char *)raptor_uri_filename_to_uri_string(absolute) : NULL;
}

/* A table's rows, into the named graph or the default one. */
static att_status load_table(att_txn *txn, FILE *file, const char *path, const char *graph,
                             const load_options *options, uint64_t *ret_count, att_error *error) {
  att_quad_sink sink = att_store_sink(txn);
  const char *into = options->default_graph ? NULL : graph;
  return att_csv_map_read(options->map, file, path, into, &sink, ret_count, error);
}

static ssize_t unpack(void *context, char *bytes, size_t size) {
  cmd_unpacking *from = context;
  int read = gzread(from->packed, bytes, size < 1 << 30 ? (unsigned)size : 1 << 30), code = Z_OK;
  if (read <= 0)
    gzerror(from->packed, &code);
  from->damaged |= code != Z_OK && code != Z_STREAM_END;
  return from->damaged ? -1 : read;
}

static int end_unpacking(void *context) {
  return gzclose(((cmd_unpacking *)context)->packed);
}

FILE *cmd_open_packed(const char *path, cmd_unpacking *from) {
  static const cookie_io_functions_t functions = {.read = unpack, .close = end_unpacking};
  *from = (cmd_unpacking){.packed = gzopen(path, "rb")};
  FILE *file = from->packed ? fopencookie(from, "rb", functions) : NULL;
  if (!file && from->packed)
    gzclose(from->packed);
  return file;
}

static att_status load_one(att_txn *txn, const char *path, const load_options *options,
                           uint64_t *total, att_error *error) {
  cmd_unpacking from;
  FILE *file = cmd_open_packed(path, &from);
  char *iri = file ? file_iri(path) : NULL;
  if (!file || !iri) {
    att_status failed = att_error_set(error, ATT_ERR_IO, "%s: %s", path, strerror(errno));
    if (file)
      fclose(file);
    return failed;
  }
  att_id graph = ATT_ID_DEFAULT_GRAPH;
  uint64_t count = 0;
  att_status status = ATT_OK;
  if (!options->default_graph) {
    att_term term = att_term_iri(options->graph ? options->graph : iri);
    status = att_txn_intern(txn, &term, &graph, error);
  }
  att_load_options load = {.name = path,
                           .base = iri,
                           .syntax = options->syntax,
                           .graph = graph,
                           .most_bytes = options->most_bytes,
                           .most_term = options->most_term};
  if (status == ATT_OK && options->map)
    status =
        load_table(txn, file, path, options->graph ? options->graph : iri, options, &count, error);
  else if (status == ATT_OK)
    status = att_load_file(txn, file, &load, &count, error);
  fclose(file);
  if (from.damaged)
    status = att_error_set(error, ATT_ERR_SYNTAX, "%s: the gzip data is damaged or cut off", path);
  raptor_free_memory(iri);
  *total += count;
  return status;
}

/* Takes a bound of --max-bytes or --max-term. */
static bool read_bound(const char *text, uint64_t *ret_bound) {
  char *end;
  errno = 0;
  unsigned long long bound = strtoull(text, &end, 10);
  if (errno || *end != '\0' || *text < '0' || *text > '9' || bound == 0)
    return false;
  *ret_bound = bound;
  return true;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"graph", required_argument, NULL, 'g'},
                                          {"default-graph", no_argument, NULL, 'd'},
                                          {"syntax", required_argument, NULL, 'x'},
                                          {"map", required_argument, NULL, 'm'},
                                          {"max-bytes", required_argument, NULL, OPTION_BYTES},
                                          {"max-term", required_argument, NULL, OPTION_TERM},
                                          {NULL, 0, NULL, 0}};
  const char *path = cmd_default_store();
  load_options chosen = {.most_bytes = ATT_LOAD_MOST_BYTES, .most_term = ATT_LOAD_MOST_TERM};
  const char *map = NULL;
  int option;
  while ((option = cmd_option(&cmd_load, argc, argv, "s:h", options, &path)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    if (option == OPTION_BYTES && !read_bound(optarg, &chosen.most_bytes))
      return cmd_usage("load", "--max-bytes: no number of bytes", optarg);
    if (option == OPTION_TERM && !read_bound(optarg, &chosen.most_term))
      return cmd_usage("load", "--max-term: no number of bytes", optarg);
    chosen.graph = option == 'g' ? optarg : chosen.graph;
    map = option == 'm' ? optarg : map;
    chosen.syntax = option == 'x' ? optarg : chosen.syntax;
    chosen.default_graph |= option == 'd';
  }
  if (optind == argc)
    return cmd_usage("load", "no file to load", NULL);
  if (chosen.graph != NULL && !cmd_iri_is_absolute(chosen.graph))
    return cmd_usage("load", "no absolute IRI, such as https://example.org/graph", chosen.graph);
  for (int i = optind; i < argc; i++)
    if (access(argv[i], R_OK) != 0) {
      fprintf(stderr, "attache load: %s: %s\n", argv[i], strerror(errno));
      return CMD_NO;
    }
  att_error error;
  if (map && att_csv_map_open(map, &chosen.map, &error) != ATT_OK)
    return cmd_fail("load", &error);
  att_store *store;
  att_txn *txn;
  int begun = cmd_begin("load", path, true, true, &store, &txn);
  if (begun != CMD_FINE) {
    att_csv_map_close(chosen.map);
    return begun;
  }
  att_status status = ATT_OK;
  uint64_t total = 0;
  for (int i = optind; i < argc && status == ATT_OK; i++)
    status = load_one(txn, argv[i], &chosen, &total, &error);
  att_csv_map_close(chosen.map);
  int failed = status != ATT_OK ? cmd_fail("load", &error) : CMD_FINE;
  int ended = cmd_end("load", store, txn, status == ATT_OK);
  if (failed)
    fprintf(stderr, "attache load: nothing was loaded\n");
  else if (ended == CMD_FINE)
    fprintf(stderr, "%llu statement%s read into %s\n", (unsigned long long)total, cmd_plural(total),
            path);
  return failed ? failed : ended;
}
