/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts that are none: a line of ten megabytes, a million open quotes, control characters, … Each
 * kind is read at two sizes, and the large one's work held against the small one's. Work is the
 * process's processor time, so that a busy machine changes little, and quadratic work would be
 * five times what is allowed. Memory is what the document's arena took, and the process's peak.
 * `test_raw -v` prints it all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/resource.h>

#include "base/data.h"
#include "extract/facts.h"
#include "text/conllu.h"
#include "text/reader.h"
#include "text/segment.h"

enum { KILO = 1 << 10, MEGA = 1 << 20 };
static const double LEAST = 0.002; /* seconds: the clock's steps and what any text costs */
static const size_t PEAK = (size_t)1536 * MEGA;

/* A text is `first`, then `again` as often as it takes. */
typedef struct {
  const char *name, *first, *again;
  size_t again_size; /* 0: up to the NUL */
  size_t bytes;      /* of the large one; 0: a quarter of a megabyte */
  bool deep;         /* analysed and extracted from, too: 8 kB of it */
} kind;

static const kind KINDS[] = {
    {"a line of sentences", "", "The minister met the general in Oslo on Monday. ", 0, 10 * MEGA,
     true},
    {"a line without a full stop", "", "the minister met the general and ", 0, 10 * MEGA, true},
    {"open quotes", "the general met ", "\"", 0, MEGA, true},
    {"open quotes apart", "", "\" ", 0, 0, false},
    {"open quotes of words", "", "\"a ", 0, 0, true},
    {"open quotes within words", "", "a\"", 0, 0, false},
    {"curly quotes", "", "\xe2\x80\x9c", 0, 0, false},
    {"closing quotes apart", "", "a.\xe2\x80\x9d ", 0, 0, false},
    {"open brackets", "", "(", 0, 0, false},
    {"open brackets of words", "", "(Army ", 0, 0, true},
    {"closing brackets", "", ")", 0, 0, false},
    {"angle brackets", "", "<", 0, 0, false},
    {"angle brackets of words", "", "<a", 0, 0, false},
    {"apostrophes", "", "'", 0, 0, false},
    {"apostrophes within words", "", "a'", 0, 0, false},
    {"clitics", "", "don't've's", 0, 0, false},
    {"full stops", "", ".", 0, 0, false},
    {"marks in turn", "", ".-", 0, 0, false},
    {"commas", "", ",", 0, 0, false},
    {"hyphens", "", "-", 0, 0, false},
    {"hyphened letters", "", "a-", 0, 0, false},
    {"hyphened prefixes", "", "re-", 0, 0, true},
    {"hyphened numbers", "", "1-", 0, 0, false},
    {"numbers with slashes", "", "1/", 0, 0, false},
    {"dotted letters", "", "a.", 0, 0, false},
    {"dotted words", "", "ab.", 0, 0, false},
    {"addresses", "", "a@b.", 0, 0, false},
    {"at signs", "", "a@", 0, 0, false},
    {"an address", "http://a.example/", "a/", 0, 0, false},
    {"one word", "", "a", 0, 0, true},
    {"one word in capitals", "", "A", 0, 0, false},
    {"one number", "", "1", 0, 0, false},
    {"one letter and its accents", "e", "\xcc\x81", 0, 0, false},
    {"words of four bytes a letter", "", "\xf0\x90\x8d\x88", 0, 0, false},
    {"ampersands", "", "A&", 0, 0, false},
    {"lines of one letter", "", "a\n", 0, 2 * MEGA, true},
    {"paragraphs of one letter", "", "a\n\n", 0, 0, false},
    {"letters", "", "a ", 0, 0, false},
    {"initials", "", "A. ", 0, 0, true},
    {"names", "", "Oslo ", 0, 0, true},
    {"dates", "", "May 4, 2024 ", 0, 0, true},
    {"list items", "", "- a\n", 0, 0, true},
    {"headers", "", "Subject: a\n", 0, 0, false},
    {"a header's lines", "From: a\nSubject: b\n", " c\n", 0, 0, false},
    {"rules", "", "-----\n", 0, 0, false},
    {"no-break spaces", "a", "\xc2\xa0", 0, 0, false},
    {"tabs", "a", "\t", 0, 0, false},
    {"line ends", "a", "\n", 0, 0, false},
    {"returns", "a", "\r", 0, 0, false},
    {"elements", "<html><body>", "<p>a", 0, 0, false},
    {"elements in elements", "<html><body>", "<div>a", 0, 0, false},
    {"entities", "<html><body><p>", "&amp;", 0, 0, false},
    {"starts of elements", "<html><body><p>a ", "<", 0, 0, false},
    {"comments", "<html><body><p>a ", "<!--", 0, 0, false},
    {"escapes", "{\"text\": \"a", "\\\"", 0, 0, false},
    {"arrays", "{\"text\": ", "[", 0, 0, false},
    {"controls", "a", "\x01\x02\x7f\x1b", 0, 0, false},
    {"NULs", "a", "\0", 1, 0, false},
    {"no UTF-8", "a", "\xff", 0, 0, false},
    {"halves of UTF-8", "a", "\xe2\x80 ", 0, 0, false},
    {"surrogates", "a", "\xed\xa0\x80", 0, 0, false},
};

typedef struct {
  att_reader *reader;
  att_model *model;
  att_lexicon *lexicon;
  bool loud;
} tools;

typedef struct {
  double seconds;
  size_t memory, tokens;
} work;

static double processor_time(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
}

/* `*size` bytes, or fewer so that its end is whole. */
static char *make_text(const kind *k, size_t *size) {
  size_t first = strlen(k->first), again = k->again_size > 0 ? k->again_size : strlen(k->again);
  char *text = malloc(*size + 1);
  assert_non_null(text);
  memcpy(text, k->first, first);
  for (size_t i = first; i < *size; i++)
    text[i] = k->again[(i - first) % again];
  *size -= (*size - first) % again;
  return text;
}

static void read_text(const tools *t, const char *text, size_t size, bool deep, att_arena *arena,
                      att_document *document) {
  att_record record = {.name = "text", .bytes = text, .size = size};
  att_error error;
  att_facts facts;
  if (setjmp(arena->guard) != 0)
    fail_msg("%zu bytes need more than %zu of memory", size, arena->limit);
  if (att_reader_read(t->reader, &record, document, arena, &error) != ATT_OK)
    return;
  att_segment_document(document, t->model);
  if (!deep)
    return;
  att_model_analyse_document(t->model, document);
  att_facts_find(&facts, document, t->lexicon, t->model, NULL, 0);
}

static work measure(const tools *t, const kind *k, size_t size, bool deep) {
  att_arena arena;
  att_document document = {.arena = NULL};
  char *text = make_text(k, &size);
  work w = {.tokens = 0};
  att_arena_init(&arena, 0);
  double began = processor_time();
  read_text(t, text, size, deep, &arena, &document);
  w.seconds = processor_time() - began;
  w.memory = arena.total;
  for (size_t s = 0; s < document.sentences.count; s++)
    w.tokens += document.sentences.items[s].token_count;
  att_arena_clear(&arena);
  free(text);
  return w;
}

static unsigned check(const tools *t, const kind *k, size_t bytes, size_t ratio, bool deep) {
  work small = measure(t, k, bytes / ratio, deep), large = measure(t, k, bytes, deep);
  double times = large.seconds / (small.seconds > LEAST ? small.seconds : LEAST);
  if (t->loud)
    printf("%-30s %8zu bytes %8zu tokens %7.3f s, %6.1f times  %7zu kB\n", k->name, bytes,
           large.tokens, large.seconds, times, large.memory / KILO);
  unsigned bad = 0;
  if (times > (double)(ratio * ratio) / 5) {
    printf("FAILED: %s: %zu bytes took %.2f s, %.0f times what a %zuth of them took\n", k->name,
           bytes, large.seconds, times, ratio);
    bad++;
  }
  if (large.memory > 512 * bytes + 8 * MEGA) {
    printf("FAILED: %s: %zu bytes took %zu kB of memory\n", k->name, bytes, large.memory / KILO);
    bad++;
  }
  return bad;
}

static void segments_in_linear_time(void **state) {
  unsigned bad = 0;
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    bad += check(*state, &KINDS[i], KINDS[i].bytes > 0 ? KINDS[i].bytes : MEGA / 4, 32, false);
  assert_int_equal(bad, 0);
}

static void extracts_in_linear_time(void **state) {
  unsigned bad = 0;
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    if (KINDS[i].deep)
      bad += check(*state, &KINDS[i], 8 * KILO, 16, true);
  assert_int_equal(bad, 0);
}

/* A sanitizer's own memory counts with the process's. */
#if defined __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if !defined SANITIZED && !defined __SANITIZE_ADDRESS__
static void keeps_its_memory_bounded(void **state) {
  (void)state;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  assert_in_range((size_t)usage.ru_maxrss * KILO, 1, PEAK);
}
#endif

static int open_tools(void **state) {
  tools *t = *state;
  char path[ATT_DATA_PATH_SIZE];
  assert_int_equal(att_data_path("text/model/english.attm", path, NULL), ATT_OK);
  assert_int_equal(att_model_open(path, &t->model, NULL), ATT_OK);
  assert_int_equal(att_lexicon_open(&t->lexicon, NULL), ATT_OK);
  assert_int_equal(att_reader_open(&(att_reader_options){0}, &t->reader, NULL), ATT_OK);
  return 0;
}

static int close_tools(void **state) {
  tools *t = *state;
  att_reader_close(t->reader);
  att_lexicon_close(t->lexicon);
  att_model_close(t->model);
  return 0;
}

int main(int argc, char **argv) {
  static tools t;
  t.loud = argc > 1 && strcmp(argv[1], "-v") == 0;
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_prestate(segments_in_linear_time, &t),
    cmocka_unit_test_prestate(extracts_in_linear_time, &t),
#if !defined SANITIZED && !defined __SANITIZE_ADDRESS__
    cmocka_unit_test(keeps_its_memory_bounded),
#endif
  };
  void *state = &t;
  open_tools(&state);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  close_tools(&state);
  return failed;
}
