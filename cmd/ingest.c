/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/article.h"
#include "cmd/cmd.h"
#include "cmd/duplicates.h"
#include "cmd/iri.h"
#include "cmd/paths.h"
#include "cmd/pool.h"
#include "cmd/progress.h"
#include "cmd/provenance.h"
#include "graph/writer.h"

static int run(int argc, char **argv);

const cmd_command cmd_ingest = {
    "ingest", run, "articles into the store, as facts with their evidence",
    "usage: attache ingest [-s STORE] [OPTION]… FILE|FOLDER|- …\n"
    "       attache ingest --no-store [--format NAME] [OPTION]… FILE|FOLDER|- …\n\n"
    "Reads each article, finds the people, organizations, posts, visits, meetings, statements and\n"
    "initiatives it tells of, and keeps them in a graph of the article's own. An article that is\n"
    "there already is read anew. Articles are plain text, HTML, JSON Lines (one a line), JSON, or\n"
    "text under the headers of a message; gzip is unpacked; - is standard input. Of a folder all\n"
    "that is below it is read: .txt .text .html .htm .xhtml .json .jsonl .ndjson .eml, also .gz.\n"
    "What cannot be read is named, and the others go on.\n\n"
    "  -s, --store STORE       the store's folder, made if need be\n"
    "  -j, --jobs N            articles that are read at once (1); the result is the same\n"
    "  --input NAME            what the files are, instead of what they look like: plain, html,\n"
    "                          json, jsonl, mail\n"
    "  --field NAME=PATH       JSON: where the text, title, date, url, publisher, author or\n"
    "                          language stands ('text=body', 'date=meta.day'); may be repeated\n"
    "  --date DATE             the articles' date, YYYY-MM-DD, instead of their own\n"
    "  --url URL               where the article stood, likewise\n"
    "  --publisher NAME        who published it, likewise\n"
    "  --min-confidence X      only events, posts, statements and moves as sure as that, 0 to 1\n"
    "  --max-bytes N           the largest article, unpacked (16777216)\n"
    "  --trace                 on standard error, the facts that each sentence gave, or what kept\n"
    "                          its verbs and nouns from giving one\n"
    "  --no-store              the facts to standard output, the store untouched\n"
    "  --format NAME           with --no-store: ntriples (as it is), nquads, turtle, trig,\n"
    "                          jsonld, rdfxml, dot: one text an article\n"
    "  -h, --help              this text\n"};

/* Bytes of a group that take no more articles: what is longer fills the caches by itself. */
enum { JOBS_MOST = 64, GROUPS_A_JOB = 2, GROUP_BYTES = 1 << 15, BATCH = 64, FIELDS_MOST = 32 };

static const char *const ENDINGS[] = {".txt",  ".text",  ".html",   ".htm", ".xhtml",
                                      ".json", ".jsonl", ".ndjson", ".eml", NULL};

typedef struct {
  article_tools tools;
  cmd_paths paths;
  size_t path;            /* the next to open */
  size_t group;           /* articles of the next group, so many at most */
  att_input *input;       /* open, or NULL */
  const char *store_path; /* NULL: the facts go to standard output */
  const char *format;     /* that gathers, or NULL for lines */
  att_store *store;
  att_txn *txn; /* NULL between batches */
  unsigned in_batch;
  cmd_run run;
  cmd_duplicates *seen;
  cmd_progress progress;
  unsigned long documents, failed, doubles;
  unsigned long dateless; /* articles that leave events without a year */
  article_counts found;
  uint32_t fields_found; /* as att_metadata's, of all articles */
  int result;
} ingestion;

/* The next record of the files. What fails is an article too, to be named in its turn. */
static bool take_article(ingestion *in, article *a) {
  article_reset(a);
  for (;;) {
    bool more = false;
    if (in->input == NULL) {
      if (in->path == in->paths.count)
        return false;
      a->status =
          att_input_open(in->tools.reader, in->paths.items[in->path++], &in->input, &a->error);
    }
    a->file = in->path;
    if (a->status == ATT_OK)
      a->status = att_input_next(in->input, &a->bytes, &a->name, &a->record, &more, &a->error);
    if (a->status != ATT_OK || more)
      return true;
    att_input_close(in->input);
    in->input = NULL;
  }
}

/* A group of articles. The first ones are small, so that few articles are shared out to all jobs.
 */
static bool take(void *context, void *item) {
  ingestion *in = context;
  article_group *g = item;
  size_t bytes = 0;
  for (g->count = 0; g->count < in->group && bytes < GROUP_BYTES; g->count++) {
    article *a = &g->items[g->count];
    if (!take_article(in, a))
      break;
    bytes += a->status == ATT_OK ? a->record.size : 0;
  }
  in->group = 2 * in->group < ARTICLE_GROUP_MOST ? 2 * in->group : ARTICLE_GROUP_MOST;
  return g->count > 0;
}

static void work(void *context, void *item) {
  ingestion *in = context;
  article_group *g = item;
  article_find(g, &in->tools);
  for (size_t i = 0; i < g->count; i++) {
    article *a = &g->items[i];
    if (a->status == ATT_OK && in->format != NULL)
      a->status = article_pretty(a, in->format, &a->error);
  }
}

/* Empties the graph that the article had, then fills it. */
static att_status store_facts(ingestion *in, const article *a, att_error *reterr) {
  const char *iri = att_emit_graph(&a->document);
  att_term graph = att_term_iri(iri);
  att_id id = ATT_ID_ANY;
  if (in->txn == NULL)
    ATT_TRY(att_txn_begin(in->store, true, &in->txn, reterr));
  ATT_TRY(att_txn_find(in->txn, &graph, &id, reterr));
  if (id != ATT_ID_ANY) {
    ATT_TRY(att_txn_remove_all(in->txn, &(att_quad){.g = id}, NULL, reterr));
    ATT_TRY(cmd_run_forget(in->txn, id, reterr));
  }
  att_quad_sink sink = att_store_sink(in->txn);
  ATT_TRY(article_send(a, &sink, reterr));
  ATT_TRY(cmd_run_record(in->txn, &in->run, iri, reterr));
  if (++in->in_batch < BATCH)
    return ATT_OK;
  att_txn *txn = in->txn;
  in->txn = NULL;
  in->in_batch = 0;
  return att_txn_commit(txn, reterr);
}

static bool is_double(ingestion *in, article *a, const char **ret_first, att_error *reterr) {
  const att_metadata *m = &a->document.metadata;
  return cmd_duplicates_add(in->seen, att_emit_graph(&a->document), a->record.name,
                            (const char *[]){m->issued, m->url, m->publisher, m->title, m->creator},
                            ret_first, reterr);
}

static void print_counts(const article_counts *found) {
  fprintf(stderr, "%zu name%s, %zu post%s, %zu event%s, %zu statement%s\n", found->names,
          cmd_plural(found->names), found->posts, cmd_plural(found->posts), found->events,
          cmd_plural(found->events), found->statements, cmd_plural(found->statements));
}

/* Says what was found in an article; the numbers of all are for the end. */
static void count(ingestion *in, const article *a) {
  if (a->trace.size > 0) {
    cmd_progress_hide(&in->progress);
    fprintf(stderr, "%s\n%.*s", a->record.name, (int)a->trace.size, (const char *)a->trace.data);
  }
  const att_metadata *m = &a->document.metadata;
  if (m->unread_date != NULL && m->issued == NULL) {
    cmd_progress_hide(&in->progress);
    fprintf(stderr,
            "%s: '%s' is no date, so days like \"yesterday\" stay unknown (--date=YYYY-MM-DD)\n",
            a->record.name, m->unread_date);
  }
  article_counts found = article_count(a);
  in->found.names += found.names;
  in->found.posts += found.posts;
  in->found.events += found.events;
  in->found.statements += found.statements;
  if (m->unread_date == NULL) {
    in->found.yearless += found.yearless;
    in->dateless += found.yearless > 0;
  }
  if (in->store_path == NULL)
    return;
  cmd_progress_hide(&in->progress);
  fprintf(stderr, "%s: ", a->record.name);
  print_counts(&found);
}

static bool print(const article *a) {
  return fwrite(a->out.data, 1, a->out.size, stdout) == a->out.size;
}

/* False where the store or the output failed, so that nothing more can be kept. */
static bool keep(ingestion *in, article *a, att_error *reterr) {
  const char *first = NULL;
  if (in->store_path == NULL) {
    if (print(a))
      return true;
    att_error_set(reterr, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
    return false;
  }
  reterr->status = ATT_OK;
  if (is_double(in, a, &first, reterr)) {
    in->doubles++;
    cmd_progress_hide(&in->progress);
    fprintf(stderr, "%s: the same text as %s, which stays\n", a->record.name, first);
    return true;
  }
  return reterr->status == ATT_OK && store_facts(in, a, reterr) == ATT_OK;
}

static bool finish_article(ingestion *in, article *a) {
  att_error error;
  in->documents++;
  if (a->status == ATT_OK)
    in->fields_found |= a->document.metadata.fields_found;
  if (a->status != ATT_OK) {
    in->failed++;
    cmd_progress_hide(&in->progress);
    cmd_fail("ingest", &a->error);
    in->result = CMD_NO;
  } else if (!keep(in, a, &error)) {
    cmd_progress_hide(&in->progress);
    in->result = cmd_fail("ingest", &error) == CMD_NO ? CMD_NO : CMD_FAILED;
    return false;
  } else {
    count(in, a);
  }
  cmd_progress_show(&in->progress, a->file, in->paths.count, in->documents);
  return true;
}

static bool finish(void *context, void *item) {
  article_group *g = item;
  for (size_t i = 0; i < g->count; i++)
    if (!finish_article(context, &g->items[i]))
      return false;
  return true;
}

static att_status run_pool(ingestion *in, unsigned jobs, att_error *reterr) {
  size_t places = (size_t)jobs * GROUPS_A_JOB;
  article_group *groups = calloc(places, sizeof *groups);
  void **items = calloc(places, sizeof *items);
  att_status status = ATT_OK;
  if (groups == NULL || items == NULL)
    status = att_error_set(reterr, ATT_ERR_MEMORY, "no memory for %u jobs", jobs);
  for (size_t i = 0; status == ATT_OK && i < places; i++) {
    article_group_init(&groups[i]);
    items[i] = &groups[i];
  }
  cmd_pool pool = {take, work, finish, in};
  if (status == ATT_OK) {
    status = cmd_pool_run(&pool, items, places, jobs, reterr);
    for (size_t i = 0; i < places; i++)
      article_group_clear(&groups[i]);
  }
  free(groups);
  free(items);
  return status;
}

/* What may be amiss that no article alone shows. */
static void print_hints(const ingestion *in, const char *const *fields) {
  for (size_t i = 0; in->documents > in->failed && i < FIELDS_MOST && fields[i] != NULL; i++)
    if ((in->fields_found >> i & 1) == 0)
      fprintf(stderr, "attache ingest: no article has '%s' (--field %s)\n",
              strchr(fields[i], '=') + 1, fields[i]);
  if (in->dateless > 0)
    fprintf(stderr,
            "attache ingest: %lu article%s no date, so that %zu event%s no year; "
            "--date=YYYY-MM-DD gives it\n",
            in->dateless, in->dateless == 1 ? " has" : "s have", in->found.yearless,
            in->found.yearless == 1 ? " has" : "s have");
}

static void print_summary(const ingestion *in) {
  if (in->documents == 0 || (in->documents == 1 && in->paths.passed == 0))
    return;
  fprintf(stderr, "%lu article%s read", in->documents - in->failed,
          cmd_plural(in->documents - in->failed));
  if (in->failed > 0)
    fprintf(stderr, ", %lu not", in->failed);
  if (in->doubles > 0)
    fprintf(stderr, ", %lu of them twice", in->doubles);
  if (in->paths.passed > 0)
    fprintf(stderr, ", %zu file%s of other kinds passed over", in->paths.passed,
            cmd_plural(in->paths.passed));
  fprintf(stderr, ": ");
  print_counts(&in->found);
}

/* A folder in which nothing is to be read is named. */
static att_status add_path(ingestion *in, const char *argument, att_error *reterr) {
  size_t before = in->paths.count, passed = in->paths.passed;
  ATT_TRY(cmd_paths_add(&in->paths, argument, ENDINGS, reterr));
  if (in->paths.count > before)
    return ATT_OK;
  passed = in->paths.passed - passed;
  fprintf(stderr, "attache ingest: %s: no article in this folder", argument);
  if (passed > 0)
    fprintf(stderr, ", %zu file%s whose name ends otherwise than articles'", passed,
            cmd_plural(passed));
  fputc('\n', stderr);
  return ATT_OK;
}

static att_status open_all(ingestion *in, const att_reader_options *options, char **arguments,
                           att_error *reterr) {
  for (; *arguments != NULL; arguments++)
    ATT_TRY(add_path(in, *arguments, reterr));
  ATT_TRY(article_tools_open(&in->tools, options, reterr));
  cmd_run_begin(&in->run, att_model_checksum(in->tools.model));
  ATT_TRY(cmd_duplicates_new(&in->seen, reterr));
  if (in->store_path != NULL)
    return att_store_open(in->store_path, ATT_STORE_CREATE, &in->store, reterr);
  return ATT_OK;
}

static int ingest(ingestion *in, const att_reader_options *options, unsigned jobs,
                  char **arguments) {
  att_error error;
  att_status status = open_all(in, options, arguments, &error);
  if (status == ATT_OK)
    status = run_pool(in, jobs, &error);
  cmd_progress_hide(&in->progress);
  if (in->txn != NULL && in->result == CMD_FAILED)
    att_txn_abort(in->txn);
  else if (in->txn != NULL)
    status = att_txn_commit(in->txn, &error);
  if (status == ATT_OK && in->store_path == NULL && fflush(stdout) != 0)
    status = att_error_set(&error, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
  if (status != ATT_OK)
    in->result = status == ATT_ERR_USAGE ? cmd_fail("ingest", &error)
                                         : (cmd_fail("ingest", &error), CMD_FAILED);
  else if (in->result != CMD_FAILED) {
    print_summary(in);
    print_hints(in, options->fields);
  }
  att_input_close(in->input);
  att_store_close(in->store);
  cmd_duplicates_free(in->seen);
  cmd_paths_clear(&in->paths);
  article_tools_close(&in->tools);
  return in->result;
}

/* Is it YYYY-MM-DD, with a month and a day that there are? */
static bool is_date(const char *text) {
  int year, month, day, end = 0;
  return strlen(text) == 10 && sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 &&
         end == 10 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

typedef struct {
  att_reader_options reader;
  const char *fields[FIELDS_MOST + 1];
  size_t field_count;
  unsigned long jobs;
  bool no_store;
  const char *path, *format;
} options_read;

enum { OPTION_NONE, OPTION_FIELD = 256, OPTION_LEAST, OPTION_BYTES, OPTION_INPUT, OPTION_TRACE };

/* One option's value; the message for a wrong one, else NULL. */
static const char *read_option(ingestion *in, options_read *o, int option) {
  char *end;
  switch (option) {
  case 'd':
    in->tools.date = optarg;
    return is_date(optarg) ? NULL : "no date of the form YYYY-MM-DD";
  case 'u':
    in->tools.url = optarg;
    return cmd_iri_is_absolute(optarg) ? NULL : "no URL, such as https://example.org/article";
  case 'p':
    in->tools.publisher = optarg;
    return NULL;
  case 'n':
    o->no_store = true;
    return NULL;
  case 'f':
    o->format = optarg;
    return NULL;
  case 'j':
    o->jobs = cmd_read_number(optarg, JOBS_MOST);
    return o->jobs > 0 ? NULL : "no number of jobs from 1 to 64";
  case OPTION_INPUT:
    o->reader.format = optarg;
    return NULL;
  case OPTION_FIELD:
    if (o->field_count == FIELDS_MOST)
      return "more than 32 fields";
    o->fields[o->field_count++] = optarg;
    return NULL;
  case OPTION_TRACE:
    in->tools.trace = true;
    return NULL;
  case OPTION_LEAST:
    in->tools.least_confidence = strtof(optarg, &end);
    return *optarg != '\0' && *end == '\0' && in->tools.least_confidence >= 0 &&
                   in->tools.least_confidence <= 1
               ? NULL
               : "no confidence from 0 to 1";
  default:
    o->reader.bytes_most = cmd_read_number(optarg, 1ul << 30);
    return o->reader.bytes_most > 0 ? NULL : "no number of bytes from 1 to 1073741824";
  }
}

/* Lines are made at once; quads are kept for the store, and for formats that gather them. */
static article_form form_of(const options_read *o) {
  if (!o->no_store)
    return ARTICLE_QUADS;
  if (o->format == NULL || strcmp(o->format, "ntriples") == 0)
    return ARTICLE_NTRIPLES;
  return strcmp(o->format, "nquads") == 0 ? ARTICLE_NQUADS : ARTICLE_QUADS;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"date", required_argument, NULL, 'd'},
                                          {"url", required_argument, NULL, 'u'},
                                          {"publisher", required_argument, NULL, 'p'},
                                          {"no-store", no_argument, NULL, 'n'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"jobs", required_argument, NULL, 'j'},
                                          {"input", required_argument, NULL, OPTION_INPUT},
                                          {"field", required_argument, NULL, OPTION_FIELD},
                                          {"min-confidence", required_argument, NULL, OPTION_LEAST},
                                          {"trace", no_argument, NULL, OPTION_TRACE},
                                          {"max-bytes", required_argument, NULL, OPTION_BYTES},
                                          {NULL, 0, NULL, 0}};
  ingestion in = {.result = CMD_FINE, .group = 1};
  options_read o = {.jobs = 1, .path = cmd_default_store()};
  int option;
  while ((option = cmd_option(&cmd_ingest, argc, argv, "s:hj:", options, &o.path)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    const char *wrong = read_option(&in, &o, option);
    if (wrong != NULL)
      return cmd_usage("ingest", wrong, optarg);
  }
  if (o.reader.format != NULL && !cmd_is_one_of(o.reader.format, att_reader_formats))
    return cmd_unknown("ingest", "input", o.reader.format, att_reader_formats, NULL);
  if (optind == argc)
    return cmd_usage("ingest", "which article", NULL);
  if (o.format != NULL && !o.no_store)
    return cmd_usage("ingest", "--format needs --no-store, not", o.format);
  if (o.format != NULL && !cmd_is_one_of(o.format, att_writer_formats))
    return cmd_unknown("ingest", "format", o.format, att_writer_formats, NULL);
  in.store_path = o.no_store ? NULL : o.path;
  in.tools.form = form_of(&o);
  in.format = in.tools.form == ARTICLE_QUADS ? o.format : NULL;
  o.reader.fields = o.fields;
  cmd_progress_init(&in.progress, in.store_path != NULL);
  return ingest(&in, &o.reader, (unsigned)o.jobs, argv + optind);
}
