/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/vocabulary.h"

#include <string.h>

const att_prefix att_prefixes[ATT_PREFIXES] = {
    {"dcat", "http://www.w3.org/ns/dcat#"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"dr", ATT_DR},
    {"foaf", ATT_FOAF},
    {"gaf", "http://groundedannotationframework.org/gaf#"},
    {"geonames", "https://sws.geonames.org/"},
    {"itsrdf", ATT_ITSRDF},
    {"nif", ATT_NIF},
    {"org", ATT_ORG},
    {"owl", "http://www.w3.org/2002/07/owl#"},
    {"prov", "http://www.w3.org/ns/prov#"},
    {"rdf", ATT_RDF},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"schema", ATT_SCHEMA},
    {"sd", "http://www.w3.org/ns/sparql-service-description#"},
    {"sem", ATT_SEM},
    {"sh", "http://www.w3.org/ns/shacl#"},
    {"skos", ATT_SKOS},
    {"void", "http://rdfs.org/ns/void#"},
    {"wd", "http://www.wikidata.org/entity/"},
    {"wgs", "http://www.w3.org/2003/01/geo/wgs84_pos#"},
    {"xsd", ATT_XSD},
};

int att_prefix_find(att_view iri) {
  int best = -1;
  size_t length = 0;
  for (int i = 0; i < ATT_PREFIXES; i++) {
    size_t size = strlen(att_prefixes[i].iri);
    if (size > length && iri.size >= size && memcmp(iri.data, att_prefixes[i].iri, size) == 0) {
      best = i;
      length = size;
    }
  }
  return best;
}
