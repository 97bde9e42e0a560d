/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/block.h"

/* xorshift64: the same numbers on every machine. */
static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static void make_tuples(att_tuple *tuples, size_t count, uint64_t seed) {
  tuples[0] = (att_tuple){{1, UINT64_C(8) << 60, 7, 1}};
  for (size_t i = 1; i < count; i++) {
    unsigned k = (unsigned)(next_random(&seed) % 4);
    tuples[i] = tuples[i - 1];
    tuples[i].id[k] += 1 + next_random(&seed) % (UINT64_C(1) << (seed % 40));
    while (++k < 4)
      tuples[i].id[k] = next_random(&seed);
  }
}

static void decodes_what_was_encoded(void **state) {
  (void)state;
  att_buffer bytes = ATT_BUFFER_INIT;
  for (uint64_t seed = 1; seed < 200; seed++) {
    att_tuple tuples[ATT_BLOCK_TUPLES], back[ATT_BLOCK_TUPLES];
    size_t encoded, decoded;
    make_tuples(tuples, ATT_BLOCK_TUPLES, seed);
    assert_int_equal(att_block_encode(tuples, ATT_BLOCK_TUPLES, ATT_BLOCK_TUPLES, &bytes, &encoded),
                     ATT_OK);
    assert_true(encoded >= ATT_BLOCK_BYTES / sizeof *tuples && encoded <= ATT_BLOCK_TUPLES);
    assert_int_equal(att_block_decode(bytes.data, bytes.size, back, &decoded), ATT_OK);
    assert_int_equal(decoded, encoded);
    assert_memory_equal(tuples, back, encoded * sizeof *tuples);
    assert_int_equal(att_run_encode(tuples, ATT_BLOCK_TUPLES, &bytes, &encoded), ATT_OK);
    assert_int_equal(encoded, ATT_RUN_TUPLES);
    assert_true(bytes.size <= ATT_RUN_BYTES_MOST);
    assert_int_equal(att_run_decode(tuples, bytes.data, bytes.size, back, &decoded), ATT_OK);
    assert_int_equal(decoded, encoded);
    assert_memory_equal(tuples, back, encoded * sizeof *tuples);
  }
  att_buffer_clear(&bytes);
}

static void seeks_as_a_walk_does(void **state) {
  (void)state;
  att_buffer bytes = ATT_BUFFER_INIT;
  uint64_t seed = 4711;
  for (size_t most = 1; most <= ATT_BLOCK_TUPLES; most += 7) {
    att_tuple tuples[ATT_BLOCK_TUPLES];
    att_block block;
    size_t count;
    make_tuples(tuples, ATT_BLOCK_TUPLES, most);
    assert_int_equal(att_block_encode(tuples, ATT_BLOCK_TUPLES, most, &bytes, &count), ATT_OK);
    assert_int_equal(att_block_open(bytes.data, bytes.size, &block), ATT_OK);
    for (int round = 0; round < 200; round++) {
      att_tuple low = tuples[next_random(&seed) % ATT_BLOCK_TUPLES];
      low.id[next_random(&seed) % 4] += next_random(&seed) % 3 - 1;
      unsigned expected = 0;
      while (expected < count && att_tuple_compare(&tuples[expected], &low) < 0)
        expected++;
      assert_int_equal(att_block_seek(&block, &low), expected);
      unsigned near = (unsigned)(next_random(&seed) % (count + 1));
      assert_int_equal(att_block_seek_near(&block, &low, near), expected);
    }
  }
  att_buffer_clear(&bytes);
}

/* Any bytes give an answer, and none is read past the end (the sanitizers see to it). */
static void refuses_damage(void **state) {
  (void)state;
  att_tuple key = {{1, 2, 3, 4}}, out[ATT_BLOCK_TUPLES], tuples[ATT_BLOCK_TUPLES];
  att_buffer whole = ATT_BUFFER_INIT;
  const uint8_t no_component[] = {4, 1}, cut[] = {0, 1, 2};
  size_t count;
  assert_int_equal(att_run_decode(&key, no_component, 2, out, &count), ATT_ERR_CORRUPT);
  assert_int_equal(att_run_decode(&key, cut, 3, out, &count), ATT_ERR_CORRUPT);
  make_tuples(tuples, ATT_BLOCK_TUPLES, 3);
  assert_int_equal(att_block_encode(tuples, ATT_BLOCK_TUPLES, 5, &whole, &count), ATT_OK);
  for (size_t size = 0; size < whole.size; size++) {
    uint8_t *part = malloc(size + 1);
    assert_non_null(part);
    memcpy(part, whole.data + whole.size - size, size);
    assert_int_equal(att_block_decode(part, size, out, &count), ATT_ERR_CORRUPT);
    free(part);
  }
  att_buffer_clear(&whole);
  uint64_t seed = 42;
  for (int round = 0; round < 20000; round++) {
    size_t size = next_random(&seed) % 256;
    uint8_t *bytes = malloc(size + 1);
    assert_non_null(bytes);
    for (size_t i = 0; i < size; i++)
      bytes[i] = (uint8_t)(next_random(&seed) % (round % 2 ? 256 : 8));
    att_block block;
    if (att_block_open(bytes, size, &block) == ATT_OK)
      assert_true(att_block_seek(&block, &key) <= block.count);
    if (att_block_decode(bytes, size, out, &count) == ATT_OK)
      assert_true(count >= 1 && count <= ATT_BLOCK_TUPLES);
    if (att_run_decode(&key, bytes, size, out, &count) == ATT_OK)
      assert_true(count >= 1 && count <= ATT_RUN_TUPLES);
    free(bytes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decodes_what_was_encoded),
      cmocka_unit_test(seeks_as_a_walk_does),
      cmocka_unit_test(refuses_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
