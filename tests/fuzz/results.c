/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the input as an endpoint's answer, in XML and in JSON, whole and in pieces: both ways
 * must give the same bindings, or an error of the input. */
#include "queries/results_read.h"
#include "tests/fuzz/fuzz.h"

static att_status on_binding(void *context, att_view variable, const att_term *term,
                             att_error *reterr) {
  uint64_t *sum = context;
  (void)reterr;
  *sum = *sum * 31 + variable.size + 7 * term->lexical.size + 13 * (uint64_t)term->kind +
         17 * term->datatype.size + 19 * term->language.size;
  return ATT_OK;
}

static att_status on_solution(void *context, att_error *reterr) {
  uint64_t *sum = context;
  (void)reterr;
  *sum = *sum * 37 + 1;
  return ATT_OK;
}

static att_status read_all(att_results_syntax syntax, const uint8_t *data, size_t size, size_t step,
                           uint64_t *ret_sum) {
  att_error error;
  att_results_reader *reader;
  *ret_sum = 0;
  att_results_handler handler = {on_binding, on_solution, ret_sum};
  fuzz_must(att_results_reader_new(syntax, &handler, &reader, &error), &error);
  att_status status = ATT_OK;
  for (size_t at = 0; at < size && status == ATT_OK; at += step)
    status = att_results_reader_feed(reader, data + at, size - at < step ? size - at : step, &error);
  if (status == ATT_OK)
    status = att_results_reader_end(reader, &error);
  if (status != ATT_OK && status != ATT_ERR_SYNTAX)
    fuzz_fail(error.message);
  att_results_reader_free(reader);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  for (att_results_syntax syntax = ATT_READ_JSON; syntax <= ATT_READ_XML; syntax++) {
    uint64_t whole, pieces;
    att_status first = read_all(syntax, data, size, size ? size : 1, &whole);
    att_status second = read_all(syntax, data, size, 7, &pieces);
    if (first == ATT_OK && second == ATT_OK && whole != pieces)
      fuzz_fail("pieces are read differently");
  }
  return 0;
}
