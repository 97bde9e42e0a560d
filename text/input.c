/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "text/format.h"

enum { CHUNK = 64 << 10 };

struct att_input {
  const att_reader *reader;
  char *path;
  gzFile file;
  const att_format *format; /* NULL until the first bytes are read */
  uint8_t chunk[CHUNK];     /* read and not yet given out */
  size_t at, end;
  size_t line;
  bool ended;
};

static att_status open_failed(const char *path, int number, att_error *reterr) {
  return att_error_set(reterr, number == ENOENT ? ATT_ERR_NOT_FOUND : ATT_ERR_IO, "%s: %s", path,
                       strerror(number));
}

att_status att_input_open(const att_reader *reader, const char *path, att_input **ret_input,
                          att_error *reterr) {
  bool standard = strcmp(path, "-") == 0;
  int descriptor = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
  struct stat about;
  if (descriptor < 0)
    return open_failed(path, errno, reterr);
  if (fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
    close(descriptor);
    return open_failed(path, EISDIR, reterr);
  }
  att_input *input = calloc(1, sizeof *input);
  char *copy = strdup(standard ? "standard input" : path);
  gzFile file = gzdopen(descriptor, "rb");
  if (input == NULL || copy == NULL || file == NULL) {
    free(input);
    free(copy);
    if (file != NULL)
      gzclose(file);
    else
      close(descriptor);
    return att_source_no_memory(path, reterr);
  }
  *input = (att_input){.reader = reader, .path = copy, .file = file, .format = reader->format};
  *ret_input = input;
  return ATT_OK;
}

void att_input_close(att_input *input) {
  if (input == NULL)
    return;
  gzclose(input->file);
  free(input->path);
  free(input);
}

/* Fills the empty chunk. */
static att_status refill(att_input *input, att_error *reterr) {
  int got = gzread(input->file, input->chunk, CHUNK), code = Z_OK;
  const char *why = gzerror(input->file, &code);
  input->at = 0;
  input->end = got > 0 ? (size_t)got : 0;
  if (input->end == 0)
    input->ended = true;
  if (code == Z_OK || code == Z_STREAM_END)
    return ATT_OK;
  input->ended = true;
  input->end = 0;
  if (code == Z_ERRNO)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", input->path, strerror(errno));
  return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: broken gzip data (%s): fetch the file again",
                       input->path, code == Z_BUF_ERROR ? "it ends too early" : why);
}

static att_status too_large(const att_input *input, att_error *reterr) {
  size_t most = input->reader->options.bytes_most;
  if (input->line > 0)
    return att_error_set(reterr, ATT_ERR_LIMIT,
                         "%s:%zu: more than %zu bytes; raise the limit with --max-bytes",
                         input->path, input->line, most);
  return att_error_set(reterr, ATT_ERR_LIMIT,
                       "%s: more than %zu bytes; raise the limit with --max-bytes", input->path,
                       most);
}

/* Appends up to a line's end (which is dropped) or the end of all; *ret_over: too large, and the
 * rest was skipped. */
static att_status take(att_input *input, bool line, att_buffer *bytes, bool *ret_over,
                       att_error *reterr) {
  *ret_over = false;
  while (!input->ended || input->at < input->end) {
    if (input->at == input->end) {
      ATT_TRY(refill(input, reterr));
      continue;
    }
    const uint8_t *from = input->chunk + input->at;
    size_t left = input->end - input->at;
    const uint8_t *stop = line ? memchr(from, '\n', left) : NULL;
    size_t size = stop != NULL ? (size_t)(stop - from) : left;
    *ret_over = *ret_over || bytes->size + size > input->reader->options.bytes_most;
    if (!*ret_over && att_buffer_append(bytes, from, size) != ATT_OK)
      return att_source_no_memory(input->path, reterr);
    input->at += size + (stop != NULL);
    if (stop != NULL || (*ret_over && !line))
      break;
  }
  return ATT_OK;
}

static att_status name_record(const att_input *input, att_buffer *name) {
  char number[32];
  int size = input->line > 0 ? snprintf(number, sizeof number, ":%zu", input->line) : 0;
  att_buffer_reset(name);
  ATT_TRY(att_buffer_append(name, input->path, strlen(input->path)));
  ATT_TRY(att_buffer_append(name, number, (size_t)size));
  return att_buffer_append(name, "", 1);
}

static bool is_blank(const att_buffer *bytes) {
  for (size_t i = 0; i < bytes->size; i++)
    if (strchr(" \t\r", bytes->data[i]) == NULL || bytes->data[i] == '\0')
      return false;
  return true;
}

att_status att_input_next(att_input *input, att_buffer *bytes, att_buffer *name,
                          att_record *ret_record, bool *ret_more, att_error *reterr) {
  bool first = input->end == 0 && !input->ended, over;
  *ret_more = true;
  att_buffer_reset(bytes);
  if (first)
    ATT_TRY(refill(input, reterr));
  if (input->format == NULL)
    input->format = att_format_of((const char *)input->chunk, input->end, gzeof(input->file));
  bool lines = input->format->lines;
  do { /* an empty file is a record without text, an empty line is none */
    if (input->ended && input->at == input->end && (lines || !first)) {
      *ret_more = false;
      return ATT_OK;
    }
    att_buffer_reset(bytes);
    input->line += lines;
    ATT_TRY(take(input, lines, bytes, &over, reterr));
    if (over) {
      if (!lines) {
        input->ended = true;
        input->at = input->end;
      }
      return too_large(input, reterr);
    }
  } while (lines && is_blank(bytes));
  if (name_record(input, name) != ATT_OK)
    return att_source_no_memory(input->path, reterr);
  *ret_record = (att_record){.name = (const char *)name->data,
                             .bytes = bytes->data != NULL ? (const char *)bytes->data : "",
                             .size = bytes->size,
                             .format = input->format};
  return ATT_OK;
}
