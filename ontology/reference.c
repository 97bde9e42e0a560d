/* SPDX-License-Identifier: Apache-2.0 */
#include "ontology/reference.h"

#include <stdio.h>
#include <string.h>

#include "base/table.h"
#include "graph/vocabulary.h"
#include "ontology/vocab.h"

#define OWL_SAME_AS "http://www.w3.org/2002/07/owl#sameAs"
enum { IRI_SIZE = 512 };

typedef struct {
  const att_quad_sink *sink;
  uint64_t count;
  char subject[IRI_SIZE];
} reference;

/* How a column of a table becomes objects: literals, IRIs made of `format` and the cell, or types.
 * A cell that is a list gives one object a value. */
typedef enum { PLAIN, ENGLISH, INTEGER, IRI, CLASS } object_kind;

typedef struct {
  const char *column, *predicate;
  object_kind kind;
  const char *before, *after; /* of an IRI, around the value */
} mapping;

typedef struct {
  const char *file, *folder; /* of the table; of the subjects' IRIs */
  const char *const *types;  /* always given */
  const mapping *columns;    /* ended by a NULL column */
} source;

static att_status send(reference *to, const char *predicate, att_term object, att_error *reterr) {
  att_term_quad quad = {att_term_iri(to->subject), att_term_iri(predicate), object,
                        att_term_iri(ATT_REFERENCE_GRAPH)};
  ATT_TRY(to->sink->quad(to->sink->context, &quad, reterr));
  to->count++;
  return ATT_OK;
}

/* The superclasses of what organizations.tsv and initiatives.tsv call class, as defrel.ttl has
 * them; all have the source's own types besides. */
static const struct {
  const char *name, *supers[2];
} classes[] = {
    {"GovernmentBody", {ATT_ORG "FormalOrganization", NULL}},
    {"DefenceMinistry", {ATT_ORG "FormalOrganization", ATT_DR_CLASS_GOVERNMENT_BODY}},
    {"DiplomaticMission", {ATT_ORG "FormalOrganization", ATT_DR_CLASS_GOVERNMENT_BODY}},
    {"ArmedForces", {ATT_ORG "FormalOrganization", NULL}},
    {"InternationalOrganization", {ATT_ORG "FormalOrganization", NULL}},
    {"ArmedGroup", {ATT_ORG "FormalOrganization", NULL}},
    {"ServiceBranch", {ATT_ORG "OrganizationalUnit", NULL}},
    {"MilitaryCommand", {ATT_ORG "OrganizationalUnit", NULL}},
    {"MilitaryUnit", {ATT_ORG "OrganizationalUnit", NULL}},
};

static att_status send_class(reference *to, const char *name, att_error *reterr) {
  char iri[IRI_SIZE];
  if (strcmp(name, "Organization") == 0)
    return ATT_OK;
  snprintf(iri, sizeof iri, ATT_DR "%s", name);
  ATT_TRY(send(to, ATT_RDF "type", att_term_iri(iri), reterr));
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    for (size_t k = 0; strcmp(classes[i].name, name) == 0 && k < 2 && classes[i].supers[k]; k++)
      ATT_TRY(send(to, ATT_RDF "type", att_term_iri(classes[i].supers[k]), reterr));
  return ATT_OK;
}

static att_status send_value(reference *to, const mapping *map, att_view value, att_error *reterr) {
  char iri[IRI_SIZE];
  att_term term = {ATT_TERM_LITERAL, value, {NULL, 0}, {NULL, 0}};
  if (map->kind == CLASS)
    return send_class(to, value.data, reterr);
  if (map->kind == ENGLISH)
    term.language = (att_view){"en", 2};
  if (map->kind == INTEGER)
    term.datatype = (att_view){ATT_XSD "integer", sizeof ATT_XSD "integer" - 1};
  if (map->kind == IRI) {
    int length = snprintf(iri, sizeof iri, "%s%.*s%s", map->before, (int)value.size, value.data,
                          map->after);
    if (length < 0 || length >= IRI_SIZE)
      return att_error_set(reterr, ATT_ERR_LIMIT, "%.*s: too long for an IRI", 60, value.data);
    term = att_term_iri(iri);
  }
  return send(to, map->predicate, term, reterr);
}

static att_status send_row(reference *to, const source *from, const att_table *table, size_t row,
                           att_error *reterr) {
  att_view key = att_table_cell(table, row, 0);
  int length = snprintf(to->subject, IRI_SIZE, ATT_BASE_IRI "id/%s/%s", from->folder, key.data);
  if (length < 0 || length >= IRI_SIZE)
    return att_table_error(table, row, reterr, "the key is too long");
  for (const char *const *type = from->types; *type; type++)
    ATT_TRY(send(to, ATT_RDF "type", att_term_iri(*type), reterr));
  for (const mapping *map = from->columns; map->column; map++) {
    size_t column = att_table_column(table, map->column);
    att_view rest = att_table_cell(table, row, column), value;
    if (column == ATT_TABLE_NONE)
      return att_table_error(table, row, reterr, "no column '%s'", map->column);
    while (att_list_next(&rest, &value))
      ATT_TRY(send_value(to, map, value, reterr));
  }
  return ATT_OK;
}

static att_status send_table(reference *to, const source *from, att_error *reterr) {
  att_table *table;
  ATT_TRY(att_table_open_data(from->file, NULL, &table, reterr));
  att_status status = att_table_check_keys(table, reterr);
  for (size_t row = 0; row < att_table_rows(table) && status == ATT_OK; row++)
    status = send_row(to, from, table, row, reterr);
  att_table_close(table);
  return status;
}

#define ID ATT_BASE_IRI "id/"
#define LABELS(name, others, kind)                                                                 \
  {name, ATT_SKOS "prefLabel", kind, NULL, NULL}, {others, ATT_SKOS "altLabel", kind, NULL, NULL}
#define END {NULL, NULL, PLAIN, NULL, NULL}

static const mapping state_columns[] = {
    LABELS("name", "names", ENGLISH),
    {"iso2", ATT_DR_ISO2, PLAIN, NULL, NULL},
    {"iso3", ATT_DR_ISO3, PLAIN, NULL, NULL},
    {"numeric", ATT_DR_ISO_NUMERIC, PLAIN, NULL, NULL},
    {"cowCode", ATT_DR_COW_CODE, INTEGER, NULL, NULL},
    {"cowAbbrev", ATT_DR_COW_ABBREV, PLAIN, NULL, NULL},
    {"gw", ATT_DR_GW_CODE, INTEGER, NULL, NULL},
    {"cameo", ATT_DR_CAMEO, PLAIN, NULL, NULL},
    {"wikidata", OWL_SAME_AS, IRI, "http://www.wikidata.org/entity/", ""},
    {"geonames", OWL_SAME_AS, IRI, "https://sws.geonames.org/", "/"},
    END};
static const mapping rank_columns[] = {LABELS("label", "abbreviations", ENGLISH),
                                       {"natoGrade", ATT_DR_NATO_GRADE, PLAIN, NULL, NULL},
                                       {"countries", ATT_DR_COUNTRY, IRI, ID "state/", ""},
                                       END};
static const mapping role_columns[] = {LABELS("label", "alternatives", ENGLISH), END};
static const mapping topic_columns[] = {
    LABELS("label", "altLabels", ENGLISH),
    {"broader", ATT_SKOS "broader", IRI, ID "topic/", ""},
    {"ploverContext", ATT_DR_PLOVER_CONTEXT, PLAIN, NULL, NULL},
    END};
static const mapping organization_columns[] = {
    LABELS("name", "aliases", PLAIN),
    {"class", ATT_RDF "type", CLASS, NULL, NULL},
    {"iso3", ATT_DR_COUNTRY, IRI, ID "state/", ""},
    {"parent", ATT_ORG "subOrganizationOf", IRI, ID "org/", ""},
    END};
static const mapping initiative_columns[] = {
    LABELS("name", "aliases", PLAIN),
    {"class", ATT_RDF "type", CLASS, NULL, NULL},
    {"states", ATT_DR_PARTICIPANT_COUNTRY, IRI, ID "state/", ""},
    END};

static const char *const state_types[] = {ATT_DR_CLASS_STATE, ATT_ORG "FormalOrganization",
                                          ATT_ORG "Organization", ATT_SCHEMA "Country",
                                          ATT_SCHEMA "Place", NULL};
static const char *const rank_types[] = {ATT_DR_CLASS_MILITARY_RANK, ATT_SKOS "Concept", NULL};
static const char *const role_types[] = {ATT_ORG "Role", ATT_SKOS "Concept", NULL};
static const char *const topic_types[] = {ATT_SKOS "Concept", NULL};
static const char *const organization_types[] = {ATT_ORG "Organization", NULL};
static const char *const initiative_types[] = {ATT_DR_CLASS_INITIATIVE, NULL};

static const source sources[] = {
    {"ontology/states.tsv", "state", state_types, state_columns},
    {"ontology/ranks.tsv", "rank", rank_types, rank_columns},
    {"ontology/roles.tsv", "role", role_types, role_columns},
    {"ontology/topics.tsv", "topic", topic_types, topic_columns},
    {"ontology/organizations.tsv", "org", organization_types, organization_columns},
    {"ontology/initiatives.tsv", "initiative", initiative_types, initiative_columns},
};

att_status att_reference_send(const att_quad_sink *sink, uint64_t *ret_count, att_error *reterr) {
  reference to = {sink, 0, ""};
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
    ATT_TRY(send_table(&to, &sources[i], reterr));
  *ret_count = to.count;
  return ATT_OK;
}
