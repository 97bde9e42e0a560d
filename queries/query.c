/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "queries/crew.h"
#include "queries/run.h"

const char *const att_query_formats[] = {"table", "csv", "tsv", "json", "xml", "html", NULL};

static unsigned cores(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 1 ? (unsigned)count : 1;
}

att_status att_run_begin(att_run *run, att_txn *txn, const att_query_options *options,
                         att_error *reterr) {
  memset(run, 0, sizeof *run);
  run->error = reterr ? reterr : &run->own_error;
  run->error->status = ATT_OK;
  att_arena_init(&run->arena, 0);
  run->translation = (att_translation){.arena = &run->arena, .error = run->error};
  run->exec = (att_exec){.txn = txn,
                         .arena = &run->arena,
                         .base = options->base,
                         .service = options->service,
                         .service_timeout = options->service_timeout,
                         .stop = options->stop,
                         .error = run->error,
                         .memory = &run->memory,
                         .threads = options->threads ? options->threads : cores(),
                         .memory_most = options->memory ? options->memory : (size_t)1 << 30};
  run->defaults[0] = ATT_ID_DEFAULT_GRAPH;
  run->exec.dataset = (att_dataset){.all_default = !options->exact_dataset,
                                    .defaults = run->defaults,
                                    .default_count = 1,
                                    .all_named = true};
  if (options->timeout > 0) {
    clock_gettime(CLOCK_MONOTONIC, &run->exec.deadline);
    run->exec.deadline.tv_sec += (time_t)options->timeout;
    run->exec.deadline.tv_nsec +=
        (long)((options->timeout - (double)(time_t)options->timeout) * 1e9);
    if (run->exec.deadline.tv_nsec >= 1000000000) {
      run->exec.deadline.tv_sec++;
      run->exec.deadline.tv_nsec -= 1000000000;
    }
  }
  return att_expr_begin(&run->exec);
}

void att_run_end(att_run *run) {
  att_op_close(run->op);
  for (size_t i = 0; i < run->exec.plan_count; i++)
    att_op_close(run->exec.plans[i]);
  free(run->exec.plans);
  att_expr_end(&run->exec);
  att_exec_clear(&run->exec);
  att_arena_clear(&run->arena);
}

/* FROM and USING: the dataset is what they name (13.2). */
void att_run_dataset(att_run *run, const att_ast *query) {
  size_t count = 0;
  for (const att_ast *clause = query->first; clause; clause = clause->next)
    count += clause->kind == ATT_AST_FROM;
  if (count == 0)
    return;
  att_id *defaults = ATT_NEW_ARRAY(&run->arena, att_id, count);
  att_id *named = ATT_NEW_ARRAY(&run->arena, att_id, count), id;
  att_dataset set = {.defaults = defaults, .named = named};
  for (const att_ast *clause = query->first; clause; clause = clause->next) {
    if (clause->kind != ATT_AST_FROM)
      continue;
    if (att_exec_id(&run->exec, &clause->first->term, &id) != ATT_OK)
      longjmp(run->arena.guard, 1);
    if (clause->flag)
      named[set.named_count++] = id;
    else
      defaults[set.default_count++] = id;
  }
  run->exec.dataset = set;
}

/* Expressions that nothing but the projection looks at are evaluated as the rows are written, and
 * the terms that they make forgotten then. */
static void take_late(att_run *run, att_alg *root) {
  att_alg *project = root->kind == ATT_ALG_SLICE ? root->first : root;
  if (project->kind != ATT_ALG_PROJECT)
    return;
  for (att_alg *node = project->first; node->kind == ATT_ALG_EXTEND; node = node->first) {
    *ATT_PUSH(&run->arena, &run->late) = (att_late){node->expr, node->slot};
    run->late_vars = node->first->vars;
    run->late_certain = node->first->certain;
    project->first = project->last = node->first;
  }
  run->late_chain = ++run->exec.chains;
}

/* The highest part of the plan that can be shared out is given to several threads. */
static att_op *share_out(att_exec *exec, att_op *root) {
  bool even = false, done = false;
  for (att_op **at = &root; *at && !done; at = &(*at)->input) {
    done = att_op_group_share(*at);
    att_crew *crew = done ? NULL : att_crew_plan(exec, *at, false);
    even = even || (*at)->type->whole_batches;
    done = done || crew;
    if (crew && (even || att_crew_size(crew) > 1))
      *at = att_op_gather(exec, *at, crew, even);
  }
  return root;
}

/* All that may jump to the arena's guard. */
static att_status prepare(att_run *run, const char *text, size_t size,
                          const att_query_options *options, att_query *query) {
  att_parse_options parse = {.no_default_prefixes = options->no_default_prefixes,
                             .base = options->base};
  att_ast *root;
  ATT_TRY(att_parse(&run->arena, text, size, &parse, &root, options->place, run->error));
  if (setjmp(run->arena.guard) != 0)
    return run->error->status ? run->error->status
                              : att_error_set(run->error, ATT_ERR_MEMORY, "out of memory");
  att_translate_query(&run->translation, root, query);
  run->exec.width = run->translation.names.count;
  if (root->term.kind)
    run->exec.base = root->term.lexical.data;
  att_run_dataset(run, root);
  if (query->kind == ATT_AST_SELECT)
    take_late(run, query->root);
  att_run_plan(run, query->root);
  run->op = share_out(&run->exec, run->op);
  return ATT_OK;
}

void att_run_plan(att_run *run, att_alg *node) {
  att_reads reads = {ATT_READ_DEFAULT, 0, ATT_NO_SLOT};
  run->exec.names = run->translation.names.items;
  run->exec.name_count = run->translation.names.count;
  run->op = att_plan(&run->exec, node, &run->root, &reads);
  for (size_t i = run->late.count; i-- > 0;) {
    att_plan_expr(&run->exec, &run->root, &reads, &run->late_vars, &run->late_certain,
                  run->late.items[i].expr);
    att_slots_add(&run->late_vars, run->late.items[i].slot);
  }
  att_exec_set_batch(&run->exec);
  run->late_row = ATT_NEW_ARRAY(&run->arena, att_id, run->exec.width + 1);
  run->root.count = 1;
  run->root.rows = ATT_NEW_ARRAY(&run->arena, att_id, run->exec.width + 1);
}

/* The row's terms as they are sent, with the late expressions evaluated. */
static att_status send_row(att_run *run, const att_query *query, const att_id *row,
                           const att_query_receiver *to) {
  att_exec *exec = &run->exec;
  att_term terms[ATT_SLOTS_MOST];
  char scratch[ATT_SLOTS_MOST][ATT_SCRATCH_SIZE];
  size_t mark = exec->locals.count;
  ATT_TRY(att_exec_tick(exec));
  if (run->late.count) {
    memcpy(run->late_row, row, exec->width * sizeof *row);
    row = run->late_row;
    exec->row_chain = run->late_chain;
    exec->row_number++;
  }
  for (size_t i = run->late.count; i-- > 0;)
    ATT_TRY(
        att_expr_id(exec, run->late.items[i].expr, row, &run->late_row[run->late.items[i].slot]));
  for (size_t i = 0; i < query->columns.count; i++) {
    att_id id = row[query->columns.items[i]];
    terms[i] = (att_term){0};
    if (id)
      ATT_TRY(att_exec_term(exec, id, scratch[i], &terms[i]));
  }
  ATT_TRY(to->row(to->context, terms, run->error));
  if (run->late.count)
    att_exec_forget(exec, mark);
  return ATT_OK;
}

static att_status send_rows(att_run *run, const att_query *query, const att_query_receiver *to) {
  att_batch batch = {0};
  att_view names[ATT_SLOTS_MOST];
  for (size_t i = 0; i < query->columns.count; i++)
    names[i] = run->translation.names.items[query->columns.items[i]];
  att_status status = to->names(to->context, names, query->columns.count, run->error);
  while (status == ATT_OK && (status = att_op_next(run->op, &batch)) == ATT_OK && batch.count)
    for (size_t r = 0; r < batch.count && status == ATT_OK; r++)
      status = send_row(run, query, batch.rows + r * run->exec.width, to);
  att_batch_clear(&run->exec, &batch);
  return status;
}

static att_status send_truth(att_run *run, const att_query_receiver *to) {
  att_batch batch = {0};
  att_status status = att_op_next(run->op, &batch);
  bool truth = batch.count > 0;
  att_batch_clear(&run->exec, &batch);
  return status == ATT_OK ? to->truth(to->context, truth, run->error) : status;
}

att_status att_run_term(att_run *run, const att_place *place, const att_id *row, uint64_t solution,
                        char scratch[ATT_RUN_SCRATCH], att_term *ret_term, bool *ret_bound) {
  *ret_bound = true;
  if (place->slot == ATT_NO_SLOT) {
    *ret_term = place->term;
    if (place->term.kind == ATT_TERM_BLANK) {
      int size = snprintf(scratch, ATT_RUN_SCRATCH, "s%llux%.*s", (unsigned long long)solution,
                          (int)place->term.lexical.size, place->term.lexical.data);
      ret_term->lexical = (att_view){scratch, (size_t)size};
    }
    return ATT_OK;
  }
  *ret_bound = row[place->slot] != 0;
  return *ret_bound ? att_exec_term(&run->exec, row[place->slot], scratch, ret_term) : ATT_OK;
}

static att_status explain(const att_op *op, int depth, const att_sink *out, att_error *reterr) {
  char line[400];
  int size = snprintf(line, sizeof line, "%*s%s%s: %llu rows (estimated %.0f)\n",
                      depth < 80 ? 2 * depth : 160, "", op->type->name, op->note,
                      (unsigned long long)op->actual, op->estimate);
  ATT_TRY(out->write(out->context, line, (size_t)size, reterr));
  for (int i = 0; i < 2; i++)
    if (op->others[i])
      ATT_TRY(explain(op->others[i], depth + 1, out, reterr));
  return op->input ? explain(op->input, depth + 1, out, reterr) : ATT_OK;
}

static att_status drop(void *context, const void *bytes, size_t size, att_error *reterr) {
  (void)context, (void)bytes, (void)size, (void)reterr;
  return ATT_OK;
}

static bool is_graph(const att_query *query) {
  return query->kind == ATT_AST_CONSTRUCT || query->kind == ATT_AST_DESCRIBE;
}

static att_status send(att_run *run, const att_query *query, const att_query_receiver *to) {
  att_quad_sink sink = {to->quad, to->context};
  ATT_TRY(att_op_open(run->op));
  return is_graph(query)                 ? att_run_graph(run, query, &sink, NULL)
         : query->kind == ATT_AST_SELECT ? send_rows(run, query, to)
                                         : send_truth(run, to);
}

static att_status write_graph(att_run *run, const att_query *query, const char *format,
                              const att_sink *out) {
  att_writer *writer;
  ATT_TRY(
      att_writer_new(strcmp(format, "table") == 0 ? "turtle" : format, out, &writer, run->error));
  att_quad_sink sink = att_writer_sink(writer);
  att_status status = att_op_open(run->op);
  if (status == ATT_OK)
    status = att_run_graph(run, query, &sink, writer);
  if (status == ATT_OK)
    status = att_writer_end(writer, run->error);
  att_writer_free(writer);
  return status;
}

static att_status on_names(void *context, const att_view *names, size_t count, att_error *reterr) {
  att_results *results = context;
  results->names = names;
  results->columns = count;
  return att_results_begin(results, reterr);
}

static att_status on_row(void *context, const att_term *terms, att_error *reterr) {
  return att_results_row(context, terms, reterr);
}

static att_status on_truth(void *context, bool truth, att_error *reterr) {
  return att_results_truth(context, truth, reterr);
}

static att_status write_to(att_run *run, const att_query *query, const att_query_options *options,
                           const att_sink *out) {
  const char *format = options->format;
  bool graph = is_graph(query);
  att_results results = {
      .format = att_results_format_of(format), .out = out, .width = options->width};
  if (graph ? results.format > ATT_RESULTS_TABLE && results.format < ATT_RESULTS_NONE
            : results.format == ATT_RESULTS_NONE)
    return att_error_set(run->error, ATT_ERR_USAGE,
                         graph ? "the format %s is for SELECT and ASK: CONSTRUCT and DESCRIBE "
                                 "take turtle, trig, ntriples, nquads, rdfxml, jsonld or dot"
                               : "the format %s is for CONSTRUCT and DESCRIBE: SELECT and ASK take "
                                 "table, csv, tsv, json, xml or html",
                         format);
  if (graph)
    return write_graph(run, query, format, out);
  att_query_receiver receiver = {
      .context = &results, .names = on_names, .row = on_row, .truth = on_truth};
  att_status status = send(run, query, &receiver);
  if (status == ATT_OK && query->kind == ATT_AST_SELECT)
    status = att_results_end(&results, run->error);
  if (options->rows)
    *options->rows = results.rows;
  att_results_clear(&results);
  return status;
}

att_status att_query_run(att_txn *txn, const char *text, size_t size,
                         const att_query_options *options, const att_sink *out, att_error *reterr) {
  att_run run;
  att_query query;
  att_sink nowhere = {drop, NULL};
  att_status status = att_run_begin(&run, txn, options, reterr);
  run.exec.still = true;
  if (status == ATT_OK)
    status = prepare(&run, text, size, options, &query);
  if (status == ATT_OK)
    status = write_to(&run, &query, options, options->explain ? &nowhere : out);
  if (status == ATT_OK && options->explain)
    status = explain(run.op, 0, out, run.error);
  att_run_end(&run);
  return status;
}

att_status att_query_send(att_txn *txn, const char *text, size_t size,
                          const att_query_options *options, const att_query_receiver *receiver,
                          att_error *reterr) {
  att_run run;
  att_query query;
  att_status status = att_run_begin(&run, txn, options, reterr);
  if (status == ATT_OK)
    status = prepare(&run, text, size, options, &query);
  if (status == ATT_OK)
    status = send(&run, &query, receiver);
  att_run_end(&run);
  return status;
}
