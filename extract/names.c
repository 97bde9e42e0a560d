/* SPDX-License-Identifier: Apache-2.0
 *
 * Which entities may be called so: a hash of words to nodes, as far as these have been named. Words
 * are folded as att_same_word() does. A node is listed by its names whole, and by those parts of
 * them by which articles name it again.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "extract/scan.h"

typedef struct {
  const char *words; /* NULL: free */
  size_t size;
  uint32_t hash;
  att_indexes nodes; /* ascending */
} slot;

struct att_names {
  slot *slots; /* a power of two, at most half of them used */
  size_t count, used;
  uint32_t listed; /* so many of the document's nodes */
};

static uint32_t hash_of(const char *words, size_t size) {
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ (uint32_t)tolower((unsigned char)words[i])) * 16777619u;
  return hash ^ hash >> 15;
}

/* The slot of the words, or the free one that they would take. */
static slot *find_slot(const att_names *names, const char *words, size_t size, uint32_t hash) {
  size_t at = hash & (names->count - 1);
  for (;; at = (at + 1) & (names->count - 1)) {
    slot *s = &names->slots[at];
    if (s->words == NULL ||
        (s->hash == hash && s->size == size && strncasecmp(s->words, words, size) == 0))
      return s;
  }
}

static void widen(att_arena *arena, att_names *names) {
  enum { SLOTS_FIRST = 256 };
  att_names wider = *names;
  wider.count = names->count > 0 ? names->count * 2 : SLOTS_FIRST;
  wider.slots = ATT_NEW_ARRAY(arena, slot, wider.count);
  for (size_t i = 0; i < names->count; i++) {
    const slot *s = &names->slots[i];
    if (s->words != NULL)
      *find_slot(&wider, s->words, s->size, s->hash) = *s;
  }
  *names = wider;
}

static void list(const att_facts *f, const char *words, size_t size, uint32_t node) {
  att_names *names = f->names;
  uint32_t hash = hash_of(words, size);
  if (names->used * 2 >= names->count)
    widen(f->arena, names);
  slot *s = find_slot(names, words, size, hash);
  if (s->words == NULL) {
    *s = (slot){.words = words, .size = size, .hash = hash};
    names->used++;
  }
  size_t at = s->nodes.count;
  while (at > 0 && s->nodes.items[at - 1] > node)
    at--;
  if (at > 0 && s->nodes.items[at - 1] == node)
    return;
  (void)ATT_PUSH(f->arena, &s->nodes);
  memmove(s->nodes.items + at + 1, s->nodes.items + at,
          (s->nodes.count - 1 - at) * sizeof *s->nodes.items);
  s->nodes.items[at] = node;
}

/* Each word of a person's name, no comma of "Brown, Jr.", and the last one of its key, which has no
 * accents. */
static void list_words(const att_facts *f, uint32_t node, const char *name) {
  for (const char *at = name; *at != '\0';) {
    size_t size = strcspn(at, ATT_NAME_GAPS);
    list(f, at, size, node);
    at += size + strspn(at + size, ATT_NAME_GAPS);
  }
  const char *last = strrchr(f->nodes.items[node].key, '-');
  last = last != NULL ? last : strchr(f->nodes.items[node].key, '/');
  list(f, last + 1, strlen(last + 1), node);
}

/* What the name begins with, up to the end of a word: "Cabo Delgado" of "Cabo Delgado Province",
 * "Marceglia" of "ITS Antonio Marceglia", "National Army" of "Moldovan National Army". */
static void list_parts(const att_facts *f, uint32_t node, const char *name) {
  const char *last = strrchr(name, ' '), *iso3;
  for (const char *at = name; *at != '\0'; at++)
    if (at > name && !isalnum((unsigned char)*at))
      list(f, name, (size_t)(at - name), node);
  if (last != NULL)
    list(f, last + 1, strlen(last + 1), node);
  const char *own =
      f->nodes.items[node].kind == ATT_NODE_ORG ? att_scan_behind_state(f, name, &iso3) : NULL;
  if (own != NULL)
    list(f, own, strlen(own), node);
}

static void list_name(const att_facts *f, uint32_t node, const char *name) {
  list(f, name, strlen(name), node);
  if (f->nodes.items[node].kind == ATT_NODE_PERSON)
    list_words(f, node, name);
  else
    list_parts(f, node, name);
}

static void list_all(const att_facts *f) {
  for (; f->names->listed < f->nodes.count; f->names->listed++) {
    const att_node *n = &f->nodes.items[f->names->listed];
    list_name(f, f->names->listed, n->name);
    for (size_t i = 0; i < n->aliases.count; i++)
      list_name(f, f->names->listed, n->aliases.items[i]);
  }
}

void att_names_begin(att_facts *f) {
  f->names = ATT_NEW(f->arena, att_names);
}

att_indexes att_scan_called(const att_facts *f, const char *words, size_t size) {
  list_all(f);
  return f->names->count > 0 ? find_slot(f->names, words, size, hash_of(words, size))->nodes
                             : (att_indexes){0};
}

void att_facts_rename(att_facts *f, uint32_t node, const char *name) {
  if (f->nodes.items[node].name == name)
    return;
  f->nodes.items[node].name = name;
  if (node < f->names->listed)
    list_name(f, node, name);
}

void att_facts_alias(att_facts *f, uint32_t node, const char *name) {
  att_node *n = &f->nodes.items[node];
  for (size_t i = 0; i < n->aliases.count; i++)
    if (att_same_word(n->aliases.items[i], name))
      return;
  *ATT_PUSH(f->arena, &n->aliases) = name;
  if (node < f->names->listed)
    list_name(f, node, name);
}
