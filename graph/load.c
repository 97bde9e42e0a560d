/* SPDX-License-Identifier: Apache-2.0
 *
 * A thread reads the file and parses it, piece by piece; the caller's interns and adds what it made
 * of them. Pieces go round in a ring, so that neither gets far ahead of the other. */
#include "config.h" /* memrchr() is a GNU function */

#include "graph/load.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "graph/ntriples.h"
#include "graph/parse.h"
#include "graph/store_internal.h"

enum { PIECE_BYTES = 1 << 18, PIECES = 4, LINE_MOST = 1 << 28 };

typedef struct {
  att_txn *txn;
  const att_load_options *options;
  FILE *file;
  att_load_parser *parser;
  bool at_end;         /* of the file */
  uint64_t bytes;      /* read so far */
  unsigned long lines; /* read so far */
  att_buffer rest;     /* what was read behind the last piece's end */
  att_piece pieces[PIECES];
  /* Under `guard`: */
  pthread_mutex_t guard;
  pthread_cond_t changed;
  unsigned long parsed, taken; /* pieces */
  bool stop;
} load_run;

static att_status no_memory(att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
}

/* Reads on until the input has `size` bytes or the file ends. */
static att_status read_bytes(load_run *run, att_buffer *input, size_t size, att_error *reterr) {
  while (input->size < size && !run->at_end) {
    if (att_buffer_reserve(input, size - input->size + 1))
      return no_memory(reterr);
    size_t got = fread(input->data + input->size, 1, size - input->size, run->file);
    input->size += got;
    run->bytes += got;
    run->at_end = got == 0;
    if (run->options->most_bytes && run->bytes > run->options->most_bytes)
      return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%lu: the file is larger than %llu bytes",
                           run->options->name, run->lines + 1,
                           (unsigned long long)run->options->most_bytes);
  }
  if (ferror(run->file))
    return att_error_set(reterr, ATT_ERR_IO, "%s: cannot be read", run->options->name);
  return ATT_OK;
}

/* How many bytes of the input end where a line does; 0 where none ends for sure. */
static size_t whole_lines(const att_buffer *input) {
  const uint8_t *start = input->data, *end = memrchr(start, '\n', input->size);
  if (!end && input->size > 1) /* a CR at the very end may be the half of a line's end */
    end = memrchr(start, '\r', input->size - 1);
  return end ? (size_t)(end - start) + 1 : 0;
}

static att_status read_lines(load_run *run, att_buffer *input, size_t *ret_whole,
                             att_error *reterr) {
  for (size_t wanted = PIECE_BYTES;; wanted *= 2) {
    ATT_TRY(read_bytes(run, input, wanted, reterr));
    *ret_whole = run->at_end ? input->size : whole_lines(input);
    if (run->at_end || *ret_whole)
      return ATT_OK;
    if (wanted >= LINE_MOST)
      return att_error_set(reterr, ATT_ERR_LIMIT, "%s:%lu: a line of over 256 MiB",
                           run->options->name, run->lines + 1);
  }
}

/* The next piece of the file, a zero byte behind it. */
static att_status fill(load_run *run, att_piece *piece, bool by_lines, att_error *reterr) {
  att_buffer *input = &piece->input;
  size_t whole;
  att_buffer_reset(input);
  if (att_buffer_append(input, run->rest.data, run->rest.size))
    return no_memory(reterr);
  att_buffer_reset(&run->rest);
  if (by_lines) {
    ATT_TRY(read_lines(run, input, &whole, reterr));
  } else {
    ATT_TRY(read_bytes(run, input, PIECE_BYTES, reterr));
    whole =
        run->at_end ? input->size : input->size - att_utf8_cut((char *)input->data, input->size);
  }
  if (whole < input->size &&
      att_buffer_append(&run->rest, input->data + whole, input->size - whole))
    return no_memory(reterr);
  input->size = whole;
  if (att_buffer_reserve(input, 1))
    return no_memory(reterr);
  input->data[whole] = '\0';
  piece->before = run->lines;
  piece->last = run->at_end;
  run->lines += att_ntriples_lines((char *)input->data, whole);
  return ATT_OK;
}

/* The parser's thread: to the last piece, or one that fails. */
static void *parse(void *context) {
  load_run *run = context;
  bool by_lines = att_load_parser_by_lines(run->parser), over = false;
  while (!over) {
    pthread_mutex_lock(&run->guard);
    while (run->parsed - run->taken == PIECES && !run->stop)
      pthread_cond_wait(&run->changed, &run->guard);
    bool stop = run->stop;
    pthread_mutex_unlock(&run->guard);
    if (stop)
      break;
    att_piece *piece = &run->pieces[run->parsed % PIECES];
    piece->status = fill(run, piece, by_lines, &piece->error);
    if (piece->status == ATT_OK)
      att_load_parser_read(run->parser, piece);
    over = piece->last || piece->status != ATT_OK;
    pthread_mutex_lock(&run->guard);
    run->parsed++;
    pthread_cond_broadcast(&run->changed);
    pthread_mutex_unlock(&run->guard);
  }
  return NULL;
}

static uint64_t take_number(const uint8_t **at, size_t size) {
  uint64_t number = 0;
  memcpy(&number, *at, size);
  *at += size;
  return number;
}

/* The id of a term that stands at *at, which is moved behind it. */
static att_status take_term(att_txn *txn, const uint8_t **at, att_id *ret_id, att_error *reterr) {
  uint8_t kind = *(*at)++;
  if (kind == 'N') {
    *ret_id = take_number(at, sizeof *ret_id);
    return ATT_OK;
  }
  if (kind == 'T') {
    size_t datatype = take_number(at, 4), lexical = take_number(at, 4);
    const char *text = (const char *)*at;
    att_term term = {ATT_TERM_LITERAL, {text + datatype, lexical}, {text, datatype}, {NULL, 0}};
    *at += datatype + lexical;
    return att_txn_intern(txn, &term, ret_id, reterr);
  }
  uint64_t hash = take_number(at, sizeof hash);
  att_view coded = {NULL, take_number(at, 4)};
  coded.data = (const char *)*at;
  *at += coded.size;
  return att_dict_intern(txn, hash, coded, ret_id, reterr);
}

static att_status take_statements(load_run *run, const att_piece *piece, att_error *reterr) {
  att_id ids[4] = {0};
  if (piece->status != ATT_OK)
    return att_error_set(reterr, piece->status, "%s", piece->error.message);
  if (piece->statements.size == 0)
    return ATT_OK; /* an empty file has no bytes to point at */
  const uint8_t *at = piece->statements.data, *end = at + piece->statements.size;
  while (at < end) {
    uint8_t mask = *at++;
    for (int i = 0; i < 4; i++)
      if (mask >> i & 1)
        ATT_TRY(take_term(run->txn, &at, &ids[i], reterr));
    att_quad quad = {ids[0], ids[1], ids[2],
                     mask & ATT_PIECE_IN_GRAPH ? ids[3] : run->options->graph};
    ATT_TRY(att_txn_add(run->txn, &quad, reterr));
  }
  return ATT_OK;
}

static att_status take_all(load_run *run, uint64_t *count, att_error *reterr) {
  for (bool over = false; !over;) {
    att_piece *piece = &run->pieces[run->taken % PIECES];
    pthread_mutex_lock(&run->guard);
    while (run->parsed == run->taken)
      pthread_cond_wait(&run->changed, &run->guard);
    pthread_mutex_unlock(&run->guard);
    ATT_TRY(take_statements(run, piece, reterr));
    *count += piece->count;
    over = piece->last;
    pthread_mutex_lock(&run->guard);
    run->taken++;
    pthread_cond_broadcast(&run->changed);
    pthread_mutex_unlock(&run->guard);
  }
  return ATT_OK;
}

/* A file of one piece is not worth a thread. */
static att_status load_small(load_run *run, uint64_t *count, att_error *reterr) {
  att_piece *piece = &run->pieces[0];
  ATT_TRY(fill(run, piece, false, reterr));
  att_load_parser_read(run->parser, piece);
  ATT_TRY(take_statements(run, piece, reterr));
  *count = piece->count;
  return ATT_OK;
}

static att_status load_large(load_run *run, uint64_t *count, att_error *reterr) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, parse, run) != 0)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no thread to parse with");
  att_status status = take_all(run, count, reterr);
  pthread_mutex_lock(&run->guard);
  run->stop = true;
  pthread_cond_broadcast(&run->changed);
  pthread_mutex_unlock(&run->guard);
  pthread_join(thread, NULL);
  return status;
}

static att_status load(load_run *run, uint64_t *count, att_error *reterr) {
  char scope[ATT_SCRATCH_SIZE + 1];
  ATT_TRY(att_txn_new_blank(run->txn, scope, reterr));
  strcat(scope, "x");
  ATT_TRY(read_bytes(run, &run->rest, PIECE_BYTES, reterr));
  ATT_TRY(att_load_parser_new(run->options, scope, &run->rest, &run->parser, reterr));
  att_status status = run->at_end ? load_small(run, count, reterr) : load_large(run, count, reterr);
  att_load_parser_free(run->parser);
  return status;
}

att_status att_load_file(att_txn *txn, FILE *file, const att_load_options *options,
                         uint64_t *ret_count, att_error *reterr) {
  uint64_t count = 0;
  load_run *run = calloc(1, sizeof *run);
  if (!run)
    return no_memory(reterr);
  run->txn = txn;
  run->options = options;
  run->file = file;
  pthread_mutex_init(&run->guard, NULL);
  pthread_cond_init(&run->changed, NULL);
  att_status status = load(run, &count, reterr);
  pthread_mutex_destroy(&run->guard);
  pthread_cond_destroy(&run->changed);
  for (int i = 0; i < PIECES; i++) {
    att_buffer_clear(&run->pieces[i].input);
    att_buffer_clear(&run->pieces[i].statements);
  }
  att_buffer_clear(&run->rest);
  free(run);
  if (status == ATT_OK)
    *ret_count = count;
  return status;
}
