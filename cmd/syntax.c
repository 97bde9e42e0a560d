/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/syntax.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "queries/ast.h"

static bool is_file_name(const char *argument) {
  size_t size = strlen(argument);
  return size > 3 &&
         (strcmp(argument + size - 3, ".rq") == 0 || strcmp(argument + size - 3, ".ru") == 0);
}

static att_status read_file(const char *path, att_buffer *text, att_error *reterr) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: %s", path, strerror(errno));
  char chunk[4096];
  size_t size;
  att_status status = ATT_OK;
  while (status == ATT_OK && (size = fread(chunk, 1, sizeof chunk, file)) > 0)
    status = att_buffer_append(text, chunk, size);
  bool broken = ferror(file);
  fclose(file);
  if (broken)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: cannot be read", path);
  return status == ATT_OK ? ATT_OK : att_error_set(reterr, status, "out of memory");
}

att_status cmd_read_sparql(const char *argument, att_buffer *text, att_error *reterr) {
  att_status status = is_file_name(argument) ? read_file(argument, text, reterr)
                                             : att_buffer_append(text, argument, strlen(argument));
  if (status == ATT_OK)
    status = att_buffer_append(text, "", 1);
  return status == ATT_ERR_MEMORY ? att_error_set(reterr, status, "out of memory") : status;
}

static void underline(const att_buffer *text, const att_parse_place *place) {
  const char *line = (const char *)text->data + place->start;
  size_t size = strcspn(line, "\r\n"), from = place->offset - place->start;
  if (place->line == 0 || from > size || size > 400)
    return;
  fprintf(stderr, "  %.*s\n  ", (int)size, line);
  for (size_t i = 0; i < from; i++)
    if ((line[i] & 0xc0) != 0x80)
      fputc(line[i] == '\t' ? '\t' : ' ', stderr);
  size_t marks = 0;
  for (size_t i = from; i < size && i < from + place->size; i++)
    if ((line[i] & 0xc0) != 0x80)
      marks += fputc('^', stderr) == '^';
  fputs(marks ? "\n" : "^\n", stderr);
}

static bool has_escapes(const att_buffer *text) {
  const char *source = (const char *)text->data;
  return strstr(source, "\\u") || strstr(source, "\\U");
}

int cmd_check_sparql(const char *command, const char *argument, bool update, bool no_prefixes) {
  att_buffer text = ATT_BUFFER_INIT;
  att_error error;
  if (cmd_read_sparql(argument, &text, &error) != ATT_OK) {
    att_buffer_clear(&text);
    return cmd_fail(command, &error);
  }
  att_arena arena;
  att_arena_init(&arena, 0);
  att_parse_options options = {.update = update, .no_default_prefixes = no_prefixes};
  att_parse_place place;
  att_ast *root;
  att_status status =
      att_parse(&arena, (const char *)text.data, text.size - 1, &options, &root, &place, &error);
  att_arena_clear(&arena);
  int code = CMD_FINE;
  if (status != ATT_OK) {
    code = status == ATT_ERR_MEMORY ? CMD_FAILED : CMD_NO;
    cmd_fail(command, &error);
    if (!has_escapes(&text))
      underline(&text, &place);
  }
  att_buffer_clear(&text);
  return code;
}
