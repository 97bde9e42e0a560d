/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/emit.h"

#include <ctype.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "extract/derivation.h"
#include "graph/vocabulary.h"

#define BASE ATT_BASE_IRI
#define DR ATT_DR
#define RDF ATT_RDF
#define FOAF ATT_FOAF
#define SKOS ATT_SKOS
#define ORG ATT_ORG
#define SEM ATT_SEM
#define SCHEMA ATT_SCHEMA
#define NIF ATT_NIF
#define ITS ATT_ITSRDF
#define PROV "http://www.w3.org/ns/prov#"
#define DCT "http://purl.org/dc/terms/"

/* Bytes of the text that are told of already. */
typedef struct {
  uint32_t begin, end;
  const char *iri; /* NULL: a free slot */
} told;

/* The first failure stays, and later calls do nothing, so that facts read as plain lists. */
typedef struct {
  att_facts *f;
  att_arena *arena;
  const att_quad_sink *sink;
  const char *graph;
  size_t graph_size;
  att_term_quad quad; /* the last: most have the subject of the one before */
  told *spans;        /* by hash, open addressing; at most half of them are taken */
  size_t span_slots;  /* a power of two */
  const char **node_iris, **event_iris; /* of those told of already; else NULL */
  att_status status;
  att_error *reterr;
} emitter;

static void send(emitter *e, const char *s, att_view p, att_term o) {
  if (e->status != ATT_OK)
    return;
  if (s != e->quad.s.lexical.data)
    e->quad.s.lexical = att_view_of(s);
  e->quad.p.lexical = p;
  e->quad.o = o;
  e->status = e->sink->quad(e->sink->context, &e->quad, e->reterr);
}

/* Inline, so that the sizes of predicates, classes and datatypes are constants. */
static inline void link_to(emitter *e, const char *s, const char *p, const char *o) {
  send(e, s, att_view_of(p), att_term_iri(o));
}

static inline void literal(emitter *e, const char *s, const char *p, const char *value) {
  if (value != NULL)
    send(e, s, att_view_of(p), att_term_literal(value));
}

static inline void typed_view(emitter *e, const char *s, const char *p, att_view value,
                              const char *datatype) {
  att_term term = {ATT_TERM_LITERAL, value, att_view_of(datatype), {NULL, 0}};
  send(e, s, att_view_of(p), term);
}

static inline void typed(emitter *e, const char *s, const char *p, const char *value,
                         const char *datatype) {
  typed_view(e, s, p, att_view_of(value), datatype);
}

static inline void english(emitter *e, const char *s, const char *p, const char *value) {
  att_term term = att_term_literal(value);
  term.language = att_view_of("en");
  send(e, s, att_view_of(p), term);
}

static inline void type(emitter *e, const char *s, const char *class) {
  link_to(e, s, RDF "type", class);
}

static void types(emitter *e, const char *s, const char *const *classes) {
  for (; *classes != NULL; classes++)
    type(e, s, *classes);
}

static const char *node_iri(emitter *e, uint32_t node) {
  const char **iri = &e->node_iris[node];
  if (*iri == NULL)
    *iri = att_arena_format(e->arena, BASE "id/%s", e->f->nodes.items[node].key);
  return *iri;
}

static const char *state_iri(emitter *e, const char *iso3) {
  return att_arena_format(e->arena, BASE "id/state/%s", iso3);
}

/* The first eight bytes of the SHA-256 of so many bytes, in hexadecimal digits. */
static const char *digest_of(att_arena *arena, const char *bytes, size_t size) {
  static const char DIGITS[] = "0123456789abcdef";
  struct sha256_ctx context;
  uint8_t digest[8];
  char hex[2 * sizeof digest];
  sha256_init(&context);
  sha256_update(&context, size, (const uint8_t *)bytes);
  sha256_digest(&context, sizeof digest, digest);
  for (size_t i = 0; i < sizeof digest; i++) {
    hex[2 * i] = DIGITS[digest[i] >> 4];
    hex[2 * i + 1] = DIGITS[digest[i] & 15];
  }
  return att_arena_copy(arena, hex, sizeof hex);
}

static const char *hash_of(emitter *e, const char *key) {
  return digest_of(e->arena, key, strlen(key));
}

const char *att_emit_graph(const att_document *document) {
  return att_arena_format(document->arena, BASE "doc/%s",
                          digest_of(document->arena, document->text, document->size));
}

/* The slot of a span, or the free one where it would be. */
static told *find_span(const emitter *e, uint32_t begin, uint32_t end) {
  size_t mask = e->span_slots - 1, at = (begin * 2654435761u ^ end * 40503u) & mask;
  while (e->spans[at].iri != NULL && (e->spans[at].begin != begin || e->spans[at].end != end))
    at = (at + 1) & mask;
  return &e->spans[at];
}

/* A NIF string, told of once; returns its IRI. */
static const char *span(emitter *e, uint32_t begin, uint32_t end) {
  const att_document *d = e->f->document;
  told *known = find_span(e, begin, end);
  if (known->iri != NULL)
    return known->iri;
  const char *iri =
      att_arena_format(e->arena, "%s#offset_%u_%u", e->graph, att_document_code_point(d, begin),
                       att_document_code_point(d, end));
  const char *first = iri + e->graph_size + strlen("#offset_"), *last = strchr(first, '_') + 1;
  *known = (told){begin, end, iri};
  literal(e, iri, NIF "anchorOf", att_document_slice(d, begin, end)); /* in the order of lines */
  typed_view(e, iri, NIF "beginIndex", (att_view){first, (size_t)(last - 1 - first)},
             ATT_XSD "nonNegativeInteger");
  typed(e, iri, NIF "endIndex", last, ATT_XSD "nonNegativeInteger");
  link_to(e, iri, NIF "referenceContext", e->graph);
  type(e, iri, NIF "OffsetBasedString");
  type(e, iri, NIF "Phrase");
  return iri;
}

/* `row`: of the table whose word told it; NULL for none. */
static void evidence(emitter *e, const char *s, const att_evidence *why, const char *row) {
  const att_token *tokens = e->f->document->sentences.items[why->sentence].tokens;
  link_to(e, s, DR "evidence", span(e, why->begin, why->end));
  link_to(e, s, DR "trigger", span(e, tokens[why->first].begin, tokens[why->last].end));
  literal(e, s, DR "method", why->rule);
  literal(e, s, DR "rule", att_derivation_rule(e->f, why));
  literal(e, s, DR "rule", row);
  typed(e, s, DR "confidence",
        att_arena_format(e->arena, "%d.%02d", (int)why->confidence,
                         (int)(why->confidence * 100 + 0.5f) % 100),
        ATT_XSD "decimal");
}

static void path(emitter *e, const char *s, const att_evidence *why, uint32_t node) {
  if (node != ATT_NO_ENTITY)
    literal(e, s, DR "path", att_derivation_path(e->f, why, node));
}

static void paths(emitter *e, const char *s, const att_evidence *why, const att_indexes *nodes) {
  for (size_t i = 0; i < nodes->count; i++)
    path(e, s, why, nodes->items[i]);
}

static int compare_strings(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *date_type(const char *date) {
  return date[0] == '-'       ? ATT_XSD "gMonthDay"
         : strlen(date) == 10 ? ATT_XSD "date"
         : strlen(date) == 7  ? ATT_XSD "gYearMonth"
                              : ATT_XSD "gYear";
}

static void emit_document(emitter *e) {
  const att_document *d = e->f->document;
  types(e, e->graph,
        (const char *[]){DR "SourceDocument", FOAF "Document", SCHEMA "Article", PROV "Entity",
                         NIF "Context", NULL});
  literal(e, e->graph, NIF "isString", d->text);
  literal(e, e->graph, DCT "title", d->metadata.title);
  literal(e, e->graph, DCT "publisher", d->metadata.publisher);
  literal(e, e->graph, DCT "creator", d->metadata.creator);
  if (e->f->date != NULL)
    typed(e, e->graph, DCT "issued", e->f->date, date_type(e->f->date));
  if (d->metadata.url != NULL)
    link_to(e, e->graph, NIF "sourceUrl", d->metadata.url);
  for (size_t i = 0; i < e->f->sources.count; i++)
    link_to(e, e->graph, DR "creditedSource", node_iri(e, e->f->sources.items[i]));
  for (size_t i = 0; i < e->f->namings.count; i++)
    if (e->f->namings.items[i].credited)
      link_to(e, e->graph, DR "creditedSource", node_iri(e, e->f->namings.items[i].node));
}

/* Of class, sorted publishers, day and the document that cites it. */
static const char *cited_iri(emitter *e, const att_cited *d) {
  size_t count = d->publishers.count;
  const char **names = ATT_NEW_ARRAY(e->arena, const char *, count + 1);
  for (size_t i = 0; i < count; i++)
    names[i] = e->f->nodes.items[d->publishers.items[i]].key;
  qsort(names, count, sizeof *names, compare_strings);
  const char *key = att_arena_format(e->arena, "document %s %s %s", d->class_name, e->graph,
                                     d->issued != NULL ? d->issued : "");
  for (size_t i = 0; i < count; i++)
    key = att_arena_format(e->arena, "%s %s", key, names[i]);
  return att_arena_format(e->arena, BASE "id/document/%s", hash_of(e, key));
}

static void emit_cited(emitter *e, const att_cited *d) {
  const char *iri = cited_iri(e, d);
  types(e, iri,
        (const char *[]){DR "SourceDocument", FOAF "Document", SCHEMA "Article", PROV "Entity",
                         NULL});
  if (strcmp(d->class_name, "SourceDocument") != 0)
    link_to(e, iri, RDF "type", att_arena_format(e->arena, DR "%s", d->class_name));
  for (size_t i = 0; i < d->publishers.count; i++)
    link_to(e, iri, DCT "publisher", node_iri(e, d->publishers.items[i]));
  if (d->creator != ATT_NO_ENTITY)
    link_to(e, iri, DCT "creator", node_iri(e, d->creator));
  if (d->issued != NULL)
    typed(e, iri, DCT "issued", d->issued, date_type(d->issued));
  link_to(e, e->graph, PROV "wasDerivedFrom", iri);
  paths(e, iri, &d->evidence, &d->publishers);
  evidence(e, iri, &d->evidence, NULL);
}

static const char *const STATE_TYPES[] = {DR "State",         ORG "FormalOrganization",
                                          ORG "Organization", SCHEMA "Country",
                                          SCHEMA "Place",     NULL};

static void organization_types(emitter *e, const char *iri, const char *class_name) {
  static const char *const UNITS[] = {"ServiceBranch", "MilitaryCommand", "MilitaryUnit", NULL};
  bool plain = class_name == NULL || strcmp(class_name, "Organization") == 0;
  link_to(e, iri, RDF "type", ORG "Organization");
  if (plain)
    return;
  link_to(e, iri, RDF "type", att_arena_format(e->arena, DR "%s", class_name));
  bool unit = false;
  for (const char *const *u = UNITS; *u != NULL; u++)
    unit = unit || strcmp(*u, class_name) == 0;
  link_to(e, iri, RDF "type", unit ? ORG "OrganizationalUnit" : ORG "FormalOrganization");
  if (strcmp(class_name, "DefenceMinistry") == 0 || strcmp(class_name, "DiplomaticMission") == 0)
    link_to(e, iri, RDF "type", DR "GovernmentBody");
}

static void emit_node(emitter *e, uint32_t index) {
  const att_node *n = &e->f->nodes.items[index];
  const char *iri = node_iri(e, index);
  switch ((att_node_kind)n->kind) {
  case ATT_NODE_PERSON:
    link_to(e, iri, RDF "type", FOAF "Person");
    literal(e, iri, FOAF "name", n->name);
    if (n->rank != NULL) {
      const char *rank = att_arena_format(e->arena, BASE "id/rank/%s", n->rank_id);
      link_to(e, iri, DR "rank", rank);
      types(e, rank, (const char *[]){DR "MilitaryRank", SKOS "Concept", NULL});
      english(e, rank, SKOS "prefLabel", n->rank);
      if (n->rank_written != NULL && strcasecmp(n->rank_written, n->rank) != 0)
        english(e, rank, SKOS "altLabel", n->rank_written);
    }
    break;
  case ATT_NODE_STATE:
    types(e, iri, STATE_TYPES);
    literal(e, iri, DR "iso3", n->iso3);
    english(e, iri, SKOS "prefLabel", n->name);
    break;
  case ATT_NODE_ORG:
    organization_types(e, iri, n->class_name);
    if (n->forum)
      types(e, iri, (const char *[]){DR "Initiative", DR "Forum", NULL});
    if (n->mission)
      types(e, iri, (const char *[]){DR "Initiative", DR "OperationName", NULL});
    literal(e, iri, SKOS "prefLabel", n->name);
    break;
  case ATT_NODE_PLACE:
    link_to(e, iri, RDF "type", SCHEMA "Place");
    literal(e, iri, SKOS "prefLabel", n->name);
    break;
  case ATT_NODE_INITIATIVE:
    types(e, iri, (const char *[]){DR "Initiative", NULL});
    if (n->class_name != NULL)
      link_to(e, iri, RDF "type", att_arena_format(e->arena, DR "%s", n->class_name));
    literal(e, iri, SKOS "prefLabel", n->name);
    break;
  }
  for (size_t i = 0; i < n->aliases.count; i++)
    if (n->kind != ATT_NODE_STATE)
      literal(e, iri, SKOS "altLabel", n->aliases.items[i]);
  if (n->kind != ATT_NODE_STATE && n->iso3 != NULL)
    link_to(e, iri, DR "country", state_iri(e, n->iso3));
  if (n->accredited != NULL)
    link_to(e, iri, DR "accreditedTo", state_iri(e, n->accredited));
  if (n->part_of != 0)
    link_to(e, iri, ORG "subOrganizationOf", node_iri(e, n->part_of - 1));
}

static void emit_naming(emitter *e, uint32_t begin, uint32_t end, uint32_t node) {
  link_to(e, span(e, begin, end), ITS "taIdentRef", node_iri(e, node));
}

static void emit_mention(emitter *e, const att_mention *m) {
  const att_sentence *s = &e->f->document->sentences.items[m->sentence];
  emit_naming(e, s->tokens[m->first].begin, s->tokens[m->last].end, m->node);
}

/* One label whatever an article calls the office ("Secretary of Defense", "Defense Secretary"): the
 * role's; the article's own is another name. */
static void emit_post_names(emitter *e, const char *post, const att_tenure *t) {
  const char *body = e->f->nodes.items[t->organization].name;
  english(e, post, SKOS "prefLabel",
          att_arena_format(e->arena, "%c%s, %s", toupper((unsigned char)t->role_label[0]),
                           t->role_label + 1, body));
  if (strcasecmp(t->role_label, t->title) != 0)
    english(e, post, SKOS "altLabel", att_arena_format(e->arena, "%s, %s", t->title, body));
}

static void emit_tenure(emitter *e, const att_tenure *t) {
  const char *person = node_iri(e, t->person);
  bool bodied = t->organization != ATT_NO_ENTITY;
  const char *body = bodied ? node_iri(e, t->organization) : NULL;
  const char *key = att_arena_format(e->arena, "tenure %s %s %s %d %s", person, bodied ? body : "",
                                     t->role_id, t->former, e->graph);
  const char *iri = att_arena_format(e->arena, BASE "id/tenure/%s", hash_of(e, key));
  const char *role = att_arena_format(e->arena, BASE "id/role/%s", t->role_id);
  types(e, iri, (const char *[]){DR "Tenure", ORG "Membership", NULL});
  link_to(e, iri, ORG "member", person);
  link_to(e, iri, ORG "role", role);
  types(e, role, (const char *[]){ORG "Role", SKOS "Concept", NULL});
  english(e, role, SKOS "prefLabel", t->role_label);
  literal(e, iri, DR "titleAsWritten", t->title);
  if (e->f->date != NULL)
    typed(e, iri, DR "attestedOn", e->f->date, date_type(e->f->date));
  if (t->former)
    typed(e, iri, DR "former", "true", ATT_XSD "boolean");
  if (t->start != NULL)
    typed(e, iri, SCHEMA "startDate", t->start, date_type(t->start));
  if (t->end != NULL)
    typed(e, iri, SCHEMA "endDate", t->end, date_type(t->end));
  if (bodied) {
    const char *post =
        att_arena_format(e->arena, BASE "id/post/%s/%s",
                         strchr(e->f->nodes.items[t->organization].key, '/') + 1, t->role_id);
    link_to(e, iri, ORG "organization", body);
    link_to(e, iri, DR "post", post);
    link_to(e, post, RDF "type", ORG "Post");
    link_to(e, post, ORG "role", role);
    link_to(e, post, ORG "postIn", body);
    emit_post_names(e, post, t);
    if (!t->former) {
      link_to(e, person, ORG "holds", post);
      link_to(e, person, DR "memberOf", body);
    }
  }
  path(e, iri, &t->evidence, t->person);
  path(e, iri, &t->evidence, t->organization);
  att_evidence why = t->evidence;
  if (t->state_rule != NULL) { /* the weakest link gives the method */
    literal(e, iri, DR "rule", att_derivation_rule(e->f, &why));
    literal(e, iri, DR "path", att_derivation_state(e->f, t));
    why.rule = t->state_rule;
  }
  evidence(e, iri, &why, att_derivation_role(e->f, t));
}

/* `names`: the short name, a line end, a longer one. Returns the topic's IRI. */
static const char *topic_iri(emitter *e, const char *names) {
  const char *label = att_arena_copy(e->arena, names, strcspn(names, "\n"));
  const att_lex_entry *known = att_lexicon_find(e->f->lexicon, ATT_LEX_TOPIC, label);
  return att_arena_format(e->arena, BASE "id/topic/%s",
                          known != NULL ? known->id : att_facts_slug(e->arena, label));
}

static void emit_topic(emitter *e, const char *s, const char *names) {
  const char *label = att_arena_copy(e->arena, names, strcspn(names, "\n"));
  const att_lex_entry *known = att_lexicon_find(e->f->lexicon, ATT_LEX_TOPIC, label);
  const char *iri = topic_iri(e, names);
  link_to(e, s, DR "topic", iri);
  link_to(e, iri, RDF "type", SKOS "Concept");
  link_to(e, iri, SKOS "inScheme", DR "topics");
  english(e, iri, SKOS "prefLabel", known != NULL ? known->label : label);
  if (known != NULL && strcasecmp(known->label, label) != 0)
    english(e, iri, SKOS "altLabel", label);
  for (const char *longer = strchr(names, '\n'), *before = label; longer != NULL;
       longer = strchr(longer + 1, '\n')) {
    const char *form = att_arena_copy(e->arena, longer + 1, strcspn(longer + 1, "\n"));
    if (strcmp(form, before) != 0)
      english(e, iri, SKOS "altLabel", form);
    before = form;
  }
}

static void emit_dates(emitter *e, const char *iri, const att_event *event) {
  const char *day = event->start != NULL ? event->start : event->end; /* "X ended on 14 May" */
  if (day == NULL)
    return;
  if (event->start != NULL)
    typed(e, iri, SCHEMA "startDate", event->start, date_type(event->start));
  if (event->end != NULL)
    typed(e, iri, SCHEMA "endDate", event->end, date_type(event->end));
  literal(e, iri, DR "datePrecision",
          event->within                        ? "within"
          : day[0] == '-' || strlen(day) == 10 ? "day"
          : strlen(day) == 7                   ? "month"
                                               : "year");
  if (day[0] != '-')
    typed(e, iri, DR "year", att_arena_copy(e->arena, day, 4), ATT_XSD "integer");
}

static const char *const STATUS[] = {"held",     "ongoing",   "planned",
                                     "proposed", "cancelled", "hypothetical"};

/* "deployed 200 troops to UNIFIL": does a mission take part? */
static bool has_mission(const att_facts *f, const att_event *event) {
  for (size_t i = 0; i < event->participants.count; i++)
    if (f->nodes.items[event->participants.items[i]].mission)
      return true;
  return false;
}

/* The row of ontology/plover.tsv for the class and form: of what takes place else that for the
 * class alone. */
static void emit_codes(emitter *e, const char *iri, const char *class_name, const char *form) {
  const att_code *code = att_lexicon_code(e->f->lexicon, class_name, form);
  if (code == NULL)
    return;
  literal(e, iri, DR "plover", code->plover);
  literal(e, iri, DR "ploverMode", code->mode);
  literal(e, iri, DR "cameo", code->cameo);
}

static void meet(emitter *e, uint32_t a, uint32_t b) {
  link_to(e, node_iri(e, a), DR "metWith", node_iri(e, b));
  link_to(e, node_iri(e, b), DR "metWith", node_iri(e, a));
}

/* "A, B and C affirmed in their meeting": of two states, each met those of the other one. */
static bool are_two_states(const att_facts *f, const att_indexes *all) {
  const char *first = f->nodes.items[all->items[0]].iso3, *second = NULL;
  for (size_t i = 0; i < all->count && first != NULL; i++) {
    const char *iso3 = f->nodes.items[all->items[i]].iso3;
    if (iso3 == NULL || (second != NULL && strcmp(iso3, first) != 0 && strcmp(iso3, second) != 0))
      return false;
    second = strcmp(iso3, first) != 0 ? iso3 : second;
  }
  return second != NULL;
}

static bool are_of_one_state(const att_facts *f, uint32_t a, uint32_t b) {
  return strcmp(f->nodes.items[a].iso3, f->nodes.items[b].iso3) == 0;
}

static void emit_pairs(emitter *e, const att_event *event) {
  const att_indexes *one = &event->participants, *other = &event->others;
  bool two = !event->sides && one->count > 2 && are_two_states(e->f, one);
  if (event->status == ATT_PROPOSED || event->status == ATT_CANCELLED)
    return;
  for (size_t i = 0; i < one->count; i++) {
    for (size_t k = 0; k < other->count; k++)
      meet(e, one->items[i], other->items[k]);
    for (size_t k = i + 1; !event->sides && k < one->count; k++)
      if (!two || !are_of_one_state(e->f, one->items[i], one->items[k]))
        meet(e, one->items[i], one->items[k]);
  }
}

/* Of class, sorted participants, dates, status and document. */
static const char *make_event_iri(emitter *e, const att_event *event) {
  size_t count = event->participants.count + event->others.count;
  const char **names = ATT_NEW_ARRAY(e->arena, const char *, count + 1);
  for (size_t i = 0; i < count; i++)
    names[i] = i < event->participants.count
                   ? e->f->nodes.items[event->participants.items[i]].key
                   : e->f->nodes.items[event->others.items[i - event->participants.count]].key;
  qsort(names, count, sizeof *names, compare_strings);
  const char *key = att_arena_format(
      e->arena, "event %s %s %s %s %s", event->class_name, e->graph,
      event->start != NULL ? event->start : "",
      event->initiative != ATT_NO_ENTITY ? e->f->nodes.items[event->initiative].key : "",
      event->place != ATT_NO_ENTITY ? e->f->nodes.items[event->place].key : "");
  if (event->name != NULL)
    key = att_arena_format(e->arena, "%s \"%s\"", key, event->name);
  if (event->status != ATT_HELD) /* talks that may be are not those that were */
    key = att_arena_format(e->arena, "%s %s", key, STATUS[event->status]);
  for (size_t i = 0; i < count; i++)
    key = att_arena_format(e->arena, "%s %s", key, names[i]);
  return att_arena_format(e->arena, BASE "id/event/%s", hash_of(e, key));
}

static const char *event_iri(emitter *e, uint32_t event) {
  if (e->event_iris[event] == NULL)
    e->event_iris[event] = make_event_iri(e, &e->f->events.items[event]);
  return e->event_iris[event];
}

static void emit_participants(emitter *e, const char *iri, const att_event *event, bool visit) {
  const char **topics = ATT_NEW_ARRAY(e->arena, const char *, event->topics.count);
  for (size_t t = 0; t < event->topics.count; t++)
    topics[t] = topic_iri(e, event->topics.items[t]);
  for (int side = 0; side < 2; side++) {
    const att_indexes *list = side ? &event->others : &event->participants;
    for (size_t i = 0; i < list->count; i++) {
      const att_node *n = &e->f->nodes.items[list->items[i]];
      const char *who = node_iri(e, list->items[i]);
      link_to(e, iri, n->kind == ATT_NODE_STATE ? DR "participantCountry" : DR "participant", who);
      if (n->kind == ATT_NODE_STATE)
        link_to(e, iri, DR "participant", who);
      if (visit)
        link_to(e, iri, side ? DR "host" : DR "visitor", who);
      if (n->kind != ATT_NODE_STATE && n->iso3 != NULL)
        link_to(e, iri, DR "participantCountry", state_iri(e, n->iso3));
      for (size_t t = 0; t < event->topics.count && (visit || att_event_is_meeting(event)); t++)
        link_to(e, who, DR "discussed", topics[t]);
      if (event->initiative != ATT_NO_ENTITY && event->status <= ATT_PLANNED)
        link_to(e, who, DR "takesPartIn", node_iri(e, event->initiative));
    }
  }
}

/* Is it a meeting of two states' people in a third state? */
static bool is_in_third_place(const att_facts *f, const att_event *event) {
  const char *place = event->place != ATT_NO_ENTITY ? f->nodes.items[event->place].iso3 : NULL,
             *first = NULL;
  bool two = false;
  for (int side = 0; side < 2 && place != NULL; side++) {
    const att_indexes *list = side ? &event->others : &event->participants;
    for (size_t i = 0; i < list->count; i++) {
      const char *iso3 = f->nodes.items[list->items[i]].iso3;
      if (iso3 == NULL || strcmp(iso3, place) == 0)
        return false;
      two = two || (first != NULL && strcmp(first, iso3) != 0);
      first = iso3;
    }
  }
  return two && strcmp(event->class_name, "Meeting") == 0;
}

/* The form by which ontology/plover.tsv tells rows of the event's class apart. */
static const char *form_of(const att_facts *f, const att_event *event) {
  if (event->withdrawn)
    return "withdrawn";
  if (event->status > ATT_ONGOING)
    return STATUS[event->status];
  if (strcmp(event->class_name, "Deployment") == 0 && has_mission(f, event))
    return "peacekeeping";
  return is_in_third_place(f, event) ? "third-place" : "-";
}

/* A short name, and behind a line's end a longer one. */
static void emit_name(emitter *e, const char *iri, const char *name) {
  const char *longer = strchr(name, '\n');
  size_t size = longer != NULL ? (size_t)(longer - name) : strlen(name);
  literal(e, iri, SKOS "prefLabel", att_arena_copy(e->arena, name, size));
  if (longer != NULL && strncmp(name, longer + 1, size + 1) != 0 && strlen(longer + 1) != size)
    literal(e, iri, SKOS "altLabel", longer + 1);
}

/* The state visited, the whole journey's where the visit is a stop of it; else the place. */
static uint32_t host_of(const att_facts *f, const att_event *visit) {
  const att_event *whole =
      visit->part_of != ATT_NO_ENTITY ? &f->events.items[visit->part_of] : visit;
  return whole->others.count > 0 ? whole->others.items[0] : visit->place;
}

static bool is_emitted(const emitter *e, uint32_t event) {
  return e->f->events.items[event].evidence.confidence >= e->f->least;
}

static void emit_event(emitter *e, uint32_t index) {
  const att_event *event = &e->f->events.items[index];
  const char *iri = event_iri(e, index);
  bool visit = strcmp(event->class_name, "Visit") == 0;
  types(e, iri,
        (const char *[]){att_arena_format(e->arena, DR "%s", event->class_name), DR "Event",
                         SEM "Event", SCHEMA "Event", NULL});
  link_to(e, iri, DR "status", att_arena_format(e->arena, DR "%s", STATUS[event->status]));
  emit_participants(e, iri, event, visit);
  if (event->place != ATT_NO_ENTITY) {
    link_to(e, iri, SEM "hasPlace", node_iri(e, event->place));
    for (size_t i = 0; visit && i < event->participants.count; i++)
      if (event->status == ATT_HELD || event->status == ATT_ONGOING)
        link_to(e, node_iri(e, event->participants.items[i]), DR "visited",
                node_iri(e, host_of(e->f, event)));
  }
  for (size_t i = 0; i < event->organizers.count; i++) {
    link_to(e, iri, DR "organizer", node_iri(e, event->organizers.items[i]));
    link_to(e, iri, DR "participant", node_iri(e, event->organizers.items[i]));
  }
  literal(e, iri, DR "characterizedAs", event->characterized);
  if (event->initiative != ATT_NO_ENTITY)
    link_to(e, iri, DR "initiative", node_iri(e, event->initiative));
  if (event->part_of != ATT_NO_ENTITY && is_emitted(e, event->part_of))
    link_to(e, iri, SEM "subEventOf", event_iri(e, event->part_of));
  for (size_t i = 0; i < event->topics.count; i++)
    emit_topic(e, iri, event->topics.items[i]);
  if (event->name != NULL)
    emit_name(e, iri, event->name);
  emit_dates(e, iri, event);
  emit_codes(e, iri, event->class_name, form_of(e->f, event));
  if (strcmp(event->class_name, "Meeting") == 0 || strcmp(event->class_name, "Talks") == 0 ||
      strcmp(event->class_name, "PhoneCall") == 0)
    emit_pairs(e, event);
  paths(e, iri, &event->evidence, &event->participants);
  paths(e, iri, &event->evidence, &event->others);
  path(e, iri, &event->evidence, event->place);
  path(e, iri, &event->evidence, event->initiative);
  static const char *const FRAMES[] = {"meet", "visit", "event", "talk", NULL};
  static const char *const VISITS[] = {"visit", NULL}; /* whom one visits, one meets, too */
  const char *row = strcmp(event->class_name, "Visit") == 0
                        ? att_derivation_frame(e->f, &event->evidence, VISITS)
                        : NULL;
  evidence(e, iri, &event->evidence,
           row != NULL ? row : att_derivation_frame(e->f, &event->evidence, FRAMES));
}

static void emit_addressee(emitter *e, const char *iri, const att_statement *s, uint32_t to) {
  if (to == ATT_NO_ENTITY)
    return;
  const char *speaker = node_iri(e, s->speaker), *addressee = node_iri(e, to);
  link_to(e, iri, DR "addressee", addressee);
  if (strcmp(s->act, "thank") == 0)
    link_to(e, speaker, DR "thanked", addressee);
  if (strcmp(s->act, "praise") == 0)
    link_to(e, speaker, DR "praised", addressee);
}

static void emit_statement(emitter *e, const att_statement *s) {
  const att_token *trigger =
      &e->f->document->sentences.items[s->evidence.sentence].tokens[s->evidence.first];
  const char *speaker = node_iri(e, s->speaker);
  const char *key = att_arena_format(e->arena, "statement %s %s %s %u", speaker, s->act, e->graph,
                                     att_document_code_point(e->f->document, trigger->begin));
  const char *iri = att_arena_format(e->arena, BASE "id/statement/%s", hash_of(e, key));
  types(e, iri, (const char *[]){DR "Statement", DR "Event", SEM "Event", SCHEMA "Event", NULL});
  link_to(e, iri, DR "speaker", speaker);
  link_to(e, iri, DR "speechAct", att_arena_format(e->arena, DR "%s", s->act));
  link_to(e, iri, DR "status", DR "held");
  emit_codes(e, iri, "Statement", s->act);
  emit_addressee(e, iri, s, s->addressee);
  for (size_t i = 0; i < s->also.count; i++)
    emit_addressee(e, iri, s, s->also.items[i]);
  for (size_t i = 0; i < s->topics.count; i++)
    emit_topic(e, iri, s->topics.items[i]);
  if (s->on_behalf != ATT_NO_ENTITY)
    link_to(e, iri, DR "onBehalfOf", node_iri(e, s->on_behalf));
  if (s->said_at != ATT_NO_ENTITY && is_emitted(e, s->said_at))
    link_to(e, iri, DR "saidAt", event_iri(e, s->said_at));
  for (size_t i = 0; i < s->about.count; i++)
    link_to(e, iri, DR "aboutEntity", node_iri(e, s->about.items[i]));
  if (s->document != ATT_NO_ENTITY &&
      e->f->cited.items[s->document].evidence.confidence >= e->f->least)
    link_to(e, iri, PROV "wasQuotedFrom", cited_iri(e, &e->f->cited.items[s->document]));
  literal(e, iri, DR "quotation", s->quotation);
  literal(e, iri, DR "reportedContent", s->content);
  path(e, iri, &s->evidence, s->speaker);
  path(e, iri, &s->evidence, s->addressee);
  evidence(e, iri, &s->evidence,
           att_derivation_frame(e->f, &s->evidence, (const char *[]){"say", NULL}));
}

static void emit_move(emitter *e, const att_move *m) {
  const char *initiative = node_iri(e, m->initiative);
  const char *key =
      att_arena_format(e->arena, "move %s %s %s %s", initiative, m->action, m->status, e->graph);
  const char *iri = att_arena_format(e->arena, BASE "id/move/%s", hash_of(e, key));
  link_to(e, iri, RDF "type", DR "InitiativeMove");
  link_to(e, iri, DR "initiative", initiative);
  link_to(e, iri, DR "action", att_arena_format(e->arena, DR "%s", m->action));
  link_to(e, iri, DR "status", att_arena_format(e->arena, DR "%s", m->status));
  if (e->f->date != NULL)
    typed(e, iri, DR "asOf", e->f->date, date_type(e->f->date));
  if (m->raised_at != ATT_NO_ENTITY && is_emitted(e, m->raised_at))
    link_to(e, iri, DR "raisedAt", event_iri(e, m->raised_at));
  for (size_t i = 0; i < m->countries.count; i++)
    link_to(e, iri, DR "participantCountry", state_iri(e, m->countries.items[i]));
  path(e, iri, &m->evidence, m->initiative);
  evidence(e, iri, &m->evidence,
           att_derivation_frame(e->f, &m->evidence, (const char *[]){"move", NULL}));
}

/* Events that are told twice are one node: as sure as the surer telling. */
static void agree_on_confidence(emitter *e) {
  size_t count = e->f->events.count;
  for (uint32_t i = 0; i < count; i++) {
    float *own = &e->f->events.items[i].evidence.confidence;
    for (uint32_t k = 0; k < i; k++) {
      float *other = &e->f->events.items[k].evidence.confidence;
      if (*own != *other && strcmp(event_iri(e, i), event_iri(e, k)) == 0)
        *own = *other = *own > *other ? *own : *other;
    }
  }
}

/* Room for a span of each name, and two of each fact. */
static void make_spans(emitter *e) {
  const att_facts *f = e->f;
  size_t most = f->mentions.count + f->namings.count +
                2 * (f->tenures.count + f->events.count + f->statements.count + f->moves.count +
                     f->cited.count);
  for (e->span_slots = 16; e->span_slots < 2 * most; e->span_slots *= 2)
    ;
  e->spans = ATT_NEW_ARRAY(e->arena, told, e->span_slots);
}

att_status att_emit_facts(att_facts *facts, const att_quad_sink *sink, att_error *reterr) {
  emitter e = {.f = facts,
               .arena = facts->arena,
               .sink = sink,
               .reterr = reterr,
               .graph = att_emit_graph(facts->document)};
  e.graph_size = strlen(e.graph);
  e.quad.s.kind = e.quad.p.kind = ATT_TERM_IRI;
  e.quad.g = att_term_iri(e.graph);
  make_spans(&e);
  e.node_iris = ATT_NEW_ARRAY(e.arena, const char *, facts->nodes.count);
  e.event_iris = ATT_NEW_ARRAY(e.arena, const char *, facts->events.count);
  emit_document(&e);
  for (uint32_t i = 0; i < facts->nodes.count; i++)
    emit_node(&e, i);
  for (size_t i = 0; i < facts->mentions.count; i++)
    emit_mention(&e, &facts->mentions.items[i]);
  for (size_t i = 0; i < facts->namings.count; i++)
    emit_naming(&e, facts->namings.items[i].begin, facts->namings.items[i].end,
                facts->namings.items[i].node);
  for (size_t i = 0; i < facts->tenures.count; i++)
    if (facts->tenures.items[i].evidence.confidence >= facts->least)
      emit_tenure(&e, &facts->tenures.items[i]);
  agree_on_confidence(&e);
  for (uint32_t i = 0; i < facts->events.count; i++)
    if (is_emitted(&e, i))
      emit_event(&e, i);
  for (size_t i = 0; i < facts->statements.count; i++)
    if (facts->statements.items[i].evidence.confidence >= facts->least)
      emit_statement(&e, &facts->statements.items[i]);
  for (size_t i = 0; i < facts->cited.count; i++)
    if (facts->cited.items[i].evidence.confidence >= facts->least)
      emit_cited(&e, &facts->cited.items[i]);
  for (size_t i = 0; i < facts->moves.count; i++)
    if (facts->moves.items[i].evidence.confidence >= facts->least)
      emit_move(&e, &facts->moves.items[i]);
  return e.status;
}
