/* SPDX-License-Identifier: Apache-2.0
 *
 * What N-Triples and N-Quads are and what they are not; terms come as they are meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/ntriples.h"

#define S "<http://e/s> "
#define P "<http://e/p> "
#define SP S P

/* Copied, so that a sanitizer sees reads behind the end. */
static att_status read_all(const char *source, size_t size, bool quads, size_t *ret_count,
                           att_buffer *out, unsigned long *ret_line) {
  char *copy = malloc(size + 1);
  assert_non_null(copy);
  memmove(copy + 1, source, size);
  att_ntriples text = {copy + 1, copy + 1, copy + 1 + size, quads, false};
  att_view tokens[4];
  att_buffer scratch = ATT_BUFFER_INIT;
  att_error error;
  bool more = true;
  att_status status;
  *ret_count = 0;
  while ((status = att_ntriples_next(&text, tokens, &more, &error)) == ATT_OK && more) {
    ++*ret_count;
    for (int i = 0; i < 4; i++) {
      att_term term;
      if (!tokens[i].size)
        continue;
      assert_int_equal(att_ntriples_term(tokens[i], &scratch, &term), ATT_OK);
      assert_int_equal(att_term_write(&term, out), ATT_OK);
      assert_int_equal(att_buffer_append(out, " ", 1), ATT_OK);
    }
    assert_int_equal(att_buffer_append(out, "\n", 1), ATT_OK);
  }
  *ret_line = att_ntriples_lines(text.start, (size_t)(text.at - text.start)) + 1;
  att_buffer_clear(&scratch);
  free(copy);
  return status;
}

static void reads(const char *source, size_t size, bool quads, const char *expected) {
  att_buffer out = ATT_BUFFER_INIT;
  size_t count;
  unsigned long line;
  if (read_all(source, size, quads, &count, &out, &line) != ATT_OK)
    fail_msg("refused at line %lu: %s", line, source);
  assert_int_equal(att_buffer_append(&out, "", 1), ATT_OK);
  assert_string_equal((char *)out.data, expected);
  att_buffer_clear(&out);
}

static void refuses(const char *source, bool quads, unsigned long expected) {
  att_buffer out = ATT_BUFFER_INIT;
  size_t count;
  unsigned long line;
  if (read_all(source, strlen(source), quads, &count, &out, &line) != ATT_ERR_SYNTAX)
    fail_msg("accepted: %s", source);
  assert_int_equal(line, expected);
  att_buffer_clear(&out);
}

static void accepts(void **state) {
  static const struct {
    const char *source, *expected;
  } cases[] = {
      {"", ""},
      {"\n", ""},
      {"# a comment", ""},
      {" \t# one\r\n\r\r\n# two\n", ""},
      {SP "<http://e/o> .", SP "<http://e/o> \n"},
      {S "<http://e/p><http://e/o>.", SP "<http://e/o> \n"},
      {"<http://e/s><http://e/p>\"x\".#c", SP "\"x\" \n"},
      {"\t" S "\t" P "\t\"x\"\t.\t\n", SP "\"x\" \n"},
      {SP "\"x\" . # c\n" SP "\"y\" .\r" SP "\"z\".\r\n",
       SP "\"x\" \n" SP "\"y\" \n" SP "\"z\" \n"},
      {SP "\"\" .", SP "\"\" \n"},
      {SP "\"a\\tb\\nc\\rd\\\"e\\\\f\\'g\" .", SP "\"a\\tb\\nc\\rd\\\"e\\\\f'g\" \n"},
      {SP "\"\\b\\f\" .", SP "\"\\u0008\\u000C\" \n"},
      {SP "\"\\u00e9\\U0001F600\\u002E\" .", SP "\"\xc3\xa9\xf0\x9f\x98\x80.\" \n"},
      {SP "\"\xc3\xa9 # < > . @en ^^\" .", SP "\"\xc3\xa9 # < > . @en ^^\" \n"},
      {SP "\"x\"@en .", SP "\"x\"@en \n"},
      {SP "\"x@y\"@en-GB-1996 .", SP "\"x@y\"@en-GB-1996 \n"},
      {SP "\"x\"@EN.", SP "\"x\"@EN \n"},
      {SP "\"a\\\"@en\"@de .", SP "\"a\\\"@en\"@de \n"},
      {SP "\"1\"^^<http://e/t> .", SP "\"1\"^^<http://e/t> \n"},
      {SP "\"1\" ^^ <http://e/t> .", SP "\"1\"^^<http://e/t> \n"},
      {SP "\"<a>\"^^<http://www.w3.org/2001/XMLSchema#string> .", SP "\"<a>\" \n"},
      {SP "\"\\u0041\"^^<http://e/\\u00E9> .", SP "\"A\"^^<http://e/\xc3\xa9> \n"},
      {"<\\u0068ttp://e/s> " P "_:b .", SP "_:b \n"},
      {"<http://e/\\U000000e9#f?q=%20> " P "<urn:x> .",
       "<http://e/\xc3\xa9#f?q=%20> " P "<urn:x> \n"},
      {"_:a " P "_:1a.b-c_\xc2\xb7 .", "_:a " P "_:1a.b-c_\xc2\xb7 \n"},
      {"_:a " P "_:b.", "_:a " P "_:b \n"},
      {"_:a.b " P "_:\xef\xbf\xbd .", "_:a.b " P "_:\xef\xbf\xbd \n"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reads(cases[i].source, strlen(cases[i].source), false, cases[i].expected);
    reads(cases[i].source, strlen(cases[i].source), true, cases[i].expected);
  }
  reads(SP "\"a\0b\" .", sizeof(SP "\"a\0b\" .") - 1, false, SP "\"a\\u0000b\" \n");
  reads(SP "\"x\" <http://e/g> .\n" SP "\"x\"@en _:g .\n" SP "_:b _:g.",
        sizeof(SP "\"x\" <http://e/g> .\n" SP "\"x\"@en _:g .\n" SP "_:b _:g.") - 1, true,
        SP "\"x\" <http://e/g> \n" SP "\"x\"@en _:g \n" SP "_:b _:g \n");
}

static void refuses_the_rest(void **state) {
  static const struct {
    const char *source;
    unsigned long line;
  } cases[] = {
      {"x", 1},
      {"\n\n.", 3},
      {"# c\r\rx", 3},
      {"@prefix e: <http://e/> .", 1},
      {"@base <http://e/> .", 1},
      {S, 1},
      {SP, 1},
      {SP "\"x\"", 1},
      {SP "\n\"x\" .", 1},
      {SP "\"x\" . " SP "\"y\" .", 1},
      {SP "\"x\" .\n" SP "\"x\" . .", 2},
      {SP "\"x\" # c\n.", 1},
      {SP "\"x\", \"y\" .", 1},
      {SP "\"x\"; " P "\"y\" .", 1},
      {"\"s\" " P "\"x\" .", 1},
      {S "_:p \"x\" .", 1},
      {S "\"p\" \"x\" .", 1},
      {S "a <http://e/o> .", 1},
      {"<s> " P "\"x\" .", 1},
      {S "<p> \"x\" .", 1},
      {SP "<o> .", 1},
      {SP "<> .", 1},
      {SP "<1http://e> .", 1},
      {SP "\"x\"^^<t> .", 1},
      {SP "\"x\"^^ .", 1},
      {SP "\"x\"^<http://e/t> .", 1},
      {SP "\"x\"^^e:t .", 1},
      {SP "\"x\"@ .", 1},
      {SP "\"x\"@1 .", 1},
      {SP "\"x\"@en- .", 1},
      {SP "\"x\"@en_GB .", 1},
      {SP "\"x\"@en@de .", 1},
      {SP "\"x\"@en^^<http://e/t> .", 1},
      {SP "<http://e/ x> .", 1},
      {SP "<http://e/\xc3\xa9", 1},
      {SP "<http://e/<x> .", 1},
      {SP "<http://e/{x}> .", 1},
      {SP "<http://e/\"x> .", 1},
      {SP "<http://e/x|y> .", 1},
      {SP "<http://e/x^y> .", 1},
      {SP "<http://e/`x> .", 1},
      {SP "<http://e/\\n> .", 1},
      {SP "<http://e/\\/> .", 1},
      {SP "<http://e/\\u00ZZ11> .", 1},
      {SP "<http://e/\\u00e> .", 1},
      {SP "<http://e/\\U00110000> .", 1},
      {SP "<http://e/\n> .", 1},
      {SP "\"\\a\" .", 1},
      {SP "\"\\x41\" .", 1},
      {SP "\"\\", 1},
      {SP "\"\\u12", 1},
      {SP "\"\\uD800\" .", 1},
      {SP "\"\\uWXYZ\" .", 1},
      {SP "\"\\U0000WXYZ\" .", 1},
      {SP "\"\\U00110000\" .", 1},
      {SP "\"a\nb\" .", 1},
      {SP "\"a\rb\" .", 1},
      {SP "\"x .", 1},
      {SP "'x' .", 1},
      {SP "\"\"\"x\"\"\" .", 1},
      {SP "1 .", 1},
      {SP "1.0 .", 1},
      {SP "1e0 .", 1},
      {SP "true .", 1},
      {SP "_: .", 1},
      {SP "_:-a .", 1},
      {SP "_:.a .", 1},
      {SP "_::a .", 1},
      {SP "_:a:b .", 1},
      {SP "_a .", 1},
      {SP "_", 1},
      {SP "[] .", 1},
      {SP "<<" S P "\"x\">> .", 1},
      {"\xef\xbb\xbf" SP "\"x\" .", 1},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    refuses(cases[i].source, false, cases[i].line);
    refuses(cases[i].source, true, cases[i].line);
  }
  refuses(SP "\"x\" <http://e/g> .", false, 1);
  refuses(SP "\"x\" \"g\" .", true, 1);
  refuses(SP "\"x\" <g> .", true, 1);
  refuses(SP "\"x\" <http://e/g> <http://e/h> .", true, 1);
}

/* Dumps hold whatever the store does. */
static void takes_relative_iris_where_told(void **state) {
  static const char source[] = "<s> <> \"1\"^^<t> .";
  att_ntriples text = {source, source, source + sizeof source - 1, false, true};
  att_view tokens[4];
  bool more;
  (void)state;
  assert_int_equal(att_ntriples_next(&text, tokens, &more, NULL), ATT_OK);
  assert_true(more);
}

/* No byte makes it read behind the end, which ASan and valgrind see. */
static void every_beginning(void **state) {
  static const char source[] = "# c\r\n_:\xc3\xa9.b <http://e/\\u00e9> \"a\\U0001F600\"@en-GB .\n"
                               "<urn:\\U000000E9> <urn:p> \"\\n\" ^^ <urn:t> _:g . # c\n";
  size_t count;
  unsigned long line;
  (void)state;
  for (size_t size = 0; size < sizeof source; size++) {
    att_buffer out = ATT_BUFFER_INIT;
    att_status status = read_all(source, size, true, &count, &out, &line);
    assert_true(status == ATT_OK || status == ATT_ERR_SYNTAX);
    att_buffer_clear(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepts),
      cmocka_unit_test(refuses_the_rest),
      cmocka_unit_test(takes_relative_iris_where_told),
      cmocka_unit_test(every_beginning),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
