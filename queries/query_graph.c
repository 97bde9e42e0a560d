/* SPDX-License-Identifier: Apache-2.0
 *
 * CONSTRUCT's and DESCRIBE's graphs, on their way to a writer.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "queries/run.h"

#define RDF_NS "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

typedef struct {
  att_run *run;
  const att_writer *held; /* may be NULL */
  att_quad_sink sink;
  att_tuples written; /* triples of ids, of those that went lately: each is written once */
} graph_out;

/* Formats that gather count against the query's memory. */
static att_status check_memory(const graph_out *to) {
  att_exec *exec = &to->run->exec;
  if (!to->held || *exec->memory + att_writer_held(to->held) <= exec->memory_most)
    return ATT_OK;
  return att_error_set(exec->error, ATT_ERR_LIMIT,
                       "the graph needs more than %zu MiB of memory: raise it with --memory, or "
                       "take --format ntriples, which holds none of it",
                       exec->memory_most >> 20);
}

/* Whether the triple has been written; what is remembered has a bound, beyond which a triple may be
 * written again, as N-Triples allows. */
static att_status is_known(graph_out *to, const att_id *triple, bool *ret_known) {
  att_exec *exec = &to->run->exec;
  size_t at;
  bool fresh;
  if (to->written.count * 64 > exec->memory_most / 4)
    att_tuples_clear(exec, &to->written);
  ATT_TRY(att_tuples_add(exec, &to->written, triple, &at, &fresh));
  *ret_known = !fresh;
  return ATT_OK;
}

/* A triple of the template, where it is one: all bound, no literal as subject. `constants` are the
 * ids of the places that have no slot. */
static att_status fill(graph_out *to, const att_template *from, const att_id *constants,
                       const att_id *row, uint64_t solution) {
  const att_place *places[] = {&from->s, &from->p, &from->o};
  char scratch[3][ATT_RUN_SCRATCH];
  att_term_quad quad = {0};
  att_term *terms[] = {&quad.s, &quad.p, &quad.o};
  att_id ids[3];
  bool bound, known = false, fresh_blank = false;
  for (int i = 0; i < 3; i++) {
    ATT_TRY(att_run_term(to->run, places[i], row, solution, scratch[i], terms[i], &bound));
    if (!bound)
      return ATT_OK;
    bool constant = places[i]->slot == ATT_NO_SLOT;
    ids[i] = constant ? constants[i] : row[places[i]->slot];
    fresh_blank = fresh_blank || (constant && terms[i]->kind == ATT_TERM_BLANK);
  }
  if (quad.s.kind == ATT_TERM_LITERAL || quad.p.kind != ATT_TERM_IRI)
    return ATT_OK;
  if (!fresh_blank)
    ATT_TRY(is_known(to, ids, &known));
  return known ? ATT_OK : to->sink.quad(to->sink.context, &quad, to->run->error);
}

static att_status constant_ids(att_run *run, const att_templates *templates, att_id *ids) {
  for (size_t i = 0; i < templates->count; i++) {
    const att_template *from = &templates->items[i];
    const att_place *places[] = {&from->s, &from->p, &from->o};
    for (int k = 0; k < 3; k++)
      if (places[k]->slot == ATT_NO_SLOT)
        ATT_TRY(att_exec_id(&run->exec, &places[k]->term, &ids[3 * i + (size_t)k]));
  }
  return ATT_OK;
}

static att_status construct(graph_out *to, const att_query *query, att_id *constants) {
  att_run *run = to->run;
  ATT_TRY(constant_ids(run, &query->templates, constants));
  att_batch batch = {0};
  att_status status = ATT_OK;
  uint64_t solution = 0;
  while (status == ATT_OK && (status = att_op_next(run->op, &batch)) == ATT_OK && batch.count) {
    for (size_t r = 0; r < batch.count && status == ATT_OK; r++, solution++) {
      status = att_exec_tick(&run->exec);
      for (size_t i = 0; i < query->templates.count && status == ATT_OK; i++)
        status = fill(to, &query->templates.items[i], constants + 3 * i,
                      batch.rows + r * run->exec.width, solution);
    }
    if (status == ATT_OK)
      status = check_memory(to);
  }
  att_batch_clear(&run->exec, &batch);
  return status;
}

static att_status push(att_run *run, att_tuples *set, att_id id) {
  size_t at;
  bool fresh;
  return att_tuples_add(&run->exec, set, &id, &at, &fresh);
}

/* Calls `see` for each triple of the default graph that fits the pattern. */
typedef att_status (*see_triple)(graph_out *to, const att_quad *quad, att_tuples *todo);

static att_status each(graph_out *to, att_quad pattern, see_triple see, att_tuples *todo) {
  att_run *run = to->run;
  att_reads reads = {ATT_READ_DEFAULT, 0, ATT_NO_SLOT};
  att_scan scan = {0};
  att_quad quad;
  bool more = true;
  att_status status = att_scan_start(&scan, &run->exec, pattern, &reads, NULL);
  while (status == ATT_OK && (status = att_scan_next(&scan, &quad, &more)) == ATT_OK && more) {
    status = see(to, &quad, todo);
    if (status == ATT_OK)
      status = att_exec_tick(&run->exec);
  }
  att_scan_close(&scan);
  return status;
}

static att_status write_described(graph_out *to, const att_quad *quad, att_tuples *todo) {
  att_run *run = to->run;
  char scratch[3][ATT_SCRATCH_SIZE];
  att_term_quad terms = {0};
  ATT_TRY(att_exec_term(&run->exec, quad->s, scratch[0], &terms.s));
  ATT_TRY(att_exec_term(&run->exec, quad->p, scratch[1], &terms.p));
  ATT_TRY(att_exec_term(&run->exec, quad->o, scratch[2], &terms.o));
  ATT_TRY(to->sink.quad(to->sink.context, &terms, run->error));
  return terms.o.kind == ATT_TERM_BLANK ? push(run, todo, quad->o) : ATT_OK;
}

static att_status push_subject(graph_out *to, const att_quad *quad, att_tuples *found) {
  return push(to->run, found, quad->s);
}

static att_status push_object(graph_out *to, const att_quad *quad, att_tuples *found) {
  return push(to->run, found, quad->o);
}

static att_status rdf_id(att_run *run, const char *iri, att_id *ret_id) {
  att_term term = att_term_iri(iri);
  return att_exec_id(&run->exec, &term, ret_id);
}

/* Whether a triple s p o with these predicates and objects is there. */
static att_status is_statement(graph_out *to, att_id s, const att_tuples *predicates,
                               const att_tuples *objects, bool *ret_there) {
  att_tuples found = {.size = 1};
  att_status status = ATT_OK;
  for (size_t i = 0; i < predicates->count && status == ATT_OK; i++)
    for (size_t k = 0; k < objects->count && status == ATT_OK && found.count == 0; k++)
      status =
          each(to, (att_quad){s, predicates->items[i], objects->items[k], 0}, push_subject, &found);
  *ret_there = found.count > 0;
  att_tuples_clear(&to->run->exec, &found);
  return status;
}

/* The rdf:Statements about triples of `s`. */
static att_status push_reifications(graph_out *to, att_id s, att_tuples *todo) {
  att_exec *exec = &to->run->exec;
  att_tuples nodes = {.size = 1};
  att_id subject, predicate, object;
  ATT_TRY(rdf_id(to->run, RDF_NS "subject", &subject));
  ATT_TRY(rdf_id(to->run, RDF_NS "predicate", &predicate));
  ATT_TRY(rdf_id(to->run, RDF_NS "object", &object));
  att_status status = each(to, (att_quad){0, subject, s, 0}, push_subject, &nodes);
  for (size_t i = 0; i < nodes.count && status == ATT_OK; i++) {
    att_tuples predicates = {.size = 1}, objects = {.size = 1};
    bool there = false;
    status = each(to, (att_quad){nodes.items[i], predicate, 0, 0}, push_object, &predicates);
    if (status == ATT_OK)
      status = each(to, (att_quad){nodes.items[i], object, 0, 0}, push_object, &objects);
    if (status == ATT_OK)
      status = is_statement(to, s, &predicates, &objects, &there);
    if (status == ATT_OK && there)
      status = push(to->run, todo, nodes.items[i]);
    att_tuples_clear(exec, &predicates);
    att_tuples_clear(exec, &objects);
  }
  att_tuples_clear(exec, &nodes);
  return status;
}

static att_status find_described(att_run *run, const att_query *query, att_tuples *todo) {
  att_batch batch = {0};
  att_status status = ATT_OK;
  att_id id;
  for (size_t i = 0; i < query->described.count && status == ATT_OK; i++)
    if (query->described.items[i].slot == ATT_NO_SLOT &&
        (status = att_exec_id(&run->exec, &query->described.items[i].term, &id)) == ATT_OK)
      status = push(run, todo, id);
  while (status == ATT_OK && (status = att_op_next(run->op, &batch)) == ATT_OK && batch.count)
    for (size_t r = 0; r < batch.count; r++)
      for (size_t i = 0; i < query->described.count && status == ATT_OK; i++) {
        int slot = query->described.items[i].slot;
        id = slot == ATT_NO_SLOT ? 0 : batch.rows[r * run->exec.width + (size_t)slot];
        if (id)
          status = push(run, todo, id);
      }
  att_batch_clear(&run->exec, &batch);
  return status;
}

/* Concise bounded descriptions (P. Stickler, W3C Member Submission of 3 June 2005): the resource's
 * triples, those of the blank nodes that they lead to, and those of reifications of all these. */
static att_status describe(graph_out *to, const att_query *query) {
  att_tuples todo = {.size = 1};
  att_status status = find_described(to->run, query, &todo);
  for (size_t i = 0; i < todo.count && status == ATT_OK; i++) {
    att_id id = todo.items[i];
    status = each(to, (att_quad){id, 0, 0, 0}, write_described, &todo);
    if (status == ATT_OK)
      status = push_reifications(to, id, &todo);
    if (status == ATT_OK)
      status = check_memory(to);
  }
  att_tuples_clear(&to->run->exec, &todo);
  return status;
}

att_status att_run_graph(att_run *run, const att_query *query, const att_quad_sink *sink,
                         const att_writer *held) {
  graph_out to = {.run = run, .held = held, .sink = *sink, .written = {.size = 3}};
  att_id *constants = calloc(query->templates.count + 1, 3 * sizeof *constants);
  if (!constants)
    return att_error_set(run->error, ATT_ERR_MEMORY, "out of memory");
  att_status status =
      query->kind == ATT_AST_CONSTRUCT ? construct(&to, query, constants) : describe(&to, query);
  att_tuples_clear(&run->exec, &to.written);
  free(constants);
  return status;
}
