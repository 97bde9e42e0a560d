/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/expr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "queries/functions.h"
#include "queries/number.h"

#define BOOLEAN(truth) ((att_id)9 << 60 | (att_id)(truth))

att_status att_expr_begin(att_exec *exec) {
  struct timespec now;
  struct tm parts;
  exec->functions = calloc(1, sizeof *exec->functions);
  if (!exec->functions)
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  exec->functions->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  clock_gettime(CLOCK_REALTIME, &now);
  exec->functions->random =
      (uint64_t)now.tv_nsec ^ (uint64_t)now.tv_sec << 20 ^ (uint64_t)(uintptr_t)exec;
  gmtime_r(&now.tv_sec, &parts);
  char text[24];
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  snprintf(exec->functions->now, sizeof exec->functions->now, "%s.%03ldZ", text,
           now.tv_nsec / 1000000);
  return ATT_OK;
}

att_status att_expr_begin_beside(att_exec *exec, const att_exec *other) {
  ATT_TRY(att_expr_begin(exec));
  memcpy(exec->functions->now, other->functions->now, sizeof exec->functions->now);
  return ATT_OK;
}

void att_expr_end(att_exec *exec) {
  att_functions *state = exec->functions;
  if (!state)
    return;
  att_buffer_clear(&state->out);
  att_buffer_clear(&state->aux);
  att_regex_free(state->regex);
  if (state->locale)
    freelocale(state->locale);
  free(state);
  exec->functions = NULL;
}

/* A decoded id. */
typedef struct {
  att_term term;
  char scratch[ATT_SCRATCH_SIZE];
  enum {
    IS_ERROR,
    IS_NUMBER,
    IS_STRING,
    IS_TAGGED,
    IS_BOOLEAN,
    IS_TIME,
    IS_DATE,
    IS_RESOURCE,
    IS_OTHER
  } kind;
  att_number number;
  double time;
  bool zone, truth;
} operand;

static void classify(operand *value) {
  bool date = false;
  if (value->term.kind != ATT_TERM_LITERAL)
    value->kind = IS_RESOURCE;
  else if (value->term.language.size)
    value->kind = IS_TAGGED;
  else if (!value->term.datatype.size)
    value->kind = IS_STRING;
  else if (att_number_of(&value->term, &value->number))
    value->kind = IS_NUMBER;
  else if (att_time_parse(&value->term, &value->time, &value->zone, &date))
    value->kind = date ? IS_DATE : IS_TIME;
  else
    value->kind = IS_OTHER;
  att_view text = value->term.lexical;
  if (value->kind != IS_OTHER || !att_term_has_type(&value->term, "boolean"))
    return;
  value->truth =
      att_view_equal(text, att_view_of("true")) || att_view_equal(text, att_view_of("1"));
  if (value->truth || att_view_equal(text, att_view_of("false")) ||
      att_view_equal(text, att_view_of("0")))
    value->kind = IS_BOOLEAN;
}

static att_status decode(att_exec *exec, att_id id, operand *value) {
  value->kind = IS_ERROR;
  if (id == 0)
    return ATT_OK;
  if (att_number_of_id(id, &value->number)) {
    value->kind = IS_NUMBER;
    return ATT_OK;
  }
  ATT_TRY(att_exec_term(exec, id, value->scratch, &value->term));
  classify(value);
  return ATT_OK;
}

static int compare_text(att_view a, att_view b) {
  size_t size = a.size < b.size ? a.size : b.size;
  int way = size ? memcmp(a.data, b.data, size) : 0;
  return way ? way : (a.size > b.size) - (a.size < b.size);
}

/* -1, 0, 1; 2: they cannot be compared (an error). */
static int compare(const operand *a, const operand *b) {
  if (a->kind != b->kind)
    return 2;
  switch (a->kind) {
  case IS_NUMBER:
    return att_number_compare(&a->number, &b->number);
  case IS_STRING:
    return compare_text(a->term.lexical, b->term.lexical);
  case IS_BOOLEAN:
    return a->truth - b->truth;
  case IS_TIME:
  case IS_DATE:
    if (a->zone != b->zone && a->time - b->time <= 50400 && b->time - a->time <= 50400)
      return 2;
    return (a->time > b->time) - (a->time < b->time);
  default:
    return 2;
  }
}

/* 1, 0, or -1 for an error (17.4.1.7). */
static int equal(const operand *a, const operand *b) {
  if (a->kind == IS_RESOURCE || b->kind == IS_RESOURCE)
    return a->kind == b->kind && att_term_equal(&a->term, &b->term);
  if (a->kind == IS_NUMBER && b->kind == IS_NUMBER)
    return att_number_compare(&a->number, &b->number) == 0;
  if (a->kind == IS_OTHER || b->kind == IS_OTHER) {
    bool same = a->kind == b->kind && att_term_equal(&a->term, &b->term);
    return same ? 1 : a->kind == IS_TAGGED || b->kind == IS_TAGGED ? 0 : -1;
  }
  if (a->kind != b->kind)
    return 0;
  if (a->kind == IS_TAGGED)
    return att_term_equal(&a->term, &b->term);
  int way = compare(a, b);
  return way == 2 ? -1 : way == 0;
}

/* Whether relation() needs no terms. */
static bool is_quick(char op, att_id a, att_id b) {
  if (a >> 60 == b >> 60 && (a >> 60 == 8 || a >> 60 == 9 || a >> 60 == 10))
    return strchr("=!<>lg", op);
  return (op == '=' || op == '!') && a && b && (a >> 60 == 1 || b >> 60 == 1) &&
         !att_id_is_local(a) && !att_id_is_local(b);
}

static att_status relation(att_exec *exec, char op, att_id a, att_id b, att_id *ret_id) {
  operand x, y;
  *ret_id = 0;
  if (a == 0 || b == 0)
    return ATT_OK;
  bool plain = a >> 60 == b >> 60 && (a >> 60 == 8 || a >> 60 == 9 || a >> 60 == 10);
  int way = (a > b) - (a < b), same = a == b;
  if (!plain) {
    if ((op == '=' || op == '!') && (a >> 60 == 1 || b >> 60 == 1) && !att_id_is_local(a) &&
        !att_id_is_local(b)) {
      *ret_id = BOOLEAN((a == b) == (op == '='));
      return ATT_OK;
    }
    ATT_TRY(decode(exec, a, &x));
    ATT_TRY(decode(exec, b, &y));
    if (op == '=' || op == '!')
      same = equal(&x, &y);
    else
      way = compare(&x, &y);
  }
  if (op == '=' || op == '!')
    *ret_id = same < 0 ? 0 : BOOLEAN((same == 1) == (op == '='));
  else if (way > 1 && !plain && way == 2)
    *ret_id = 0;
  else
    *ret_id = BOOLEAN(op == '<' ? way < 0 : op == '>' ? way > 0 : op == 'l' ? way <= 0 : way >= 0);
  return ATT_OK;
}

int att_expr_order_terms(att_exec *exec, att_id a, att_id b) {
  operand x, y;
  static const int rank[] = {0, 0, 2, 1, 3};
  if (decode(exec, a, &x) != ATT_OK || decode(exec, b, &y) != ATT_OK)
    return 0;
  int ra = x.kind == IS_NUMBER ? 4 : rank[x.term.kind + 1];
  int rb = y.kind == IS_NUMBER ? 4 : rank[y.term.kind + 1];
  ra = ra == 4 ? 3 : ra;
  rb = rb == 4 ? 3 : rb;
  if (ra != rb)
    return ra < rb ? -1 : 1;
  if (x.kind != y.kind)
    return x.kind < y.kind ? -1 : 1;
  int way = compare(&x, &y);
  if (way != 2 && way != 0)
    return way;
  return x.kind == IS_NUMBER ? 0 : compare_text(x.term.lexical, y.term.lexical);
}

static uint64_t code_of_text(att_view text) {
  uint64_t code = 0;
  for (size_t i = 0; i < 7; i++)
    code = code << 8 | (i < text.size ? (uint8_t)text.data[i] : 0);
  return code;
}

/* Ascends with the real number, NaN below all. */
static uint64_t code_of_real(double real) {
  uint64_t bits;
  memcpy(&bits, &real, sizeof bits);
  if (real != real)
    return 0;
  if (real == 0)
    bits = 0;
  return (bits >> 63 ? ~bits : bits | (uint64_t)1 << 63) >> 4;
}

att_status att_expr_sort_code(att_exec *exec, att_id id, unsigned *vague, uint64_t *ret_code) {
  enum { BLANK = 1, IRI, LITERALS };            /* then by `kind`, as in att_expr_order_terms() */
  enum { ZONED = 1 << 16, ZONELESS = 1 << 17 }; /* seen so far, kept in *vague */
  operand value;
  uint64_t kind, code = 0;
  *ret_code = 0;
  if (id == 0)
    return ATT_OK;
  if (id >> 60 == 10) {
    *ret_code = (uint64_t)(LITERALS + IS_DATE - 1) << 60 | (id & (UINT64_MAX >> 4));
    return ATT_OK;
  }
  value.term.kind = ATT_TERM_LITERAL;
  ATT_TRY(decode(exec, id, &value));
  kind = value.term.kind == ATT_TERM_IRI     ? IRI
         : value.term.kind == ATT_TERM_BLANK ? BLANK
                                             : (uint64_t)(LITERALS + value.kind - 1);
  if (value.kind == IS_NUMBER) {
    code = code_of_real(att_number_real(&value.number));
  } else if (value.kind == IS_TIME) {
    code = code_of_real(value.time);
    *vague |= value.zone ? ZONED : ZONELESS;
    if ((*vague & ZONED) && (*vague & ZONELESS))
      *vague |= 1u << kind;
  } else if (value.kind == IS_DATE) {
    *vague |= 1u << kind; /* beside inline ones */
  } else if (value.kind == IS_BOOLEAN) {
    code = value.truth;
  } else {
    code = code_of_text(value.term.lexical);
  }
  *ret_code = kind << 60 | code;
  return ATT_OK;
}

static att_status number_id(att_exec *exec, const att_number *number, att_id *ret_id) {
  char text[ATT_NUMBER_SIZE];
  att_term term = att_number_term(number, text);
  return att_exec_id(exec, &term, ret_id);
}

att_status att_expr_integer(att_exec *exec, int64_t value, att_id *ret_id) {
  att_number number = {.type = ATT_NUMBER_INTEGER, .mantissa = value};
  return number_id(exec, &number, ret_id);
}

static att_status arithmetic(att_exec *exec, char op, att_id a, att_id b, att_id *ret_id) {
  operand x, y;
  att_number result, zero = {.type = ATT_NUMBER_INTEGER};
  *ret_id = 0;
  ATT_TRY(decode(exec, a, &x));
  if (op == 'n' || op == 'p') {
    y = x;
    x.kind = y.kind;
    zero.type = y.number.type;
    zero.real = -0.0; /* -0.0 - 0.0 is -0.0 */
    x.number = zero;
    op = op == 'n' ? '-' : '+';
  } else {
    ATT_TRY(decode(exec, b, &y));
  }
  if (x.kind != IS_NUMBER || y.kind != IS_NUMBER ||
      !att_number_compute(op, &x.number, &y.number, &result))
    return ATT_OK;
  return number_id(exec, &result, ret_id);
}

/* 1, 0, or -1 for an error (17.2.2). */
static att_status ebv(att_exec *exec, att_id id, int *ret_truth) {
  operand value;
  if (id >> 60 == 9) {
    *ret_truth = (int)(id & 1);
    return ATT_OK;
  }
  ATT_TRY(decode(exec, id, &value));
  switch (value.kind) {
  case IS_NUMBER: {
    double real = att_number_real(&value.number);
    *ret_truth = real != 0 && real == real;
    return ATT_OK;
  }
  case IS_STRING:
  case IS_TAGGED:
    *ret_truth = value.term.lexical.size > 0;
    return ATT_OK;
  case IS_BOOLEAN:
    *ret_truth = value.truth;
    return ATT_OK;
  case IS_OTHER: {
    att_number number;
    att_term copy = value.term;
    copy.lexical = att_view_of("0"); /* an ill-typed number or boolean is false */
    *ret_truth = att_number_of(&copy, &number) || att_term_has_type(&copy, "boolean") ? 0 : -1;
    return ATT_OK;
  }
  default:
    *ret_truth = -1;
    return ATT_OK;
  }
}

static att_status evaluate(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id);

static att_status truth_of(att_exec *exec, att_expr *expr, const att_id *row, int *ret_truth) {
  att_id id;
  ATT_TRY(evaluate(exec, expr, row, &id));
  return ebv(exec, id, ret_truth);
}

static att_status logic(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id) {
  bool strong = expr->kind == ATT_EXPR_OR, error = false; /* strong: the value that decides */
  for (size_t i = 0; i < expr->count; i++) {
    int truth;
    ATT_TRY(truth_of(exec, expr->arguments[i], row, &truth));
    if (truth == strong) {
      *ret_id = BOOLEAN(strong);
      return ATT_OK;
    }
    error = error || truth < 0;
  }
  *ret_id = error ? 0 : BOOLEAN(!strong);
  return ATT_OK;
}

static att_status in_list(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id) {
  att_id value, item, same;
  bool error = false;
  ATT_TRY(evaluate(exec, expr->arguments[0], row, &value));
  for (size_t i = 1; i < expr->count; i++) {
    ATT_TRY(att_exec_tick(exec));
    ATT_TRY(evaluate(exec, expr->arguments[i], row, &item));
    ATT_TRY(relation(exec, '=', value, item, &same));
    if (same == BOOLEAN(true)) {
      *ret_id = BOOLEAN(!expr->negated);
      return ATT_OK;
    }
    error = error || same == 0;
  }
  *ret_id = error ? 0 : BOOLEAN(expr->negated);
  return ATT_OK;
}

/* Of IN's constants: those that equal themselves (NaN does not), by a hash; all literals, the first
 * `loose` of which may equal values that have other ids. */
struct att_in_list {
  att_id *slots, *literals;
  size_t mask, count, loose;
  bool odd; /* literals of unknown types are among them */
};

static bool is_inline(att_id id) {
  return id >> 60 >= 8 && id >> 60 <= 10;
}

static bool list_has(const struct att_in_list *list, att_id id, size_t *ret_at) {
  uint64_t hash = att_hash_id(0, id);
  size_t at = (hash ^ hash >> 32) & list->mask;
  while (list->slots[at] && list->slots[at] != id)
    at = (at + 1) & list->mask;
  *ret_at = at;
  return list->slots[at] == id;
}

static att_status list_add(att_exec *exec, struct att_in_list *list, att_id id) {
  operand value;
  att_id same;
  size_t at;
  if (list_has(list, id, &at))
    return ATT_OK;
  ATT_TRY(relation(exec, '=', id, id, &same));
  if (same == BOOLEAN(true))
    list->slots[at] = id;
  ATT_TRY(decode(exec, id, &value));
  if (value.kind == IS_RESOURCE)
    return ATT_OK;
  bool loose = !is_inline(id) && value.kind != IS_STRING && value.kind != IS_TAGGED;
  list->odd = list->odd || value.kind == IS_OTHER;
  list->literals[list->count++] = loose ? list->literals[list->loose] : id;
  if (loose)
    list->literals[list->loose++] = id;
  return ATT_OK;
}

att_status att_expr_make_list(att_exec *exec, att_expr *expr) {
  enum { FEW = 8 };
  size_t slots = 16;
  for (size_t i = 1; i < expr->count; i++)
    if (expr->arguments[i]->kind != ATT_EXPR_TERM)
      return ATT_OK;
  if (expr->kind != ATT_EXPR_IN || expr->count < FEW || expr->list)
    return ATT_OK;
  while (slots < 2 * expr->count)
    slots *= 2;
  expr->list = ATT_NEW(exec->arena, struct att_in_list);
  expr->list->slots = ATT_NEW_ARRAY(exec->arena, att_id, slots);
  expr->list->literals = ATT_NEW_ARRAY(exec->arena, att_id, expr->count + 1);
  expr->list->mask = slots - 1;
  for (size_t i = 1; i < expr->count; i++)
    ATT_TRY(list_add(exec, expr->list, expr->arguments[i]->id));
  return ATT_OK;
}

static att_status in_long_list(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id) {
  const struct att_in_list *list = expr->list;
  operand decoded;
  att_id value, same;
  size_t at, most = list->loose;
  bool error = false;
  ATT_TRY(evaluate(exec, expr->arguments[0], row, &value));
  *ret_id = value ? BOOLEAN(!expr->negated) : 0;
  if (!value || list_has(list, value, &at))
    return ATT_OK;
  if (!is_inline(value)) {
    ATT_TRY(decode(exec, value, &decoded));
    bool plain = decoded.kind == IS_STRING || decoded.kind == IS_TAGGED;
    most = decoded.kind == IS_RESOURCE || plain ? 0 : list->count;
    error = decoded.kind == IS_STRING && list->odd;
  }
  for (size_t i = 0; i < most; i++) {
    ATT_TRY(att_exec_tick(exec));
    ATT_TRY(relation(exec, '=', value, list->literals[i], &same));
    if (same == BOOLEAN(true))
      return ATT_OK;
    error = error || same == 0;
  }
  *ret_id = error ? 0 : BOOLEAN(expr->negated);
  return ATT_OK;
}

static att_status exists(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id) {
  att_exists_plan *plan = expr->plan;
  att_batch batch = {0};
  plan->source.rows = row;
  plan->source.count = 1;
  att_status status = att_op_open(plan->op);
  if (status == ATT_OK)
    status = att_op_next(plan->op, &batch);
  *ret_id = BOOLEAN((batch.count > 0) != expr->negated);
  att_batch_clear(exec, &batch);
  return status;
}

static att_status new_blank(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id) {
  char label[64], scratch[ATT_SCRATCH_SIZE];
  att_term term = {.kind = ATT_TERM_BLANK};
  att_id argument = 0;
  if (expr->count) {
    ATT_TRY(evaluate(exec, expr->arguments[0], row, &argument));
    *ret_id = 0;
    if (!argument)
      return ATT_OK;
    ATT_TRY(att_exec_term(exec, argument, scratch, &term));
    if (term.kind != ATT_TERM_LITERAL || term.datatype.size || term.language.size)
      return ATT_OK;
    snprintf(label, sizeof label, "q%llux%llux%llx", (unsigned long long)exec->row_chain,
             (unsigned long long)exec->row_number, (unsigned long long)argument);
  } else {
    snprintf(label, sizeof label, "q%llu", (unsigned long long)++exec->blanks);
  }
  term = (att_term){.kind = ATT_TERM_BLANK, .lexical = att_view_of(label)};
  return att_exec_id(exec, &term, ret_id);
}

static att_status call(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id) {
  att_term terms[ATT_ARGUMENTS_MOST];
  char scratch[ATT_ARGUMENTS_MOST][ATT_SCRATCH_SIZE];
  att_id ids[ATT_ARGUMENTS_MOST];
  bool cast = expr->kind == ATT_EXPR_CAST;
  if (!cast && att_view_equal(expr->name, att_view_of("BNODE")))
    return new_blank(exec, expr, row, ret_id);
  if (!cast && !expr->function)
    expr->function = att_function_find(expr->name);
  *ret_id = 0;
  if (expr->count > ATT_ARGUMENTS_MOST ||
      (cast ? !att_function_is_cast(expr->name) : !expr->function) || (cast && expr->count != 1))
    return ATT_OK;
  for (size_t i = 0; i < expr->count; i++) {
    ATT_TRY(evaluate(exec, expr->arguments[i], row, &ids[i]));
    if (ids[i] == 0) {
      *ret_id = 0;
      return ATT_OK;
    }
  }
  size_t work = 1;
  for (size_t i = 0; i < expr->count; i++) {
    ATT_TRY(att_exec_term(exec, ids[i], scratch[i], &terms[i]));
    work += terms[i].lexical.size / 256;
  }
  ATT_TRY(att_exec_work(exec, work));
  exec->functions->out.size = 0;
  att_call now = {.exec = exec, .state = exec->functions, .arguments = terms, .count = expr->count};
  if (cast)
    att_function_cast(&now, expr->name);
  else
    expr->function(&now);
  *ret_id = 0;
  if (now.status != ATT_OK || !now.fine)
    return now.status;
  /* The result may be a part of a local term, whose bytes move when a new one is added. */
  att_buffer *aux = &exec->functions->aux;
  aux->size = 0;
  att_term result = now.result;
  size_t a = result.lexical.size, b = result.datatype.size, c = result.language.size;
  if (att_buffer_append(aux, result.lexical.data, a) ||
      att_buffer_append(aux, result.datatype.data, b) ||
      att_buffer_append(aux, result.language.data, c))
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  const char *bytes = aux->data != NULL ? (const char *)aux->data : "";
  result.lexical.data = bytes;
  result.datatype.data = bytes + a;
  result.language.data = bytes + a + b;
  return att_exec_id(exec, &result, ret_id);
}

static att_status evaluate(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id) {
  att_id a = 0, b = 0;
  int truth;
  switch (expr->kind) {
  case ATT_EXPR_TERM:
    *ret_id = expr->id;
    return ATT_OK;
  case ATT_EXPR_VAR:
    *ret_id = row[expr->place.slot];
    return ATT_OK;
  case ATT_EXPR_AND:
  case ATT_EXPR_OR:
    return logic(exec, expr, row, ret_id);
  case ATT_EXPR_NOT:
    ATT_TRY(truth_of(exec, expr->arguments[0], row, &truth));
    *ret_id = truth < 0 ? 0 : BOOLEAN(!truth);
    return ATT_OK;
  case ATT_EXPR_IN:
    return expr->list ? in_long_list(exec, expr, row, ret_id) : in_list(exec, expr, row, ret_id);
  case ATT_EXPR_EXISTS:
    return exists(exec, expr, row, ret_id);
  case ATT_EXPR_BOUND:
    *ret_id = BOOLEAN(row[expr->arguments[0]->place.slot] != 0);
    return ATT_OK;
  case ATT_EXPR_IF:
    ATT_TRY(truth_of(exec, expr->arguments[0], row, &truth));
    *ret_id = 0;
    return truth < 0 ? ATT_OK : evaluate(exec, expr->arguments[truth ? 1 : 2], row, ret_id);
  case ATT_EXPR_COALESCE:
    *ret_id = 0;
    for (size_t i = 0; i < expr->count && *ret_id == 0; i++)
      ATT_TRY(evaluate(exec, expr->arguments[i], row, ret_id));
    return ATT_OK;
  case ATT_EXPR_OPERATOR:
    ATT_TRY(evaluate(exec, expr->arguments[0], row, &a));
    if (expr->count > 1)
      ATT_TRY(evaluate(exec, expr->arguments[1], row, &b));
    return strchr("=!<>lg", expr->op) ? relation(exec, expr->op, a, b, ret_id)
                                      : arithmetic(exec, expr->op, a, b, ret_id);
  default:
    return call(exec, expr, row, ret_id);
  }
}

/* Whether the value depends on `uses` alone. */
static bool is_pure(const att_expr *expr) {
  static const char *const impure[] = {"RAND", "UUID", "STRUUID", "BNODE"};
  if (expr->kind == ATT_EXPR_EXISTS)
    return false;
  for (size_t i = 0; expr->kind == ATT_EXPR_CALL && i < sizeof impure / sizeof *impure; i++)
    if (att_view_equal(expr->name, att_view_of(impure[i])))
      return false;
  for (size_t i = 0; i < expr->count; i++)
    if (!is_pure(expr->arguments[i]))
      return false;
  return true;
}

static att_expr *copy_tree(att_arena *arena, const att_expr *expr) {
  att_expr *copy = ATT_NEW(arena, att_expr);
  *copy = *expr;
  copy->arguments = ATT_NEW_ARRAY(arena, att_expr *, expr->count + 1);
  for (size_t i = 0; i < expr->count; i++)
    copy->arguments[i] = copy_tree(arena, expr->arguments[i]);
  copy->memo = ATT_MEMO_UNKNOWN;
  copy->memo_tries = copy->memo_hits = 0;
  return copy;
}

att_expr *att_expr_copy(att_exec *exec, const att_expr *expr) {
  return is_pure(expr) ? copy_tree(exec->arena, expr) : NULL;
}

bool att_expr_copy_all(att_exec *exec, const att_exprs *exprs, att_exprs *ret_exprs) {
  att_exprs copies = {0};
  for (size_t i = 0; i < exprs->count; i++) {
    att_expr *copy = att_expr_copy(exec, exprs->items[i]);
    if (!copy)
      return false;
    *ATT_PUSH(exec->arena, &copies) = copy;
  }
  *ret_exprs = copies;
  return true;
}

/* Values of expressions of one or two variables are remembered; where they hardly come again, no
 * longer. */
static void begin_memo(att_expr *expr) {
  size_t count = 0;
  expr->memo = ATT_MEMO_OFF;
  if (expr->kind == ATT_EXPR_VAR || expr->kind == ATT_EXPR_TERM || expr->kind == ATT_EXPR_BOUND)
    return;
  for (int slot = 0; slot < ATT_SLOTS_MOST; slot++)
    if (att_slots_has(&expr->uses, slot)) {
      if (count == 2)
        return;
      expr->memo_slots[count++] = slot;
    }
  if (count == 0 || !is_pure(expr))
    return;
  if (count == 1)
    expr->memo_slots[1] = expr->memo_slots[0];
  expr->memo = ATT_MEMO_ON;
}

enum { MEMOS = 1 << 14, MEMO_TRIES = 4096 /* before it is judged */ };

/* Its place among the memos, or NULL; *ret_there: with the value. */
static att_status find_memo(att_exec *exec, att_expr *expr, const att_id *row, att_memo **ret_memo,
                            bool *ret_there) {
  *ret_memo = NULL;
  *ret_there = false;
  if (expr->memo == ATT_MEMO_UNKNOWN)
    begin_memo(expr);
  if (expr->memo == ATT_MEMO_OFF)
    return ATT_OK;
  att_id a = row[expr->memo_slots[0]], b = row[expr->memo_slots[1]];
  if (att_id_is_local(a) || att_id_is_local(b))
    return ATT_OK;
  if (!exec->memos)
    ATT_TRY(
        att_exec_begin_cache(exec, &exec->memos, &exec->memo_count, MEMOS, sizeof *exec->memos));
  uint64_t hash = att_hash_id(att_hash_id((uintptr_t)expr, a), b);
  att_memo *memo = &exec->memos[(hash ^ hash >> 32) & (exec->memo_count - 1)];
  if (memo->expr == expr && memo->a == a && memo->b == b &&
      (!att_id_is_local(memo->value) || att_exec_serial(exec, memo->value) == memo->serial)) {
    *ret_there = true;
    expr->memo_hits++;
  }
  if (++expr->memo_tries == MEMO_TRIES) {
    if (expr->memo_hits < MEMO_TRIES / 8)
      expr->memo = ATT_MEMO_OFF;
    expr->memo_tries = expr->memo_hits = 0;
  }
  memo->expr = expr;
  memo->a = a;
  memo->b = b;
  *ret_memo = memo;
  return ATT_OK;
}

static att_id simple_value(const att_expr *expr, const att_id *row) {
  return expr->kind == ATT_EXPR_VAR    ? row[expr->place.slot]
         : expr->kind == ATT_EXPR_TERM ? expr->id
                                       : 0;
}

att_status att_expr_holds(att_exec *exec, att_expr *expr, const att_id *row, bool *ret_holds) {
  int truth = 0;
  att_memo *memo;
  att_id value;
  bool there;
  *ret_holds = false;
  if (expr->kind == ATT_EXPR_OPERATOR && expr->count == 2) {
    att_id a = simple_value(expr->arguments[0], row), b = simple_value(expr->arguments[1], row);
    if (is_quick(expr->op, a, b)) {
      ATT_TRY(relation(exec, expr->op, a, b, &value));
      *ret_holds = value == BOOLEAN(true);
      return ATT_OK;
    }
  }
  ATT_TRY(find_memo(exec, expr, row, &memo, &there));
  if (there) {
    *ret_holds = memo->value == BOOLEAN(true);
    return ATT_OK;
  }
  size_t mark = exec->locals.count;
  att_status status = truth_of(exec, expr, row, &truth);
  att_exec_forget(exec, mark);
  *ret_holds = truth == 1;
  if (memo && status == ATT_OK)
    memo->value = BOOLEAN(truth == 1);
  else if (memo)
    memo->expr = NULL;
  return status;
}

att_status att_expr_id(att_exec *exec, att_expr *expr, const att_id *row, att_id *ret_id) {
  att_memo *memo;
  bool there;
  *ret_id = 0;
  if (expr->kind == ATT_EXPR_VAR) {
    *ret_id = row[expr->place.slot];
    return ATT_OK;
  }
  ATT_TRY(find_memo(exec, expr, row, &memo, &there));
  if (there) {
    *ret_id = memo->value;
    return ATT_OK;
  }
  att_status status = evaluate(exec, expr, row, ret_id);
  if (memo && status == ATT_OK) {
    memo->value = *ret_id;
    memo->serial = att_id_is_local(*ret_id) ? att_exec_serial(exec, *ret_id) : 0;
  } else if (memo) {
    memo->expr = NULL;
  }
  return status;
}
