/* SPDX-License-Identifier: Apache-2.0
 *
 * A made-up graph of defence relations as N-Triples: events with participants, places, topics,
 * dates and states; people with posts; posts in units, which form a tree. Usage: generate TRIPLES
 * >FILE. The same bytes every time. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define DR "https://w3id.org/defrel/ns#"
#define ID "https://w3id.org/defrel/id/"
#define ORG "http://www.w3.org/ns/org#"
#define RDF_TYPE "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
#define XSD "http://www.w3.org/2001/XMLSchema#"

static uint64_t state = 20240224;
static unsigned long long written, wanted;

static unsigned draw(unsigned below) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)((state >> 33) % below);
}

/* Few of them are frequent, as in the news: the square of an even draw. */
static unsigned skewed(unsigned below) {
  uint64_t x = draw(1 << 15);
  return (unsigned)(x * x * below >> 30);
}

static bool room(void) {
  return written++ < wanted;
}

static void link_to(const char *s, unsigned n, const char *p, const char *o, unsigned m) {
  if (room())
    printf("<" ID "%s/%u> <" DR "%s> <" ID "%s/%u> .\n", s, n, p, o, m);
}

static void write_person(unsigned n, unsigned posts) {
  if (room())
    printf("<" ID "person/%u> " RDF_TYPE " <http://xmlns.com/foaf/0.1/Person> .\n", n);
  if (room())
    printf("<" ID "person/%u> <http://xmlns.com/foaf/0.1/name> \"Person Number %u\" .\n", n, n);
  link_to("person", n, "country", "state", skewed(200));
  if (room())
    printf("<" ID "person/%u> <" ORG "holds> <" ID "post/%u> .\n", n,
           draw(posts));
}

/* A unit's parent is one of those before it: a tree as deep as the logarithm of their number. */
static void write_unit(unsigned n) {
  if (room())
    printf("<" ID "unit/%u> " RDF_TYPE " <" ORG "OrganizationalUnit> .\n", n);
  if (n && room())
    printf("<" ID "unit/%u> <" ORG "subOrganizationOf> <" ID "unit/%u> .\n", n, draw(n));
}

static void write_event(unsigned n, unsigned people) {
  static const char *const classes[] = {"Meeting", "Visit", "Exercise", "Talks", "Conference"};
  if (room())
    printf("<" ID "event/%u> " RDF_TYPE " <" DR "%s> .\n", n, classes[skewed(5)]);
  for (unsigned i = 2 + draw(3); i; i--)
    link_to("event", n, "participant", "person", skewed(people));
  link_to("event", n, "participantCountry", "state", skewed(200));
  link_to("event", n, "participantCountry", "state", skewed(200));
  link_to("event", n, "topic", "topic", skewed(2000));
  unsigned year = 1990 + draw(35);
  if (room())
    printf("<" ID "event/%u> <http://schema.org/startDate> \"%04u-%02u-%02u\"^^<" XSD "date> .\n",
           n, year, 1 + draw(12), 1 + draw(28));
  if (room())
    printf("<" ID "event/%u> <" DR "year> \"%u\"^^<" XSD "integer> .\n", n, year);
  if (room())
    printf("<" ID "event/%u> <" DR "confidence> \"0.%02u\"^^<" XSD "decimal> .\n", n, draw(100));
}

int main(int argc, char **argv) {
  wanted = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
  if (!wanted || wanted > 1000000000) {
    fprintf(stderr, "usage: generate TRIPLES >FILE (at most 1000000000)\n");
    return 2;
  }
  unsigned people = (unsigned)(wanted / 40) + 10, posts = people / 2 + 1;
  for (unsigned n = 0; n < people && written < wanted; n++)
    write_person(n, posts);
  unsigned units = posts / 10 + 1;
  for (unsigned n = 0; n < units && written < wanted; n++)
    write_unit(n);
  for (unsigned n = 0; n < posts && room(); n++)
    printf("<" ID "post/%u> <" ORG "postIn> <" ID "unit/%u> .\n", n, draw(units));
  for (unsigned n = 0; written < wanted; n++)
    write_event(n, people);
  return fflush(stdout) ? 3 : 0;
}
