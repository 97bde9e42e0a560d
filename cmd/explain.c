/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cmd/cmd.h"
#include "cmd/iri.h"
#include "cmd/passage.h"

#define DR "https://w3id.org/defrel/ns#"
#define NIF "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
#define ITSRDF "http://www.w3.org/2005/11/its/rdf#"
#define ORG "http://www.w3.org/ns/org#"
#define FOAF "http://xmlns.com/foaf/0.1/"
#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

static int run(int argc, char **argv);

const cmd_command cmd_explain = {
    "explain", run, "the sentences behind a node or a triple",
    "usage: attache explain [-s STORE] [--limit N] (IRI | NAME)\n"
    "       attache explain [-s STORE] [--limit N] SUBJECT PREDICATE OBJECT\n\n"
    "Shows where a node is said to be. For an event, statement, post or move that is the "
    "sentence,\n"
    "with *the words that tell it* and [the names in it] marked; its place in the document; the\n"
    "rule that read it, with the rows of the tables that made it, and how sure it is; the ways\n"
    "through the dependency tree from the words to the names ('met -obl:with-> Hun Manet'; 'He =\n"
    "A B' where a pronoun stands for the name); from what a state was inferred, where an office\n"
    "is named without one. For a person, organization or place it is each\n"
    "passage that names it, for a topic, rank or role the facts that have it. For a triple it is\n"
    "all events, statements and posts that have both of its nodes, or where the subject is named\n"
    "with *words for the object* beside it. IRIs may be short: those that 'attache export' shows, "
    "as id/person/NAME, a,\n"
    "dr:metWith. A name that one node alone bears stands for it: 'Hun Manet'. A literal stands in\n"
    "quotes: '\"2024-05-12\"^^xsd:date'.\n\n"
    "  -s, --store STORE   the store's folder\n"
    "  --limit N           the most passages that are shown (20); 0: all\n"
    "  -h, --help          this text\n"};

enum { AROUND = 80, SHOWN = 20, LIMIT_MOST = 1000000000 };

typedef struct {
  uint32_t begin, end; /* code points */
} place;

typedef struct {
  att_id node, graph;
  place *items;
  size_t count, capacity;
} places;

typedef struct {
  att_txn *txn;
  att_error *reterr;
  unsigned long shown, more, most; /* passages shown, and not; the most to show, 0: all */
  att_id last;                     /* whose evidence was shown latest */
  att_id told;                     /* whose labels are marked, too */
  places places;
} explanation;

static att_status find(explanation *k, const char *iri, att_id *ret_id) {
  att_term term = att_term_iri(iri);
  return att_txn_find(k->txn, &term, ret_id, k->reterr);
}

/* --- reading ------------------------------------------------------------------------------ */

/* What is done with each quad of a scan. */
typedef att_status (*quad_action)(explanation *k, const att_quad *quad, void *context);

static att_status walk(explanation *k, const att_quad *pattern, quad_action action, void *context) {
  att_quad quad;
  att_cursor *cursor;
  bool more = true;
  ATT_TRY(att_txn_scan(k->txn, pattern, 0, &cursor, k->reterr));
  att_status status = att_cursor_next(cursor, &quad, &more, k->reterr);
  while (status == ATT_OK && more) {
    status = action(k, &quad, context);
    if (status == ATT_OK)
      status = att_cursor_next(cursor, &quad, &more, k->reterr);
  }
  att_cursor_close(cursor);
  return status;
}

/* Walks the quads with that predicate; none where the store has never seen it. */
static att_status walk_of(explanation *k, att_quad pattern, const char *predicate,
                          quad_action action, void *context) {
  ATT_TRY(find(k, predicate, &pattern.p));
  return pattern.p == ATT_ID_ANY ? ATT_OK : walk(k, &pattern, action, context);
}

static att_status take_object(explanation *k, const att_quad *quad, void *context) {
  (void)k;
  *(att_id *)context = quad->o;
  return ATT_OK;
}

/* The object of subject and predicate, ATT_ID_ANY for none, its lexical form in *ret_text: the
 * transaction's, or in `scratch`. */
static att_status object_of(explanation *k, att_id subject, const char *predicate, char *scratch,
                            att_view *ret_text, att_id *ret_id) {
  att_term term = {.lexical = {"", 0}};
  *ret_id = ATT_ID_ANY;
  ATT_TRY(walk_of(k, (att_quad){.s = subject}, predicate, take_object, ret_id));
  if (*ret_id != ATT_ID_ANY)
    ATT_TRY(att_txn_term(k->txn, *ret_id, scratch, &term, k->reterr));
  *ret_text = term.lexical;
  return ATT_OK;
}

static att_status text_of(explanation *k, att_id subject, const char *predicate, char *scratch,
                          att_view *ret_text) {
  att_id id;
  return object_of(k, subject, predicate, scratch, ret_text, &id);
}

static att_status number_of(explanation *k, att_id subject, const char *predicate, uint32_t *ret) {
  char scratch[ATT_SCRATCH_SIZE];
  att_view text;
  ATT_TRY(text_of(k, subject, predicate, scratch, &text));
  *ret = 0;
  for (size_t i = 0; i < text.size && text.data[i] >= '0' && text.data[i] <= '9'; i++)
    *ret = *ret * 10 + (uint32_t)(text.data[i] - '0');
  return ATT_OK;
}

typedef struct {
  att_id node, document, graph;
  uint32_t begin, end; /* code points */
  passage_marks marks;
} passage;

static att_status read_span(explanation *k, att_id span, passage *p) {
  char scratch[ATT_SCRATCH_SIZE];
  att_view text;
  ATT_TRY(object_of(k, span, NIF "referenceContext", scratch, &text, &p->document));
  ATT_TRY(number_of(k, span, NIF "beginIndex", &p->begin));
  return number_of(k, span, NIF "endIndex", &p->end);
}

/* --- what is asked for -------------------------------------------------------------------- */

enum { NAMED_MOST = 5 };

/* Nodes that bear a name. */
typedef struct {
  att_id ids[NAMED_MOST];
  size_t count; /* of all */
} bearers;

static att_status add_bearer(explanation *k, const att_quad *quad, void *context) {
  bearers *b = context;
  (void)k;
  for (size_t i = 0; i < b->count && i < NAMED_MOST; i++)
    if (b->ids[i] == quad->s)
      return ATT_OK;
  if (b->count < NAMED_MOST)
    b->ids[b->count] = quad->s;
  b->count++;
  return ATT_OK;
}

static att_status find_bearers(explanation *k, const char *name, const char *predicate,
                               bearers *to) {
  static const char *const LANGUAGES[] = {"", "en"};
  for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++) {
    att_term label = {.kind = ATT_TERM_LITERAL,
                      .lexical = att_view_of(name),
                      .language = att_view_of(LANGUAGES[i])};
    att_quad pattern = {.s = ATT_ID_ANY};
    ATT_TRY(att_txn_find(k->txn, &label, &pattern.o, k->reterr));
    if (pattern.o != ATT_ID_ANY)
      ATT_TRY(walk_of(k, pattern, predicate, add_bearer, to));
  }
  return ATT_OK;
}

static att_status several(explanation *k, const char *name, const bearers *b) {
  char list[300] = "";
  for (size_t i = 0; i < b->count && i < NAMED_MOST; i++) {
    char scratch[ATT_SCRATCH_SIZE];
    att_term term;
    size_t used = strlen(list);
    ATT_TRY(att_txn_term(k->txn, b->ids[i], scratch, &term, k->reterr));
    size_t size = term.lexical.size;
    const char *iri = cmd_iri_shorten(term.lexical.data, &size);
    snprintf(list + used, sizeof list - used, "%s%.*s", i > 0 ? ", " : "", (int)size, iri);
  }
  return att_error_set(k->reterr, ATT_ERR_NOT_FOUND, "'%s' names %s nodes, say which: %s%s", name,
                       b->count > NAMED_MOST ? "many" : "several", list,
                       b->count > NAMED_MOST ? ", …" : "");
}

/* The one node whose name or, where none has it for a name, other name this is. */
static att_status find_bearer(explanation *k, const char *name, const char *iri, att_id *ret_id) {
  bearers b = {.count = 0};
  ATT_TRY(find_bearers(k, name, FOAF "name", &b));
  ATT_TRY(find_bearers(k, name, SKOS "prefLabel", &b));
  if (b.count == 0)
    ATT_TRY(find_bearers(k, name, SKOS "altLabel", &b));
  if (b.count > 1)
    return several(k, name, &b);
  *ret_id = b.ids[0];
  if (b.count == 1)
    return ATT_OK;
  if (strpbrk(name, ":/") != NULL)
    return att_error_set(k->reterr, ATT_ERR_NOT_FOUND,
                         "<%s> is not in the store; 'attache export --no-evidence' shows what is",
                         iri);
  return att_error_set(k->reterr, ATT_ERR_NOT_FOUND,
                       "nothing in the store has the name '%s'; 'attache export --no-evidence' "
                       "shows names and IRIs, such as id/person/NAME",
                       name);
}

/* A literal: "text", "text"@en, "text"^^xsd:date; `end`: its last quotation mark. */
static att_status find_literal(explanation *k, const char *given, const char *end, att_id *ret_id) {
  char type[2048];
  att_term term = {.kind = ATT_TERM_LITERAL,
                   .lexical = {given + 1, (size_t)(end - given) - 1},
                   .language = att_view_of(end[1] == '@' ? end + 2 : "")};
  if (end[1] == '^' && end[2] == '^')
    term.datatype = att_view_of(cmd_iri_expand(end + 3, type, sizeof type));
  ATT_TRY(att_txn_find(k->txn, &term, ret_id, k->reterr));
  if (*ret_id == ATT_ID_ANY)
    return att_error_set(k->reterr, ATT_ERR_NOT_FOUND, "%s is not in the store", given);
  return ATT_OK;
}

/* An IRI, a literal, or the name of a node. */
static att_status find_named(explanation *k, const char *given, att_id *ret_id) {
  char text[2048];
  const char *end = given[0] == '"' ? strrchr(given, '"') : NULL;
  if (end != NULL && end != given)
    return find_literal(k, given, end, ret_id);
  const char *iri = strcmp(given, "a") == 0 ? RDF_TYPE : cmd_iri_expand(given, text, sizeof text);
  ATT_TRY(find(k, iri, ret_id));
  return *ret_id != ATT_ID_ANY ? ATT_OK : find_bearer(k, given, iri, ret_id);
}

/* --- marks -------------------------------------------------------------------------------- */

static att_status mark_span(explanation *k, att_id span, passage *p, bool trigger) {
  passage other = {.node = p->node};
  ATT_TRY(read_span(k, span, &other));
  if (other.document == p->document && other.begin >= p->begin && other.end <= p->end)
    passage_add(&p->marks, other.begin, other.end, trigger);
  return ATT_OK;
}

static att_status mark_trigger(explanation *k, const att_quad *quad, void *context) {
  return mark_span(k, quad->o, context, true);
}

static att_status mark_mention(explanation *k, const att_quad *quad, void *context) {
  return mark_span(k, quad->s, context, false);
}

/* The names of whatever the fact has as an object. */
static att_status mark_names(explanation *k, const att_quad *quad, void *context) {
  passage *p = context;
  return walk_of(k, (att_quad){.o = quad->o, .g = p->graph}, ITSRDF "taIdentRef", mark_mention, p);
}

/* Letters of a label found in a text. */
typedef struct {
  att_view text;
  uint32_t begin, near; /* code points: of the text's first, and what the words are to be near to */
  uint32_t found_begin, found_end, distance;
} search;

static bool is_letter(att_view text, size_t at) {
  return at < text.size && (isalnum((unsigned char)text.data[at]) || (text.data[at] & 0x80) != 0);
}

/* Looks for the label between word boundaries, whatever its case. */
static void search_label(search *to, att_view label) {
  uint32_t at = to->begin, length = passage_length(label);
  for (size_t i = 0; i + label.size <= to->text.size && length > 0; i++) {
    if (((unsigned char)to->text.data[i] & 0xc0) == 0x80)
      continue;
    uint32_t far = at < to->near ? to->near - at : at - to->near;
    bool nearer = far < to->distance || (far == to->distance && at + length > to->found_end);
    if (nearer && strncasecmp(to->text.data + i, label.data, label.size) == 0 &&
        (i == 0 || !is_letter(to->text, i - 1)) && !is_letter(to->text, i + label.size)) {
      to->distance = far;
      to->found_begin = at;
      to->found_end = at + length;
    }
    at++;
  }
}

static att_status try_label(explanation *k, const att_quad *quad, void *context) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term label;
  ATT_TRY(att_txn_term(k->txn, quad->o, scratch, &label, k->reterr));
  search_label(context, label.lexical);
  return ATT_OK;
}

/* Marks a node by its labels where none of its mentions is: a topic, a rank, a role. */
static att_status mark_labels(explanation *k, att_id node, att_view text, uint32_t begin,
                              uint32_t near, bool trigger, passage *p) {
  static const char *const LABELS[] = {SKOS "prefLabel", SKOS "altLabel"};
  search words = {.text = text, .begin = begin, .near = near, .distance = UINT32_MAX};
  for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
    ATT_TRY(walk_of(k, (att_quad){.s = node}, LABELS[i], try_label, &words));
  passage_add(&p->marks, words.found_begin, words.found_end, trigger);
  return ATT_OK;
}

/* What print_fact() marks words in. */
typedef struct {
  passage *p;
  att_view text;
  uint32_t begin;
} marking;

static att_status mark_topic(explanation *k, const att_quad *quad, void *context) {
  const marking *m = context;
  return mark_labels(k, quad->o, m->text, m->begin, m->begin, false, m->p);
}

/* --- printing ----------------------------------------------------------------------------- */

static att_status print_text(explanation *k, att_id subject, const char *predicate,
                             const char *before, const char *after) {
  char scratch[ATT_SCRATCH_SIZE];
  att_view text;
  ATT_TRY(text_of(k, subject, predicate, scratch, &text));
  if (text.size > 0)
    printf("%s%.*s%s", before, (int)text.size, text.data, after);
  return ATT_OK;
}

static att_status print_place(explanation *k, const passage *p) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term document;
  ATT_TRY(att_txn_term(k->txn, p->document, scratch, &document, k->reterr));
  printf("\n  %.*s %u-%u", (int)document.lexical.size, document.lexical.data, p->begin, p->end);
  ATT_TRY(print_text(k, p->document, "http://purl.org/dc/terms/title", " \"", "\""));
  printf("\n");
  k->shown++;
  return ATT_OK;
}

typedef struct {
  const char *before;
  unsigned count;
} joined;

static att_status print_object(explanation *k, const att_quad *quad, void *context) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  joined *list = context;
  ATT_TRY(att_txn_term(k->txn, quad->o, scratch, &term, k->reterr));
  printf("%s%.*s", list->count++ > 0 ? ", " : list->before, (int)term.lexical.size,
         term.lexical.data);
  return ATT_OK;
}

static att_status print_path(explanation *k, const att_quad *quad, void *context) {
  char scratch[ATT_SCRATCH_SIZE];
  att_term term;
  (void)context;
  ATT_TRY(att_txn_term(k->txn, quad->o, scratch, &term, k->reterr));
  printf("  %.*s\n", (int)term.lexical.size, term.lexical.data);
  return ATT_OK;
}

/* Were so many shown that this one is only counted? */
static bool is_beyond(explanation *k) {
  bool beyond = k->most > 0 && k->shown >= k->most;
  k->more += beyond;
  return beyond;
}

static att_status is_a(explanation *k, att_id node, const char *class, bool *ret_is) {
  att_quad type = {.s = node};
  uint64_t count = 0;
  ATT_TRY(find(k, RDF_TYPE, &type.p));
  ATT_TRY(find(k, class, &type.o));
  if (type.p != ATT_ID_ANY && type.o != ATT_ID_ANY)
    ATT_TRY(att_txn_count(k->txn, &type, &count, k->reterr));
  *ret_is = count > 0;
  return ATT_OK;
}

/* The evidence of a post is its title and its holder: to be shown with what stands around, as the
 * state before it. */
static att_status widen_post(explanation *k, passage *p, char *scratch, att_view *words) {
  bool post;
  att_view text;
  ATT_TRY(is_a(k, p->node, DR "Tenure", &post));
  if (!post)
    return ATT_OK;
  ATT_TRY(text_of(k, p->document, NIF "isString", scratch, &text));
  if (text.size == 0)
    return ATT_OK;
  *words = passage_around(text, p->begin, p->end, AROUND, &p->begin);
  p->end = p->begin + passage_length(*words);
  return ATT_OK;
}

/* The sentence of a fact, and why it was read so. `context`: the fact's id. */
static att_status print_fact(explanation *k, const att_quad *quad, void *context) {
  char scratch[ATT_SCRATCH_SIZE], around[ATT_SCRATCH_SIZE];
  att_view words;
  passage p = {.node = *(att_id *)context, .graph = quad->g};
  joined rows = {.before = " ("};
  if (is_beyond(k))
    return ATT_OK;
  ATT_TRY(read_span(k, quad->o, &p));
  ATT_TRY(text_of(k, quad->o, NIF "anchorOf", scratch, &words));
  if (words.size == 0)
    return ATT_OK;
  passage shown = p;
  ATT_TRY(widen_post(k, &shown, around, &words));
  ATT_TRY(walk_of(k, (att_quad){.s = p.node, .g = p.graph}, DR "trigger", mark_trigger, &shown));
  ATT_TRY(walk(k, &(att_quad){.s = p.node, .g = p.graph}, mark_names, &shown));
  marking m = {&shown, words, shown.begin};
  ATT_TRY(walk_of(k, (att_quad){.s = p.node, .g = p.graph}, DR "topic", mark_topic, &m));
  if (k->told != ATT_ID_ANY)
    ATT_TRY(mark_labels(k, k->told, words, shown.begin, p.begin, false, &shown));
  passage_print(words, shown.begin, &shown.marks);
  ATT_TRY(print_place(k, &p));
  ATT_TRY(print_text(k, p.node, DR "method", "  rule ", ""));
  ATT_TRY(walk_of(k, (att_quad){.s = p.node, .g = p.graph}, DR "rule", print_object, &rows));
  ATT_TRY(print_text(k, p.node, DR "confidence",
                     rows.count > 0 ? "), confidence " : ", confidence ", "\n"));
  return walk_of(k, (att_quad){.s = p.node, .g = p.graph}, DR "path", print_path, NULL);
}

static att_status print_evidence(explanation *k, att_id node) {
  return walk_of(k, (att_quad){.s = node}, DR "evidence", print_fact, &node);
}

static att_status take_place(explanation *k, const att_quad *quad, void *context) {
  passage span = {.graph = quad->g};
  places *to = context;
  ATT_TRY(read_span(k, quad->s, &span));
  if (to->count == to->capacity) {
    size_t capacity = to->capacity > 0 ? 2 * to->capacity : 64;
    place *items = realloc(to->items, capacity * sizeof *items);
    if (items == NULL)
      return att_error_set(k->reterr, ATT_ERR_MEMORY, "out of memory");
    to->items = items;
    to->capacity = capacity;
  }
  to->items[to->count++] = (place){span.begin, span.end};
  return ATT_OK;
}

static int compare_places(const void *a, const void *b) {
  const place *x = a, *y = b;
  return (x->begin > y->begin) - (x->begin < y->begin);
}

/* Where a node is named in a document's graph, in order; read once for all passages of it. */
static att_status read_places(explanation *k, att_id node, att_id graph) {
  places *to = &k->places;
  if (to->node == node && to->graph == graph)
    return ATT_OK;
  to->node = node;
  to->graph = graph;
  to->count = 0;
  ATT_TRY(walk_of(k, (att_quad){.o = node, .g = graph}, ITSRDF "taIdentRef", take_place, to));
  if (to->count > 0)
    qsort(to->items, to->count, sizeof *to->items, compare_places);
  return ATT_OK;
}

/* Marks the words for a node in the passage of a name: the nearest of its own mentions before, or
 * behind, the name; else labels. */
static att_status mark_beside(explanation *k, att_id node, att_view text, uint32_t first,
                              passage *p) {
  uint32_t end = first + passage_length(text);
  size_t low = 0, high;
  ATT_TRY(read_places(k, node, p->graph));
  for (high = k->places.count; low < high;) {
    size_t middle = (low + high) / 2;
    if (k->places.items[middle].begin < p->begin)
      low = middle + 1;
    else
      high = middle;
  }
  const place *before = low > 0 ? &k->places.items[low - 1] : NULL;
  const place *behind = low < k->places.count ? &k->places.items[low] : NULL;
  if (before != NULL && before->begin >= first)
    passage_add(&p->marks, before->begin, before->end, true);
  else if (behind != NULL && behind->end <= end)
    passage_add(&p->marks, behind->begin, behind->end, true);
  else
    return mark_labels(k, node, text, first, p->begin, true, p);
  return ATT_OK;
}

/* The passage around a name. `context`: NULL, or whom the words of must stand there too. */
static att_status print_mention(explanation *k, const att_quad *quad, void *context) {
  char scratch[ATT_SCRATCH_SIZE];
  att_view text;
  uint32_t first;
  passage p = {.graph = quad->g};
  const att_id *beside = context;
  if (beside == NULL && is_beyond(k))
    return ATT_OK;
  ATT_TRY(read_span(k, quad->s, &p));
  ATT_TRY(text_of(k, p.document, NIF "isString", scratch, &text));
  if (text.size == 0)
    return ATT_OK;
  text = passage_around(text, p.begin, p.end, AROUND, &first);
  if (beside != NULL) {
    ATT_TRY(mark_beside(k, *beside, text, first, &p));
    if (p.marks.count == 0 || is_beyond(k))
      return ATT_OK;
  }
  passage_add(&p.marks, p.begin, p.end, false);
  passage_print(text, first, &p.marks);
  return print_place(k, &p);
}

/* The words that name an entity. */
static att_status print_mentions(explanation *k, att_id node) {
  return walk_of(k, (att_quad){.o = node}, ITSRDF "taIdentRef", print_mention, NULL);
}

/* --- triples ------------------------------------------------------------------------------ */

/* The classes of what a shortcut between two nodes is made of. */
static const struct {
  const char *predicate, *classes[4];
} SHORTCUTS[] = {
    {DR "metWith", {DR "Meeting", DR "Talks", DR "PhoneCall", NULL}},
    {DR "visited", {DR "Visit", NULL}},
    {DR "thanked", {DR "Statement", NULL}},
    {DR "praised", {DR "Statement", NULL}},
    {DR "country", {DR "Tenure", NULL}},
    {DR "memberOf", {DR "Tenure", NULL}},
};

typedef struct {
  att_id object, predicate; /* ATT_ID_ANY: a fact of any class */
} triple_end;

/* Can the fact be what the predicate's triple comes from? */
static att_status may_make(explanation *k, att_id fact, att_id predicate, bool *ret_may) {
  *ret_may = true;
  for (size_t i = 0; i < sizeof SHORTCUTS / sizeof *SHORTCUTS && predicate != ATT_ID_ANY; i++) {
    att_id id;
    ATT_TRY(find(k, SHORTCUTS[i].predicate, &id));
    if (id != predicate)
      continue;
    *ret_may = false;
    for (const char *const *class = SHORTCUTS[i].classes; *class != NULL && !*ret_may; class ++)
      ATT_TRY(is_a(k, fact, *class, ret_may));
    return ATT_OK;
  }
  return ATT_OK;
}

/* Has the fact the node as an object, or is it a post in an organization of that state? */
static att_status has_node(explanation *k, att_id fact, att_id node, bool *ret_has) {
  char scratch[ATT_SCRATCH_SIZE];
  att_view text;
  att_quad of_body = {.o = node};
  uint64_t count = 0;
  ATT_TRY(att_txn_count(k->txn, &(att_quad){.s = fact, .o = node}, &count, k->reterr));
  if (count == 0) {
    ATT_TRY(object_of(k, fact, ORG "organization", scratch, &text, &of_body.s));
    ATT_TRY(find(k, DR "country", &of_body.p));
    if (of_body.s != ATT_ID_ANY && of_body.p != ATT_ID_ANY)
      ATT_TRY(att_txn_count(k->txn, &of_body, &count, k->reterr));
  }
  *ret_has = count > 0;
  return ATT_OK;
}

/* Evidence of the quad's subject, where it has the node that `context` names as an object too. A
 * scan by object gives subjects in order, so that one with several quads stands together. */
static att_status print_if_both(explanation *k, const att_quad *quad, void *context) {
  const triple_end *to = context;
  bool may = false;
  if (quad->s == k->last || quad->s == to->object)
    return ATT_OK;
  ATT_TRY(has_node(k, quad->s, to->object, &may));
  if (may)
    ATT_TRY(may_make(k, quad->s, to->predicate, &may));
  if (!may)
    return ATT_OK;
  k->last = quad->s;
  return print_evidence(k, quad->s);
}

/* The subject's names with the object's words beside them. */
static att_status print_beside(explanation *k, att_id subject, att_id object) {
  return walk_of(k, (att_quad){.o = subject}, ITSRDF "taIdentRef", print_mention, &object);
}

/* The events, statements and posts that have both nodes, or one of them as themselves; else where
 * the subject is named with the object's words beside ("Norwegian General A B"), and else by what
 * other facts have both; else where it is named. */
static att_status print_between(explanation *k, att_id subject, att_id predicate, att_id object) {
  triple_end to = {object, predicate}, any = {object, ATT_ID_ANY};
  k->told = object;
  ATT_TRY(print_evidence(k, subject));
  ATT_TRY(print_evidence(k, object));
  if (k->shown == 0)
    ATT_TRY(walk(k, &(att_quad){.o = subject}, print_if_both, &to));
  if (k->shown == 0)
    ATT_TRY(print_beside(k, subject, object));
  if (k->shown == 0)
    ATT_TRY(walk(k, &(att_quad){.o = subject}, print_if_both, &any));
  return k->shown > 0 ? ATT_OK : print_mentions(k, subject);
}

/* --- nodes that nothing names: topics, ranks, roles ------------------------------------------- */

static att_status print_holder(explanation *k, const att_quad *quad, void *context) {
  (void)context;
  if (quad->s == k->last)
    return ATT_OK;
  k->last = quad->s;
  return print_evidence(k, quad->s);
}

static att_status print_bearer(explanation *k, const att_quad *quad, void *context) {
  (void)context;
  if (quad->s == k->last)
    return ATT_OK;
  k->last = quad->s;
  return print_beside(k, quad->s, quad->o);
}

/* The facts that have it, with its words; else the names beside which its words stand. */
static att_status print_node(explanation *k, att_id node) {
  ATT_TRY(print_evidence(k, node));
  if (k->shown == 0)
    ATT_TRY(print_mentions(k, node));
  k->told = node;
  if (k->shown == 0)
    ATT_TRY(walk(k, &(att_quad){.o = node}, print_holder, NULL));
  k->last = ATT_ID_ANY;
  return k->shown > 0 ? ATT_OK : walk(k, &(att_quad){.o = node}, print_bearer, NULL);
}

static att_status explain(explanation *k, char **names, int count) {
  att_id ids[3];
  for (int i = 0; i < count; i++)
    ATT_TRY(find_named(k, names[i], &ids[i]));
  if (count == 1)
    return print_node(k, ids[0]);
  uint64_t there = 0;
  att_quad pattern = {.s = ids[0], .p = ids[1], .o = ids[2]};
  ATT_TRY(att_txn_count(k->txn, &pattern, &there, k->reterr));
  if (there == 0)
    return att_error_set(k->reterr, ATT_ERR_NOT_FOUND, "the store does not hold this triple");
  return print_between(k, ids[0], ids[1], ids[2]);
}

/* A number, 0 for all; false for what is none. */
static bool read_limit(const char *text, unsigned long *ret_limit) {
  *ret_limit = cmd_read_number(text, LIMIT_MOST);
  return *ret_limit > 0 || strcmp(text, "0") == 0;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {CMD_STORE_OPTION,
                                          CMD_HELP_OPTION,
                                          {"limit", required_argument, NULL, 'l'},
                                          {NULL, 0, NULL, 0}};
  const char *path = cmd_default_store();
  att_error error;
  explanation k = {.reterr = &error, .most = SHOWN};
  int option;
  while ((option = cmd_option(&cmd_explain, argc, argv, "s:h", options, &path)) != -1) {
    if (option == 'h' || option == '?')
      return option == 'h' ? CMD_FINE : CMD_USAGE;
    if (!read_limit(optarg, &k.most))
      return cmd_usage("explain", "--limit: no number of passages", optarg);
  }
  if (argc - optind != 1 && argc - optind != 3)
    return cmd_usage("explain", "one IRI or name, or a subject, a predicate and an object", NULL);
  att_store *store;
  int begun = cmd_begin("explain", path, false, false, &store, &k.txn);
  if (begun != CMD_FINE)
    return begun;
  att_status status = explain(&k, argv + optind, argc - optind);
  int failed = status == ATT_OK ? CMD_FINE : cmd_fail("explain", &error);
  cmd_end("explain", store, k.txn, false);
  free(k.places.items);
  if (status == ATT_OK && k.more > 0 && fflush(stdout) == 0)
    fprintf(stderr, "attache explain: %lu more passage%s (--limit 0 shows all)\n", k.more,
            cmd_plural(k.more));
  if (status == ATT_OK && k.shown == 0)
    fprintf(stderr, "attache explain: no sentence in the store says so\n");
  return status == ATT_ERR_NOT_FOUND || (status == ATT_OK && k.shown == 0) ? CMD_NO : failed;
}
