/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/data.h"
#include "base/table.h"

static const char *const id_name[] = {"id", "name", NULL};

static att_status parse(const char *text, att_table **ret, att_error *error) {
  return att_table_parse("t.tsv", text, strlen(text), id_name, ret, error);
}

static void reads_cells_and_lists(void **state) {
  (void)state;
  att_table *table;
  assert_int_equal(parse("# about\n\nid\tname\textra\r\nb\tB| Bee ||\t\r\na\tA\tx", &table, NULL),
                   ATT_OK);
  assert_int_equal(att_table_rows(table), 2);
  assert_int_equal(att_table_column(table, "name"), 1);
  assert_int_equal(att_table_column(table, "none"), ATT_TABLE_NONE);
  assert_int_equal(att_table_line(table, 0), 4);
  assert_string_equal(att_table_cell(table, 1, 2).data, "x");
  assert_int_equal(att_table_cell(table, 1, ATT_TABLE_NONE).size, 0);
  att_view rest = att_table_cell(table, 0, 1), item;
  assert_true(att_list_next(&rest, &item));
  assert_true(att_view_is(item, "B"));
  assert_true(att_list_next(&rest, &item));
  assert_true(att_view_is(item, "Bee"));
  assert_false(att_list_next(&rest, &item));
  assert_int_equal(att_table_find(table, "a", 1), 1);
  assert_int_equal(att_table_find(table, "b", 1), 0);
  assert_int_equal(att_table_find(table, "ab", 2), ATT_TABLE_NONE);
  assert_int_equal(att_table_check_keys(table, NULL), ATT_OK);
  att_table_close(table);
}

static void names_file_and_line(void **state) {
  (void)state;
  static const struct {
    const char *text, *message;
  } cases[] = {
      {"", "t.tsv:1: no header line"},
      {"# only a comment\n", "t.tsv:1: no header line"},
      {"#c\nid\tnom\n", "t.tsv:2: no column 'name'"},
      {"id\tname\tid\n", "t.tsv:1: two columns named 'id'"},
      {"id\tname\na\tb\n\nc\n", "t.tsv:4: 1 cells where the header has 2"},
      {"id\tname\na\tb\tc\n", "t.tsv:2: 3 cells where the header has 2"},
      {"id\tname\na\t\xc3(\n", "t.tsv:2: not UTF-8"},
      {"id\tname\na\t\xed\xa0\x80\n", "t.tsv:2: not UTF-8"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    att_table *table = NULL;
    att_error error;
    assert_int_equal(parse(cases[i].text, &table, &error), ATT_ERR_SYNTAX);
    assert_string_equal(error.message, cases[i].message);
    assert_null(table);
  }
}

static void finds_double_keys(void **state) {
  (void)state;
  att_table *table;
  att_error error;
  assert_int_equal(parse("id\tname\na\t1\nb\t2\na\t3\n", &table, NULL), ATT_OK);
  assert_int_equal(att_table_find(table, "a", 1), 0);
  assert_int_equal(att_table_check_keys(table, &error), ATT_ERR_SYNTAX);
  assert_string_equal(error.message, "t.tsv:4: 'a' stands in line 2 already");
  att_table_close(table);
  assert_int_equal(parse("id\tname\n\t1\n", &table, NULL), ATT_OK);
  assert_int_equal(att_table_check_keys(table, &error), ATT_ERR_SYNTAX);
  assert_string_equal(error.message, "t.tsv:2: the first cell is empty");
  att_table_close(table);
}

static void finds_data(void **state) {
  (void)state;
  static const char *const columns[] = {"iso3", "name", "demonyms", NULL};
  att_table *table;
  att_error error;
  char path[ATT_DATA_PATH_SIZE];
  assert_int_equal(att_table_open_data("ontology/states.tsv", columns, &table, NULL), ATT_OK);
  assert_int_equal(att_table_check_keys(table, NULL), ATT_OK);
  size_t row = att_table_find(table, "KHM", 3);
  assert_int_not_equal(row, ATT_TABLE_NONE);
  assert_string_equal(att_table_cell(table, row, att_table_column(table, "name")).data, "Cambodia");
  att_table_close(table);
  assert_int_equal(att_data_path("ontology/none.tsv", path, &error), ATT_ERR_NOT_FOUND);
  assert_non_null(strstr(error.message, "ontology/none.tsv: no such data file in "));
  assert_int_equal(att_table_open("/nonexistent/x.tsv", NULL, &table, &error), ATT_ERR_IO);
  assert_string_equal(error.message, "/nonexistent/x.tsv: No such file or directory");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_cells_and_lists),
      cmocka_unit_test(names_file_and_line),
      cmocka_unit_test(finds_double_keys),
      cmocka_unit_test(finds_data),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
