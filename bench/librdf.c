/* SPDX-License-Identifier: Apache-2.0
 *
 * librdf's storages beside each other: one storage a run, every operation timed through librdf's
 * own API. Usage: librdf STORAGE NAME OPTIONS GRAPH.nt: prints "operation seconds" lines and the
 * answers' counts, which must be the same for all. bench/librdf-storages makes the comparison. */
#include <librdf.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SAMPLES = 1000, WIDE_SAMPLES = 5, GRAPHS = 10, GRAPH_TRIPLES = 100 };

static const char join[] =
    "PREFIX dr: <https://w3id.org/defrel/ns#> PREFIX org: <http://www.w3.org/ns/org#>\n"
    "SELECT ?event ?person ?post WHERE {\n"
    "  ?event a dr:Meeting . ?event dr:participant ?person .\n"
    "  ?person org:holds ?post . ?person dr:country <https://w3id.org/defrel/id/state/3> }";

typedef struct {
  librdf_world *world;
  librdf_storage *storage;
  librdf_model *model;
  librdf_statement **all; /* every triple of the file */
  size_t count, capacity;
} bench;

/* Processor time, so that other work on the machine does not count; BENCH_CLOCK=wall for the
 * clock's, which waits for disks too. */
static double now(void) {
  static int wall = -1;
  struct timespec time;
  if (wall < 0)
    wall = getenv("BENCH_CLOCK") && strcmp(getenv("BENCH_CLOCK"), "wall") == 0;
  clock_gettime(wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static _Noreturn void give_up(const char *what) {
  fprintf(stderr, "bench/librdf: %s\n", what);
  exit(1);
}

static void say(const char *operation, double begun, unsigned long long found) {
  printf("%s\t%.6f\t%llu\n", operation, now() - begun, found);
  fflush(stdout);
}

static void open_model(bench *b, char **argv) {
  b->storage = librdf_new_storage(b->world, argv[1], argv[2], argv[3]);
  b->model = b->storage ? librdf_new_model(b->world, b->storage, NULL) : NULL;
  if (!b->model)
    give_up("the storage does not open");
}

static void read_file(bench *b, const char *path) {
  librdf_parser *parser = librdf_new_parser(b->world, "ntriples", NULL, NULL);
  unsigned char *name = raptor_uri_filename_to_uri_string(path);
  librdf_uri *uri = librdf_new_uri(b->world, name);
  librdf_stream *stream = librdf_parser_parse_as_stream(parser, uri, uri);
  if (!stream)
    give_up("the graph cannot be read");
  for (; !librdf_stream_end(stream); librdf_stream_next(stream)) {
    if (b->count == b->capacity) {
      b->capacity = b->capacity ? 2 * b->capacity : 1024;
      b->all = realloc(b->all, b->capacity * sizeof *b->all);
      if (!b->all)
        give_up("out of memory");
    }
    b->all[b->count++] = librdf_new_statement_from_statement(librdf_stream_get_object(stream));
  }
  librdf_free_stream(stream);
  librdf_free_uri(uri);
  librdf_free_parser(parser);
  raptor_free_memory(name);
}

static unsigned long long drain(librdf_stream *stream) {
  unsigned long long count = 0;
  if (!stream)
    give_up("no stream");
  for (; !librdf_stream_end(stream); librdf_stream_next(stream))
    count += librdf_stream_get_object(stream) != NULL;
  librdf_free_stream(stream);
  return count;
}

/* The same draws for every storage. */
static librdf_statement *sample(const bench *b, size_t i) {
  return b->all[(i * 2654435761u + 12345) % b->count];
}

static void time_find(const bench *b, const char *operation, bool s, bool p, bool o,
                      size_t samples) {
  unsigned long long found = 0;
  double begun = now();
  for (size_t i = 0; i < samples; i++) {
    librdf_statement *from = sample(b, i), *pattern = librdf_new_statement(b->world);
    if (s)
      librdf_statement_set_subject(pattern,
                                   librdf_new_node_from_node(librdf_statement_get_subject(from)));
    if (p)
      librdf_statement_set_predicate(
          pattern, librdf_new_node_from_node(librdf_statement_get_predicate(from)));
    if (o)
      librdf_statement_set_object(pattern,
                                  librdf_new_node_from_node(librdf_statement_get_object(from)));
    found += drain(librdf_model_find_statements(b->model, pattern));
    librdf_free_statement(pattern);
  }
  say(operation, begun, found);
}

static void time_reads(const bench *b) {
  double begun = now();
  unsigned long long found = 0;
  for (size_t i = 0; i < WIDE_SAMPLES; i++)
    found = (unsigned long long)librdf_model_size(b->model);
  say("size", begun, found);
  time_find(b, "find s p o", true, true, true, SAMPLES);
  time_find(b, "find s p ?", true, true, false, SAMPLES);
  time_find(b, "find s ? o", true, false, true, SAMPLES);
  time_find(b, "find ? p o", false, true, true, WIDE_SAMPLES);
  time_find(b, "find s ? ?", true, false, false, SAMPLES);
  time_find(b, "find ? p ?", false, true, false, WIDE_SAMPLES);
  time_find(b, "find ? ? o", false, false, true, WIDE_SAMPLES);
  time_find(b, "find ? ? ?", false, false, false, 1);
  begun = now();
  for (size_t i = found = 0; i < SAMPLES; i++)
    found += librdf_model_contains_statement(b->model, sample(b, i)) != 0;
  say("contains", begun, found);
  begun = now();
  for (size_t i = found = 0; i < SAMPLES; i++) {
    librdf_node *node =
        librdf_model_get_target(b->model, librdf_statement_get_subject(sample(b, i)),
                                librdf_statement_get_predicate(sample(b, i)));
    found += node != NULL;
    librdf_free_node(node);
  }
  say("target of s p", begun, found);
}

static void time_serialise(const bench *b) {
  librdf_serializer *serializer = librdf_new_serializer(b->world, "ntriples", NULL, NULL);
  size_t length = 0;
  double begun = now();
  unsigned char *text =
      librdf_serializer_serialize_model_to_counted_string(serializer, NULL, b->model, &length);
  say("serialize", begun, text ? length : 0);
  librdf_free_memory(text);
  librdf_free_serializer(serializer);
}

static void time_join(const bench *b) {
  unsigned long long found = 0;
  double begun = now();
  librdf_query *query =
      librdf_new_query(b->world, "sparql", NULL, (const unsigned char *)join, NULL);
  librdf_query_results *results = query ? librdf_model_query_execute(b->model, query) : NULL;
  for (; results && !librdf_query_results_finished(results); librdf_query_results_next(results))
    found++;
  say("join of four", begun, found);
  librdf_free_query_results(results);
  librdf_free_query(query);
}

static librdf_node *graph_node(const bench *b, int number) {
  char iri[64];
  snprintf(iri, sizeof iri, "http://example.org/graph/%d", number);
  return librdf_new_node_from_uri_string(b->world, (const unsigned char *)iri);
}

static void time_contexts(const bench *b) {
  unsigned long long found = 0;
  double begun = now();
  for (int g = 0; g < GRAPHS; g++) {
    librdf_node *graph = graph_node(b, g);
    for (size_t i = 0; i < GRAPH_TRIPLES; i++)
      found += librdf_model_context_add_statement(
                   b->model, graph, b->all[((size_t)g * GRAPH_TRIPLES + i) % b->count]) == 0;
    librdf_free_node(graph);
  }
  librdf_model_sync(b->model);
  say("add in contexts", begun, found);
  begun = now();
  found = 0;
  for (int g = 0; g < GRAPHS; g++) {
    librdf_node *graph = graph_node(b, g);
    found += drain(librdf_model_context_as_stream(b->model, graph));
    librdf_free_node(graph);
  }
  say("read contexts", begun, found);
  begun = now();
  for (int g = 0; g < GRAPHS; g++) {
    librdf_node *graph = graph_node(b, g);
    librdf_model_context_remove_statements(b->model, graph);
    librdf_free_node(graph);
  }
  librdf_model_sync(b->model);
  say("remove contexts", begun, GRAPHS);
}

static void time_removals(const bench *b) {
  unsigned long long found = 0;
  double begun = now();
  for (size_t i = 0; i < SAMPLES; i++)
    found += librdf_model_remove_statement(b->model, sample(b, i)) == 0;
  librdf_model_sync(b->model);
  say("remove", begun, found);
  begun = now();
  for (size_t i = found = 0; i < SAMPLES; i++)
    found += librdf_model_add_statement(b->model, sample(b, i)) == 0;
  librdf_model_sync(b->model);
  say("add one by one", begun, found);
}

int main(int argc, char **argv) {
  bench b = {0};
  if (argc != 5)
    give_up("usage: librdf STORAGE NAME OPTIONS GRAPH.nt");
  b.world = librdf_new_world();
  librdf_world_open(b.world);
  read_file(&b, argv[4]);
  double begun = now();
  open_model(&b, argv);
  for (size_t i = 0; i < b.count; i++)
    if (librdf_model_add_statement(b.model, b.all[i]) != 0)
      give_up("a triple is refused");
  librdf_model_sync(b.model);
  say("load", begun, b.count);
  time_reads(&b);
  time_serialise(&b);
  time_join(&b);
  time_removals(&b);
  time_contexts(&b);
  librdf_free_model(b.model);
  librdf_free_storage(b.storage);
  for (size_t i = 0; i < b.count; i++)
    librdf_free_statement(b.all[i]);
  free(b.all);
  librdf_free_world(b.world);
  return 0;
}
