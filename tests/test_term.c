/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "graph/term.h"

static void assert_written(const att_term *term, const char *expected) {
  att_buffer out = ATT_BUFFER_INIT;
  assert_int_equal(att_term_write(term, &out), ATT_OK);
  assert_int_equal(out.size, strlen(expected));
  assert_memory_equal(out.data, expected, out.size);
  att_buffer_clear(&out);
}

static void writes_ntriples(void **state) {
  (void)state;
  att_term iri = att_term_iri("http://ex/a b>");
  assert_written(&iri, "<http://ex/a\\u0020b\\u003E>");
  att_term plain = att_term_literal("a\"b\\c\n\x01\xc3\xa9");
  assert_written(&plain, "\"a\\\"b\\\\c\\n\\u0001\xc3\xa9\"");
  att_term typed = att_term_typed("1", ATT_XSD "byte");
  assert_written(&typed, "\"1\"^^<" ATT_XSD "byte>");
  att_term string = att_term_typed("1", ATT_XSD "string");
  assert_written(&string, "\"1\"");
  att_term tagged = att_term_literal("chat");
  tagged.language = att_view_of("fr-KH");
  assert_written(&tagged, "\"chat\"@fr-KH");
  att_term blank = {.kind = ATT_TERM_BLANK, .lexical = att_view_of("b1")};
  assert_written(&blank, "_:b1");
}

static void compares_as_rdf_does(void **state) {
  (void)state;
  att_term a = att_term_literal("x"), b = att_term_iri("x");
  assert_false(att_term_equal(&a, &b));
  b = att_term_typed("x", ATT_XSD "string");
  assert_true(att_term_equal(&a, &b));
  b = att_term_typed("x", ATT_XSD "token");
  assert_false(att_term_equal(&a, &b));
  a.language = att_view_of("en-GB");
  b = att_term_literal("x");
  b.language = att_view_of("EN-gb");
  assert_true(att_term_equal(&a, &b));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_ntriples),
      cmocka_unit_test(compares_as_rdf_does),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
