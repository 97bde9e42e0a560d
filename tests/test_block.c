/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

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
    assert_int_equal(
        att_block_encode(tuples, ATT_BLOCK_TUPLES, ATT_BLOCK_TUPLES, &bytes, &encoded), ATT_OK);
    assert_true(encoded >= 1 && encoded <= ATT_BLOCK_TUPLES);
    assert_int_equal(att_block_decode(tuples, bytes.data, bytes.size, back, &decoded), ATT_OK);
    assert_int_equal(decoded, encoded);
    assert_memory_equal(tuples, back, encoded * sizeof *tuples);
  }
  att_buffer_clear(&bytes);
}

/* Any bytes give an answer, and no block that is too long or does not ascend. */
static void refuses_damage(void **state) {
  (void)state;
  att_tuple key = {{1, 2, 3, 4}}, out[ATT_BLOCK_TUPLES];
  const uint8_t no_difference[] = {3, 0}, no_component[] = {4, 1}, cut[] = {0, 1, 2};
  size_t count;
  assert_int_equal(att_block_decode(&key, no_difference, 2, out, &count), ATT_ERR_CORRUPT);
  assert_int_equal(att_block_decode(&key, no_component, 2, out, &count), ATT_ERR_CORRUPT);
  assert_int_equal(att_block_decode(&key, cut, 3, out, &count), ATT_ERR_CORRUPT);
  uint8_t bytes[2 * ATT_BLOCK_TUPLES];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = i % 2 ? 1 : 3;
  assert_int_equal(att_block_decode(&key, bytes, sizeof bytes, out, &count), ATT_ERR_CORRUPT);
  uint64_t seed = 42;
  for (int round = 0; round < 20000; round++) {
    size_t size = next_random(&seed) % sizeof bytes;
    for (size_t i = 0; i < size; i++)
      bytes[i] = (uint8_t)(next_random(&seed) % (round % 2 ? 256 : 8));
    if (att_block_decode(&key, bytes, size, out, &count) == ATT_OK)
      for (size_t i = 1; i < count; i++)
        assert_true(att_tuple_compare(&out[i - 1], &out[i]) < 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decodes_what_was_encoded),
      cmocka_unit_test(refuses_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
