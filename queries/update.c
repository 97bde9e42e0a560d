/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "graph/load.h"
#include "queries/run.h"

typedef struct {
  att_quad *items;
  size_t count, capacity;
} quad_list;

typedef struct {
  att_run run;
  att_txn *txn;
  const att_query_options *options;
  bool allow_load;
  char scope[ATT_SCRATCH_SIZE]; /* of the operation's blank nodes */
  quad_list removed, added;     /* ids of the execution */
} update_run;

/* The id of a template's place; 0: unbound. */
static att_status place_id(update_run *update, const att_place *place, const att_id *row,
                           uint64_t solution, att_id *ret_id) {
  char scratch[ATT_RUN_SCRATCH], label[ATT_RUN_SCRATCH + ATT_SCRATCH_SIZE];
  att_term term;
  bool bound;
  *ret_id = place->slot == ATT_NO_SLOT ? 0 : row[place->slot];
  if (place->slot != ATT_NO_SLOT)
    return ATT_OK;
  ATT_TRY(att_run_term(&update->run, place, row, solution, scratch, &term, &bound));
  if (term.kind == ATT_TERM_BLANK) {
    snprintf(label, sizeof label, "%s%.*s", update->scope, (int)term.lexical.size,
             term.lexical.data);
    term.lexical = att_view_of(label);
  }
  return att_exec_id(&update->run.exec, &term, ret_id);
}

static bool is_kind(update_run *update, att_id id, att_term_kind kind) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  return att_exec_term(&update->run.exec, id, scratch, &term) == ATT_OK && term.kind == kind;
}

static att_status instantiate(update_run *update, const att_templates *templates, att_id with,
                              const att_id *row, uint64_t solution, quad_list *list) {
  att_exec *exec = &update->run.exec;
  for (size_t i = 0; i < templates->count; i++) {
    const att_template *from = &templates->items[i];
    att_quad quad = {0, 0, 0, with};
    ATT_TRY(place_id(update, &from->s, row, solution, &quad.s));
    ATT_TRY(place_id(update, &from->p, row, solution, &quad.p));
    ATT_TRY(place_id(update, &from->o, row, solution, &quad.o));
    if (from->g.slot != ATT_NO_SLOT || from->g.term.kind)
      ATT_TRY(place_id(update, &from->g, row, solution, &quad.g));
    if (!quad.s || !quad.p || !quad.o || !quad.g || is_kind(update, quad.s, ATT_TERM_LITERAL) ||
        !is_kind(update, quad.p, ATT_TERM_IRI) ||
        (quad.g != ATT_ID_DEFAULT_GRAPH && !is_kind(update, quad.g, ATT_TERM_IRI)))
      continue;
    ATT_TRY(att_exec_reserve(exec, &list->items, &list->capacity, list->count + 1, sizeof quad));
    list->items[list->count++] = quad;
  }
  return ATT_OK;
}

static att_status store_id(update_run *update, att_id *id) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  if (!att_id_is_local(*id))
    return ATT_OK;
  ATT_TRY(att_exec_term(&update->run.exec, *id, scratch, &term));
  return att_txn_intern(update->txn, &term, id, update->run.error);
}

/* First all removals, then all additions (Update, 3.1.3). */
static att_status apply(update_run *update) {
  att_error *error = update->run.error;
  for (size_t i = 0; i < update->removed.count; i++) {
    const att_quad *quad = &update->removed.items[i];
    if (!att_id_is_local(quad->s) && !att_id_is_local(quad->p) && !att_id_is_local(quad->o) &&
        !att_id_is_local(quad->g))
      ATT_TRY(att_txn_remove(update->txn, quad, error));
  }
  for (size_t i = 0; i < update->added.count; i++) {
    att_quad quad = update->added.items[i];
    ATT_TRY(store_id(update, &quad.s));
    ATT_TRY(store_id(update, &quad.p));
    ATT_TRY(store_id(update, &quad.o));
    ATT_TRY(store_id(update, &quad.g));
    ATT_TRY(att_txn_add(update->txn, &quad, error));
  }
  return ATT_OK;
}

static att_status solutions(update_run *update, const att_templates *deletes,
                            const att_templates *inserts, att_id with) {
  att_run *run = &update->run;
  att_batch batch = {0};
  uint64_t solution = 0;
  ATT_TRY(att_op_open(run->op));
  att_status status = ATT_OK;
  while (status == ATT_OK && (status = att_op_next(run->op, &batch)) == ATT_OK && batch.count)
    for (size_t i = 0; i < batch.count && status == ATT_OK; i++, solution++) {
      const att_id *row = batch.rows + i * run->exec.width;
      status = instantiate(update, deletes, with, row, solution, &update->removed);
      if (status == ATT_OK)
        status = instantiate(update, inserts, with, row, solution, &update->added);
    }
  att_batch_clear(&run->exec, &batch);
  return status;
}

static att_alg *pattern_of(att_translation *translation, const att_templates *templates) {
  att_alg *join = att_alg_new(translation, ATT_ALG_JOIN, NULL);
  for (size_t i = 0; i < templates->count; i++) {
    att_alg *triple = att_alg_new(translation, ATT_ALG_TRIPLE, NULL);
    triple->s = templates->items[i].s;
    triple->p = templates->items[i].p;
    triple->o = templates->items[i].o;
    if (templates->items[i].g.slot != ATT_NO_SLOT || templates->items[i].g.term.kind) {
      att_alg *inner = att_alg_new(translation, ATT_ALG_JOIN, triple);
      triple = att_alg_new(translation, ATT_ALG_GRAPH, inner);
      triple->s = templates->items[i].g;
    }
    att_alg_add(join, triple);
  }
  att_alg_analyse(join);
  return join;
}

/* The parts of an operation over quads, planned; jumps to the guard. */
static void prepare(update_run *update, const att_ast *operation, att_templates *deletes,
                    att_templates *inserts, att_id *with) {
  att_run *run = &update->run;
  const att_ast *where = NULL;
  run->translation.scope = NULL;
  if (operation->kind == ATT_AST_DELETE_DATA || operation->kind == ATT_AST_DELETE_WHERE)
    att_translate_template(&run->translation, operation, deletes);
  if (operation->kind == ATT_AST_INSERT_DATA)
    att_translate_template(&run->translation, operation, inserts);
  for (const att_ast *part = operation->first; operation->kind == ATT_AST_MODIFY && part;
       part = part->next) {
    if (part->kind == ATT_AST_WITH && att_exec_id(&run->exec, &part->first->term, with) != ATT_OK)
      longjmp(run->arena.guard, 1);
    if (part->kind == ATT_AST_DELETE)
      att_translate_template(&run->translation, part, deletes);
    if (part->kind == ATT_AST_INSERT)
      att_translate_template(&run->translation, part, inserts);
    where = part->kind == ATT_AST_WHERE ? part : where;
  }
  att_alg *node = where ? att_translate_where(&run->translation, where)
                  : operation->kind == ATT_AST_DELETE_WHERE
                      ? pattern_of(&run->translation, deletes)
                      : pattern_of(&run->translation, &(att_templates){0});
  if (*with != ATT_ID_DEFAULT_GRAPH) {
    run->defaults[0] = *with;
    run->exec.dataset.all_default = false;
  }
  att_run_dataset(run, operation);
  run->exec.width = run->translation.names.count;
  att_run_plan(run, node);
}

static att_status change(update_run *update, const att_ast *operation) {
  att_templates deletes = {0}, inserts = {0};
  att_id with = ATT_ID_DEFAULT_GRAPH;
  ATT_TRY(att_txn_new_blank(update->txn, update->scope, update->run.error));
  if (setjmp(update->run.arena.guard) != 0)
    return update->run.error->status
               ? update->run.error->status
               : att_error_set(update->run.error, ATT_ERR_MEMORY, "out of memory");
  prepare(update, operation, &deletes, &inserts, &with);
  ATT_TRY(solutions(update, &deletes, &inserts, with));
  att_op_close(update->run.op); /* cursors must not be open while the store changes */
  update->run.op = NULL;
  for (size_t i = 0; i < update->run.exec.plan_count; i++)
    att_op_close(update->run.exec.plans[i]);
  update->run.exec.plan_count = 0;
  return apply(update);
}

static att_status target_graph(update_run *update, const att_ast *target, att_id *ret_graph) {
  *ret_graph = ATT_ID_DEFAULT_GRAPH;
  if (!target || !target->first)
    return ATT_OK;
  return att_txn_intern(update->txn, &target->first->term, ret_graph, update->run.error);
}

static att_status clear_graph(update_run *update, att_id graph) {
  att_quad pattern = {0, 0, 0, graph};
  return att_txn_remove_all(update->txn, &pattern, NULL, update->run.error);
}

static att_status clear_target(update_run *update, const att_ast *target) {
  att_id graph = ATT_ID_ANY, next;
  bool all = att_view_equal(target->text, att_view_of("ALL"));
  if (!all && !att_view_equal(target->text, att_view_of("NAMED"))) {
    ATT_TRY(target_graph(update, target, &graph));
    return clear_graph(update, graph);
  }
  for (;;) {
    ATT_TRY(att_txn_next_graph(update->txn, graph, &next, update->run.error));
    if (next == ATT_ID_ANY)
      return ATT_OK;
    if (next != ATT_ID_DEFAULT_GRAPH || all)
      ATT_TRY(clear_graph(update, next));
    graph = next;
  }
}

static att_status gather_graph(update_run *update, att_id from, att_id to) {
  att_quad pattern = {0, 0, 0, from}, quad;
  att_cursor *cursor;
  att_exec *exec = &update->run.exec;
  quad_list *list = &update->added;
  bool more = true;
  ATT_TRY(att_txn_scan(update->txn, &pattern, 0, &cursor, exec->error));
  att_status status;
  while ((status = att_cursor_next(cursor, &quad, &more, exec->error)) == ATT_OK && more) {
    quad.g = to;
    status = att_exec_reserve(exec, &list->items, &list->capacity, list->count + 1, sizeof quad);
    if (status != ATT_OK)
      break;
    list->items[list->count++] = quad;
  }
  att_cursor_close(cursor);
  return status;
}

static att_status transfer(update_run *update, const att_ast *operation, bool keep, bool add) {
  att_id from, to;
  ATT_TRY(target_graph(update, operation->first, &from));
  ATT_TRY(target_graph(update, operation->last, &to));
  if (from == to)
    return ATT_OK;
  ATT_TRY(gather_graph(update, from, to));
  if (update->added.count == 0 && from != ATT_ID_DEFAULT_GRAPH)
    return att_error_set(update->run.error, ATT_ERR_NOT_FOUND, "there is no graph <%.*s>",
                         (int)operation->first->first->term.lexical.size,
                         operation->first->first->term.lexical.data);
  if (!add)
    ATT_TRY(clear_graph(update, to));
  ATT_TRY(apply(update));
  return keep ? ATT_OK : clear_graph(update, from);
}

static att_status load(update_run *update, const att_ast *operation) {
  att_error *error = update->run.error;
  att_view iri = operation->first->term.lexical;
  att_id graph;
  uint64_t count;
  char path[4096];
  if (!update->allow_load)
    return att_error_set(error, ATT_ERR_USAGE, "LOAD is not allowed here (--allow-load)");
  if (iri.size < 8 || iri.size >= sizeof path || memcmp(iri.data, "file://", 7) != 0)
    return att_error_set(error, ATT_ERR_USAGE, "LOAD reads file: IRIs only");
  snprintf(path, sizeof path, "%.*s", (int)iri.size - 7, iri.data + 7);
  ATT_TRY(target_graph(update, operation->first->next, &graph));
  FILE *file = fopen(path, "rb");
  if (!file)
    return att_error_set(error, ATT_ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
  char *base = att_arena_format(&update->run.arena, "%.*s", (int)iri.size, iri.data);
  att_load_options options = {.name = path,
                              .base = base,
                              .graph = graph,
                              .most_bytes = ATT_LOAD_MOST_BYTES,
                              .most_term = ATT_LOAD_MOST_TERM};
  att_status status = att_load_file(update->txn, file, &options, &count, error);
  fclose(file);
  return status;
}

static att_status manage(update_run *update, const att_ast *operation) {
  static const char *const words[] = {"LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"};
  size_t which = 0;
  while (!att_view_equal(operation->text, att_view_of(words[which])))
    which++;
  switch (which) {
  case 0:
    return load(update, operation);
  case 1:
  case 2:
    return clear_target(update, operation->first);
  case 3: /* graphs without quads are not kept */
    return ATT_OK;
  default:
    return transfer(update, operation, which != 5, which == 4);
  }
}

static att_status one(update_run *update, const att_ast *operation) {
  if (operation->kind != ATT_AST_MANAGE)
    return change(update, operation);
  if (setjmp(update->run.arena.guard) != 0)
    return att_error_set(update->run.error, ATT_ERR_MEMORY, "out of memory");
  att_status status = manage(update, operation);
  bool gentle = status == ATT_ERR_NOT_FOUND || status == ATT_ERR_USAGE;
  return operation->flag && gentle ? ATT_OK : status;
}

att_status att_update_run(att_txn *txn, const char *text, size_t size,
                          const att_query_options *options, bool allow_load, att_error *reterr) {
  att_arena arena;
  att_ast *root;
  att_parse_options parse = {true, options->no_default_prefixes, options->base};
  att_arena_init(&arena, 0);
  att_status status = att_parse(&arena, text, size, &parse, &root, options->place, reterr);
  for (const att_ast *operation = status == ATT_OK ? root->first : NULL;
       operation && status == ATT_OK; operation = operation->next) {
    update_run update = {.txn = txn, .options = options, .allow_load = allow_load};
    status = att_run_begin(&update.run, txn, options, reterr);
    if (status == ATT_OK)
      status = one(&update, operation);
    att_exec_release(&update.run.exec, &update.removed.items, &update.removed.capacity,
                     sizeof(att_quad));
    att_exec_release(&update.run.exec, &update.added.items, &update.added.capacity,
                     sizeof(att_quad));
    att_run_end(&update.run);
  }
  att_arena_clear(&arena);
  return status;
}
