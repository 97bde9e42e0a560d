/* SPDX-License-Identifier: Apache-2.0
 *
 * SERVICE (SPARQL 1.1 Federated Query): the pattern's text goes to the endpoint, in one request for
 * many rows, whose bindings stand in VALUES (its section 2.4 and 4). A number tells which of them a
 * solution is for, so that the endpoint's other variables may be unbound.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "queries/service.h"

#define NUMBER "attache_row"

enum { ROWS_A_REQUEST = 200 };

typedef struct {
  att_op op;
  const att_alg *node;
  att_spot name;
  att_endpoint *endpoint;
  /* The rows of `op.in` that the last request was for, and what it was. */
  size_t from, end;
  att_id asked;      /* the endpoint */
  bool all;          /* nothing was bound: the answer fits any row */
  bool fresh;        /* the answer is still that of the last such request */
  att_tuples tuples; /* values pushed, by the node's columns; 0 where the row has none to push */
  uint32_t *which;   /* of each row: its tuple */
  size_t which_count;
  /* The answer: rows of columns, each in a list of those of its tuple. */
  att_batch answers;
  uint32_t *heads, *nexts; /* from 1; nexts[i] is of answers[i - 1]: its tuple until all are in */
  size_t head_count, next_count;
  bool failed; /* SILENT: one solution without bindings */
  /* Where the join is. */
  size_t row;
  uint32_t at;
  bool running;
  /* The solution at hand. */
  size_t tuple;
  att_id *values;
  uint64_t requests;
} service_op;

static att_status out_of_memory(service_op *service) {
  return att_error_set(service->op.exec->error, ATT_ERR_MEMORY, "out of memory");
}

static att_status service_open(att_op *op) {
  service_op *service = (service_op *)op;
  service->running = false;
  service->from = service->end = 0;
  return ATT_OK;
}

static att_view name_of(const service_op *service, size_t column) {
  return service->node->names[column];
}

static bool is_iri_text(att_view text) {
  for (size_t i = 0; i < text.size; i++)
    if ((unsigned char)text.data[i] <= ' ' || strchr("<>\"{}|^`\\", text.data[i]))
      return false;
  return text.size > 0;
}

static bool is_tag(att_view text) {
  for (size_t i = 0; i < text.size; i++)
    if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", text.data[i]))
      return false;
  return true;
}

/* Blank nodes of an answer are of that answer alone. */
static att_status answer_id(service_op *service, const att_term *from, att_id *ret_id,
                            att_error *reterr) {
  att_term term = *from;
  char label[48];
  bool fine = term.kind == ATT_TERM_IRI
                  ? is_iri_text(term.lexical)
                  : (!term.datatype.size || is_iri_text(term.datatype)) && is_tag(term.language);
  if (!fine)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "a wrong IRI or language tag");
  if (term.kind == ATT_TERM_BLANK) {
    snprintf(label, sizeof label, "v%llux%016llx", (unsigned long long)service->requests,
             (unsigned long long)XXH3_64bits(term.lexical.data, term.lexical.size));
    term.lexical = att_view_of(label);
  }
  return att_exec_id(service->op.exec, &term, ret_id);
}

static att_status on_binding(void *context, att_view variable, const att_term *term,
                             att_error *reterr) {
  service_op *service = context;
  size_t column = 0;
  if (att_view_equal(variable, att_view_of(NUMBER))) {
    char digits[16];
    snprintf(digits, sizeof digits, "%.*s", (int)(term->lexical.size < 15 ? term->lexical.size : 0),
             term->lexical.data);
    service->tuple = (size_t)strtoul(digits, NULL, 10);
    return ATT_OK;
  }
  while (column < service->node->columns.count &&
         !att_view_equal(variable, name_of(service, column)))
    column++;
  if (column == service->node->columns.count)
    return ATT_OK;
  att_status status = answer_id(service, term, &service->values[column], reterr);
  if (status != ATT_OK && status != ATT_ERR_SYNTAX)
    *reterr = *service->op.exec->error;
  return status;
}

/* Adds `values` to the answers of the tuple. */
static att_status keep(service_op *service) {
  att_exec *exec = service->op.exec;
  att_id *row;
  ATT_TRY(att_batch_add(exec, &service->answers, NULL, &row));
  for (size_t i = 0; i < service->node->columns.count; i++)
    row[service->node->columns.items[i]] = service->values[i];
  size_t count = service->answers.count;
  if (count >= UINT32_MAX)
    return att_exec_too_large(exec);
  ATT_TRY(
      att_exec_reserve(exec, &service->nexts, &service->next_count, count + 1, sizeof(uint32_t)));
  service->nexts[count] = (uint32_t)service->tuple;
  return ATT_OK;
}

/* Each answer into its tuple's list, in the order that they came. */
static void link_answers(service_op *service) {
  for (size_t i = service->answers.count; i > 0; i--) {
    uint32_t tuple = service->nexts[i];
    service->nexts[i] = service->heads[tuple];
    service->heads[tuple] = (uint32_t)i;
  }
}

static att_status on_solution(void *context, att_error *reterr) {
  service_op *service = context;
  att_status status = ATT_OK;
  if (service->all)
    service->tuple = 0;
  if (service->tuple >= service->tuples.count)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "a solution that is for none of the rows asked");
  status = keep(service);
  if (status != ATT_OK)
    *reterr = *service->op.exec->error;
  memset(service->values, 0, service->node->columns.count * sizeof *service->values);
  service->tuple = SIZE_MAX;
  return status;
}

static att_status say(att_buffer *text, const char *words) {
  return att_buffer_append(text, words, strlen(words));
}

static att_status add_names(const service_op *service, att_buffer *text) {
  ATT_TRY(say(text, " ?" NUMBER));
  for (size_t i = 0; i < service->node->columns.count; i++) {
    ATT_TRY(say(text, " ?"));
    ATT_TRY(att_buffer_append(text, name_of(service, i).data, name_of(service, i).size));
  }
  return ATT_OK;
}

static att_status add_values(service_op *service, att_buffer *text) {
  size_t columns = service->node->columns.count;
  char scratch[ATT_SCRATCH_SIZE], number[32];
  att_term term;
  ATT_TRY(say(text, " VALUES ("));
  ATT_TRY(add_names(service, text));
  ATT_TRY(say(text, ") {"));
  for (size_t t = 0; t < service->tuples.count; t++) {
    snprintf(number, sizeof number, "\n(%zu", t);
    ATT_TRY(say(text, number));
    for (size_t i = 0; i < columns; i++) {
      att_id id = service->tuples.items[t * columns + i];
      ATT_TRY(say(text, id ? " " : " UNDEF"));
      if (id)
        ATT_TRY(att_exec_term(service->op.exec, id, scratch, &term));
      if (id)
        ATT_TRY(att_term_write(&term, text));
    }
    ATT_TRY(say(text, ")"));
  }
  return say(text, "\n}");
}

static att_status write_request(service_op *service, att_buffer *text) {
  const att_ast *ast = service->node->ast;
  ATT_TRY(att_buffer_append(text, ast->term.lexical.data, ast->term.lexical.size));
  ATT_TRY(say(text, "SELECT"));
  if (service->all && service->node->columns.count == 0)
    ATT_TRY(say(text, " (0 AS ?" NUMBER ")"));
  else
    ATT_TRY(add_names(service, text));
  ATT_TRY(say(text, " WHERE {"));
  if (!service->all)
    ATT_TRY(add_values(service, text));
  ATT_TRY(say(text, "\n"));
  ATT_TRY(att_buffer_append(text, ast->text.data, ast->text.size));
  return say(text, "\n}");
}

static att_id endpoint_of(const service_op *service, const att_id *row) {
  return service->name.slot == ATT_NO_SLOT ? service->name.id : row[service->name.slot];
}

static bool can_be_pushed(att_exec *exec, att_id id) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  return id && att_exec_term(exec, id, scratch, &term) == ATT_OK && term.kind != ATT_TERM_BLANK;
}

/* The next rows that ask the same endpoint, and their tuples; `fresh` where that was asked last. */
static att_status gather(service_op *service) {
  att_exec *exec = service->op.exec;
  size_t columns = service->node->columns.count;
  att_id tuple[ATT_SLOTS_MOST];
  const att_id *rows = service->op.in.rows;
  att_id before = service->asked;
  att_tuples_clear(exec, &service->tuples);
  service->asked = endpoint_of(service, rows + service->from * exec->width);
  service->fresh = service->fresh && before == service->asked;
  service->all = true;
  for (service->end = service->from; service->end < service->op.in.count; service->end++) {
    const att_id *row = rows + service->end * exec->width;
    size_t at, number = service->end - service->from;
    bool fresh;
    if (endpoint_of(service, row) != service->asked || service->tuples.count >= ROWS_A_REQUEST)
      break;
    for (size_t i = 0; i < columns; i++) {
      att_id id = row[service->node->columns.items[i]];
      tuple[i] = can_be_pushed(exec, id) ? id : 0;
      service->all = service->all && tuple[i] == 0;
    }
    ATT_TRY(att_tuples_add(exec, &service->tuples, tuple, &at, &fresh));
    ATT_TRY(att_exec_reserve(exec, &service->which, &service->which_count, number + 1,
                             sizeof(uint32_t)));
    service->which[number] = (uint32_t)at;
  }
  service->fresh = service->fresh && service->all;
  if (service->fresh)
    return ATT_OK;
  ATT_TRY(att_exec_reserve(exec, &service->heads, &service->head_count, service->tuples.count,
                           sizeof(uint32_t)));
  memset(service->heads, 0, service->head_count * sizeof(uint32_t));
  service->answers.count = 0;
  service->failed = false;
  return ATT_OK;
}

static att_status send_request(service_op *service, att_view iri) {
  att_buffer text = ATT_BUFFER_INIT;
  att_results_handler handler = {on_binding, on_solution, service};
  service->requests++;
  service->tuple = SIZE_MAX;
  memset(service->values, 0, (service->node->columns.count + 1) * sizeof *service->values);
  att_status status = write_request(service, &text);
  if (status == ATT_ERR_MEMORY)
    status = out_of_memory(service);
  if (status == ATT_OK && !service->endpoint)
    status = att_endpoint_new(service->op.exec, &service->endpoint);
  if (status == ATT_OK)
    status = att_endpoint_ask(service->endpoint, iri, (const char *)text.data, text.size, &handler);
  att_buffer_clear(&text);
  return status;
}

static att_status ask(service_op *service) {
  att_exec *exec = service->op.exec;
  char scratch[ATT_SCRATCH_SIZE], iri[2048];
  att_term term = {0};
  att_status status;
  if (service->asked)
    ATT_TRY(att_exec_term(exec, service->asked, scratch, &term));
  if (term.kind != ATT_TERM_IRI || term.lexical.size >= sizeof iri) {
    status = att_error_set(exec->error, ATT_ERR_IO, "SERVICE: its variable is no endpoint's IRI");
  } else if (!exec->service) {
    status = att_error_set(exec->error, ATT_ERR_IO, "SERVICE <%.*s>: not allowed here",
                           (int)term.lexical.size, term.lexical.data);
  } else { /* a copy: the answers make terms, which may move this one */
    memcpy(iri, term.lexical.data, term.lexical.size);
    status = send_request(service, (att_view){iri, term.lexical.size});
  }
  if (status == ATT_ERR_IO && service->node->silent) {
    service->failed = true;
    service->answers.count = 0;
    exec->error->status = ATT_OK;
    return ATT_OK;
  }
  if (status == ATT_OK)
    link_answers(service);
  service->fresh = status == ATT_OK && service->all;
  return status;
}

/* The row with an answer's values, where they agree. */
static att_status put(service_op *service, const att_id *row, const att_id *answer,
                      att_batch *out) {
  att_id *to;
  ATT_TRY(att_batch_add(service->op.exec, out, row, &to));
  for (size_t i = 0; i < service->node->columns.count; i++) {
    int slot = service->node->columns.items[i];
    if (to[slot] && answer[slot] && to[slot] != answer[slot]) {
      out->count--;
      return ATT_OK;
    }
    to[slot] = to[slot] ? to[slot] : answer[slot];
  }
  return ATT_OK;
}

static uint32_t first_answer(const service_op *service) {
  return service->heads[service->all ? 0 : service->which[service->row - service->from]];
}

/* Rows of the last request, joined, until the batch is full. */
static att_status join(service_op *service, att_batch *out) {
  att_exec *exec = service->op.exec;
  att_id *copy;
  while (service->row < service->end) {
    const att_id *row = service->op.in.rows + service->row * exec->width;
    if (service->failed)
      ATT_TRY(att_batch_add(exec, out, row, &copy));
    for (; !service->failed && service->at; service->at = service->nexts[service->at]) {
      if (out->count >= exec->batch)
        return ATT_OK;
      ATT_TRY(att_exec_tick(exec));
      ATT_TRY(put(service, row, service->answers.rows + (service->at - 1) * exec->width, out));
    }
    if (++service->row < service->end)
      service->at = first_answer(service);
  }
  service->running = false;
  service->from = service->end;
  return ATT_OK;
}

static att_status service_next(att_op *op, att_batch *out) {
  service_op *service = (service_op *)op;
  while (out->count < op->exec->batch) {
    if (!service->running) {
      if (service->from >= op->in.count) {
        ATT_TRY(att_op_next(op->input, &op->in));
        service->from = 0;
        if (op->in.count == 0)
          return ATT_OK;
      }
      ATT_TRY(gather(service));
      if (!service->fresh)
        ATT_TRY(ask(service));
      service->running = true;
      service->row = service->from;
      service->at = first_answer(service);
    }
    ATT_TRY(join(service, out));
  }
  return ATT_OK;
}

static void service_close(att_op *op) {
  service_op *service = (service_op *)op;
  att_endpoint_free(service->endpoint);
  service->endpoint = NULL;
  att_tuples_clear(op->exec, &service->tuples);
  att_batch_clear(op->exec, &service->answers);
  att_exec_release(op->exec, &service->which, &service->which_count, sizeof(uint32_t));
  att_exec_release(op->exec, &service->heads, &service->head_count, sizeof(uint32_t));
  att_exec_release(op->exec, &service->nexts, &service->next_count, sizeof(uint32_t));
}

static const att_op_type service_type = {.name = "service",
                                         .open = service_open,
                                         .next = service_next,
                                         .close = service_close,
                                         .whole_batches = true};

att_op *att_op_service(att_exec *exec, att_op *input, const att_alg *node, att_spot name) {
  service_op *service = ATT_NEW(exec->arena, service_op);
  service->op = (att_op){.type = &service_type, .exec = exec, .input = input};
  service->node = node;
  service->name = name;
  service->tuples.size = node->columns.count;
  service->values = ATT_NEW_ARRAY(exec->arena, att_id, node->columns.count + 1);
  return &service->op;
}
