/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/lines.h"

static int compare(const void *a, const void *b) {
  const att_line *x = a, *y = b;
  int order = memcmp(x->at, y->at, x->size < y->size ? x->size : y->size);
  return order != 0 ? order : (x->size > y->size) - (x->size < y->size);
}

/* Lines that begin alike, of few letters, so that many are equal and many go on behind others. */
static void sorts_as_qsort_does(void **state) {
  (void)state;
  enum { LINES = 3000, SIZE = 48 };
  static char text[LINES][SIZE];
  static att_line lines[LINES], sorted[LINES];
  unsigned seed = 7;
  for (size_t count = 0; count <= LINES; count = count < 40 ? count + 1 : count * 5 / 3) {
    for (size_t i = 0; i < count; i++) {
      memset(text[i], 'a', SIZE);
      size_t size = (seed = seed * 1103515245u + 12345u) >> 16 & 31;
      for (size_t k = size > 3 ? size - 3 : 0; k < size; k++)
        text[i][k] = "ab\n\xc3"[(seed = seed * 1103515245u + 12345u) >> 16 & 3];
      lines[i] = sorted[i] = (att_line){.at = text[i], .size = size};
    }
    att_lines_sort(lines, count);
    qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 0; i < count; i++) {
      assert_int_equal(lines[i].size, sorted[i].size);
      assert_memory_equal(lines[i].at, sorted[i].at, sorted[i].size);
    }
  }
}

/* By keys first, whose number tells what the line was. */
static void sorts_by_keys_first(void **state) {
  (void)state;
  enum { LINES = 500 };
  static att_line lines[LINES];
  static uint64_t keys[LINES];
  unsigned seed = 7;
  for (uint32_t i = 0; i < LINES; i++) {
    unsigned at = (seed = seed * 1103515245u + 12345u) >> 16 & 7;
    keys[i] = seed >> 24 & 3;
    lines[i] = (att_line){.at = &"abcabcab"[at], .size = 8 - at, .key = keys[i] << 32, .number = i};
  }
  att_lines_sort_keyed(lines, LINES);
  for (uint32_t i = 1; i < LINES; i++) {
    uint64_t before = keys[lines[i - 1].number], own = keys[lines[i].number];
    assert_true(before < own || (before == own && compare(&lines[i - 1], &lines[i]) <= 0));
  }
}

static void formats_as_printf_does(void **state) {
  (void)state;
  att_arena arena;
  att_arena_init(&arena, 0);
  assert_int_equal(setjmp(arena.guard), 0);
  assert_string_equal(att_arena_format(&arena, "%s#%u_%u", "x", 0u, 4294967295u), "x#0_4294967295");
  assert_string_equal(att_arena_format(&arena, "%d.%02d %%", -1, 5), "-1.05 %");
  assert_string_equal(att_arena_format(&arena, "%04d-%02d-%d %02u", 987, 123, 0, 7u),
                      "0987-123-0 07");
  assert_string_equal(att_arena_format(&arena, "%5d|%-3s|%x", 1, "a", 255), "    1|a  |ff");
  assert_string_equal(att_arena_format(&arena, "%s", ""), "");
  char words[700]; /* until a block's end, over and over */
  memset(words, 'w', sizeof words - 1);
  words[sizeof words - 1] = '\0';
  for (unsigned i = 0; i < 2000; i++) {
    const char *text = att_arena_format(&arena, "%s %u", words + i % 600, i);
    char expected[800];
    snprintf(expected, sizeof expected, "%s %u", words + i % 600, i);
    assert_string_equal(text, expected);
  }
  att_arena_reset(&arena);
  size_t total = arena.wanted;
  assert_true(total > 0);
  att_arena_alloc(&arena, 1);
  assert_int_equal(arena.total, total);
  att_arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sorts_as_qsort_does),
      cmocka_unit_test(sorts_by_keys_first),
      cmocka_unit_test(formats_as_printf_does),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
