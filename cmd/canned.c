/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/canned.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/data.h"
#include "cmd/cmd.h"
#include "cmd/document.h"
#include "cmd/nearest.h"

static int run(int argc, char **argv);

const cmd_command cmd_queries = {
    "queries", run, "the queries that come with attache",
    "usage: attache queries [NAME]\n\n"
    "Lists them, with their parameters; with NAME prints that query's text. To run one:\n\n"
    "    attache query NAME [--param PARAMETER=VALUE]…\n\n"
    "  -h, --help          this text\n"};

bool cmd_canned_is_name(const char *text) {
  size_t size = strlen(text);
  for (size_t i = 0; i < size; i++)
    if (!islower((unsigned char)text[i]) && text[i] != '-')
      return false;
  return size > 0 && text[0] != '-';
}

static int is_query(const struct dirent *entry) {
  size_t size = strlen(entry->d_name);
  return size > 3 && strcmp(entry->d_name + size - 3, ".rq") == 0;
}

/* The names in the alphabet's order, to be freed each and all; -1 with the error set. */
static int list_names(char ***ret_names, att_error *reterr) {
  char path[ATT_DATA_PATH_SIZE];
  struct dirent **entries;
  if (att_data_path("queries/canned/who-met-whom.rq", path, reterr) != ATT_OK)
    return -1;
  *strrchr(path, '/') = '\0';
  int count = scandir(path, &entries, is_query, alphasort);
  char **names = count < 0 ? NULL : calloc((size_t)count + 1, sizeof *names);
  for (int i = 0; i < count; i++) {
    if (names)
      names[i] = strndup(entries[i]->d_name, strlen(entries[i]->d_name) - 3);
    free(entries[i]);
  }
  if (count >= 0)
    free(entries);
  if (!names) {
    att_error_set(reterr, ATT_ERR_IO, "%s: cannot be listed", path);
    return -1;
  }
  *ret_names = names;
  return count;
}

static void free_names(char **names, int count) {
  for (int i = 0; i < count; i++)
    free(names[i]);
  free(names);
}

static att_status unknown(const char *name, att_error *reterr) {
  cmd_nearest nearest = {.word = name};
  char **names = NULL;
  int count = list_names(&names, reterr);
  for (int i = 0; i < count; i++)
    if (names[i])
      cmd_nearest_try(&nearest, names[i]);
  att_error_set(reterr, ATT_ERR_NOT_FOUND, "no query '%s'%s%s%s ('attache queries' lists them)",
                name, nearest.name ? ": did you mean '" : "", nearest.name ? nearest.name : "",
                nearest.name ? "'?" : "");
  if (count >= 0)
    free_names(names, count);
  return ATT_ERR_NOT_FOUND;
}

static att_status read_text(const char *name, att_buffer *text, att_error *reterr) {
  char file[256], path[ATT_DATA_PATH_SIZE];
  snprintf(file, sizeof file, "queries/canned/%s.rq", name);
  if (att_data_path(file, path, reterr) != ATT_OK)
    return unknown(name, reterr);
  return cmd_read_file(path, text, reterr);
}

/* The value as a SPARQL term. */
static att_status add_value(const char *value, att_buffer *out) {
  size_t digits = strspn(value, "0123456789");
  bool number = digits > 0 && value[digits] == '\0';
  bool iri = (strncmp(value, "http://", 7) == 0 || strncmp(value, "https://", 8) == 0) &&
             strpbrk(value, "<>\"{}|^` \\") == NULL;
  if (number)
    return att_buffer_append(out, value, digits);
  ATT_TRY(att_buffer_append(out, iri ? "<" : "\"", 1));
  for (const char *at = value; *at != '\0'; at++) {
    const char *escaped = *at == '"' ? "\\\"" : *at == '\\' ? "\\\\" : *at == '\n' ? "\\n" : NULL;
    ATT_TRY(att_buffer_append(out, escaped != NULL ? escaped : at, escaped != NULL ? 2 : 1));
  }
  return att_buffer_append(out, iri ? ">" : "\"", 1);
}

/* What stands behind "# param NAME: ", or NULL for a name of `size` bytes that is no parameter. */
static const char *find_param(const char *text, const char *name, size_t size) {
  for (const char *at = text; (at = strstr(at, "# param ")) != NULL;) {
    at += 8;
    if (strncmp(at, name, size) == 0 && at[size] == ':')
      return at + size + 1 + strspn(at + size + 1, " ");
  }
  return NULL;
}

/* Whether "state=KHM" is a parameter with its value; the error says which there are. */
static att_status check_param(const char *name, const char *text, const char *param,
                              att_error *reterr) {
  size_t size = strcspn(param, "=");
  if (find_param(text, param, size) != NULL)
    return param[size] == '='
               ? ATT_OK
               : att_error_set(reterr, ATT_ERR_USAGE,
                               "the parameter '%s' needs a value: --param %s=VALUE", param, param);
  char known[200] = "";
  for (const char *at = text; (at = strstr(at, "# param ")) != NULL; at += 8)
    snprintf(known + strlen(known), sizeof known - strlen(known), "%s%.*s", *known ? ", " : "",
             (int)strcspn(at + 8, ":"), at + 8);
  return att_error_set(reterr, ATT_ERR_USAGE, "'%s' has no parameter '%.*s'; %s%s", name, (int)size,
                       param, *known ? "there are " : "it has none", known);
}

/* "state=KHM" whose name is the `size` bytes at `name`; its value, or NULL. */
static const char *value_of(const char *const *params, size_t count, const char *name,
                            size_t size) {
  for (size_t i = 0; i < count; i++)
    if (strncmp(params[i], name, size) == 0 && params[i][size] == '=')
      return params[i] + size + 1;
  return NULL;
}

static att_status substitute(const char *text, const char *const *params, size_t count,
                             att_buffer *out) {
  for (const char *at = text; *at != '\0';) {
    size_t size = 0;
    while (*at == '$' && (isalnum((unsigned char)at[1 + size]) || at[1 + size] == '_'))
      size++;
    const char *value = size > 0 ? value_of(params, count, at + 1, size) : NULL;
    if (value != NULL)
      ATT_TRY(add_value(value, out));
    else
      ATT_TRY(att_buffer_append(out, at, size + 1));
    at += size + 1;
  }
  return att_buffer_append(out, "", 1);
}

att_status cmd_canned_read(const char *name, const char *const *params, size_t count,
                           att_buffer *out, att_error *reterr) {
  att_buffer text = ATT_BUFFER_INIT;
  att_status status = read_text(name, &text, reterr);
  if (status == ATT_OK)
    status = att_buffer_append(&text, "", 1);
  for (size_t i = 0; i < count && status == ATT_OK; i++)
    status = check_param(name, (const char *)text.data, params[i], reterr);
  if (status == ATT_OK && substitute((const char *)text.data, params, count, out) != ATT_OK)
    status = att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the query");
  att_buffer_clear(&text);
  return status;
}

att_status cmd_canned_meaning(const char *name, const char *param, att_buffer *out,
                              att_error *reterr) {
  att_buffer text = ATT_BUFFER_INIT;
  att_status status = read_text(name, &text, reterr);
  if (status == ATT_OK)
    status = att_buffer_append(&text, "", 1);
  const char *meaning =
      status == ATT_OK ? find_param((const char *)text.data, param, strcspn(param, "=")) : NULL;
  att_buffer_reset(out);
  if (meaning != NULL)
    status = att_buffer_append(out, meaning, strcspn(meaning, ";\n"));
  if (status == ATT_OK)
    status = att_buffer_append(out, "", 1);
  att_buffer_clear(&text);
  return status;
}

/* The title, and a line a parameter. */
static void print_entry(const char *name, const char *text) {
  size_t size = strcspn(text, "\n");
  printf("%-20s %.*s\n", name, size > 2 ? (int)size - 2 : 0, text + 2);
  for (const char *at = text; (at = strstr(at, "# param ")) != NULL; at += 8)
    printf("%-20s   --param %.*s=…  %.*s\n", "", (int)strcspn(at + 8, ":"), at + 8,
           (int)strcspn(at + 10 + strcspn(at + 8, ":"), ";\n"), at + 10 + strcspn(at + 8, ":"));
}

static int list_all(void) {
  att_error error;
  att_buffer text = ATT_BUFFER_INIT;
  char **names;
  int count = list_names(&names, &error);
  if (count < 0)
    return cmd_fail("queries", &error);
  for (int i = 0; i < count; i++) {
    att_buffer_reset(&text);
    if (names[i] && read_text(names[i], &text, &error) == ATT_OK &&
        att_buffer_append(&text, "", 1) == ATT_OK)
      print_entry(names[i], (const char *)text.data);
  }
  free_names(names, count);
  att_buffer_clear(&text);
  return count > 0 ? CMD_FINE : CMD_FAILED;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_HELP_OPTION, {NULL, 0, NULL, 0}};
  const char *unused;
  int option;
  while ((option = cmd_option(&cmd_queries, argc, argv, "h", options, &unused)) != -1)
    return option == 'h' ? CMD_FINE : CMD_USAGE;
  if (optind == argc)
    return list_all();
  if (optind + 1 != argc || !cmd_canned_is_name(argv[optind]))
    return cmd_usage("queries", "one name of a query", NULL);
  att_buffer text = ATT_BUFFER_INIT;
  att_error error;
  if (read_text(argv[optind], &text, &error) != ATT_OK) {
    att_buffer_clear(&text);
    cmd_fail("queries", &error);
    return CMD_NO;
  }
  fwrite(text.data, 1, text.size, stdout);
  att_buffer_clear(&text);
  return CMD_FINE;
}
