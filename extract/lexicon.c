/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/lexicon.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/table.h"
#include "extract/lexicon_words.h"

enum { SLOTS = 1 << 18, SIEVE_BITS = 4096, KNOWN_BITS = 1 << 19, WORDS_MOST = 10, KEY_MOST = 160 };

/* What keys of a hash are; a free slot is all zeros. A hash of 32 bits stands for its key where
 * none is compared: another key with it costs a look-up. */
typedef struct {
  uint32_t hash;
  uint32_t longer;        /* bits: kinds of phrases that go on behind the key */
  uint32_t kinds, small;  /* bits: of the entries; of those that need no capital */
  att_lex_entry *entries; /* phrases that it is; NULL if none */
} slot;

_Static_assert((int)ATT_LEX_KINDS <= 32, "a kind is a bit");

struct att_lexicon {
  att_lex_words words;
  att_arena arena;
  uint64_t sieves[ATT_LEX_KINDS][SIEVE_BITS / 64]; /* by hash, keys of each kind: of kinds of few
                                                    * phrases, nearly all other words are known */
  uint64_t known[KNOWN_BITS / 64]; /* the same of all that has a slot: slots are far more memory,
                                    * and most of what is looked up has none */
  slot *slots;                     /* open addressing, no more than half of them taken */
  size_t slot_count, taken;
  struct {
    att_code *items;
    size_t count, capacity;
  } codes;
  struct {
    att_rule *items;
    size_t count, capacity;
  } rules;
  struct {
    const char **items; /* iso3, then name, of each state */
    size_t count, capacity;
  } states;
};

/* A letter or digit as it stands in keys; 0 for what is left out. */
static char key_letter(unsigned char c) {
  if (c >= 'a' && c <= 'z')
    return (char)c;
  if (c >= 'A' && c <= 'Z')
    return (char)(c | 0x20);
  return (c >= '0' && c <= '9') || c == '&' || c == '/' ? (char)c : '\0';
}

/* Appends a word to a key: lower case, letters and digits only. Returns the key's new size, or the
 * old one for a word without letters (a hyphen, a quotation mark). */
static size_t add_word(char *key, size_t size, const char *word, size_t length) {
  size_t start = size;
  if (size > 0 && size + 1 < KEY_MOST)
    key[size++] = ' ';
  size_t letters = size;
  for (size_t i = 0; i < length && size + 1 < KEY_MOST; i++) {
    unsigned char c = (unsigned char)word[i];
    char letter = key_letter(c);
    if (letter != '\0')
      key[size++] = letter;
    else if (c == 0xe2 && i + 1 < length && (unsigned char)word[i + 1] == 0x80)
      i += 2;
    else if (c >= 0x80)
      key[size++] = (char)c;
  }
  if (size == letters)
    size = start;
  key[size] = '\0';
  return size;
}

/* The key of a phrase; words are parted at spaces and hyphens. Returns the number of words. */
static unsigned make_key(const char *phrase, size_t length, char *key) {
  unsigned words = 0;
  size_t size = 0;
  key[0] = '\0';
  for (size_t i = 0; i < length;) {
    size_t word = i;
    while (i < length && phrase[i] != ' ' && phrase[i] != '-')
      i++;
    bool article = word > 0 && i - word == 3 && strncasecmp(phrase + word, "the", 3) == 0;
    size_t more = article ? size : add_word(key, size, phrase + word, i - word);
    words += more > size;
    size = more;
    i++;
  }
  return words;
}

static uint32_t hash_of(const char *key, size_t size) {
  uint64_t hash = XXH3_64bits(key, size);
  return (uint32_t)(hash ^ hash >> 32);
}

static bool is_free(const slot *s) {
  return s->longer == 0 && s->entries == NULL;
}

static bool is_known(const att_lexicon *lexicon, uint32_t hash) {
  uint32_t bit = hash % KNOWN_BITS;
  return (lexicon->known[bit / 64] >> bit % 64 & 1) != 0;
}

/* The slot of a hash, or the free one where it would be. */
static slot *find_slot(const att_lexicon *lexicon, uint32_t hash) {
  size_t mask = lexicon->slot_count - 1, at = hash & mask;
  while (!is_free(&lexicon->slots[at]) && lexicon->slots[at].hash != hash)
    at = (at + 1) & mask;
  return &lexicon->slots[at];
}

/* The slot of a hash that is looked up; a free one if there is none. */
static const slot *look_up(const att_lexicon *lexicon, uint32_t hash) {
  static const slot NONE;
  return is_known(lexicon, hash) ? find_slot(lexicon, hash) : &NONE;
}

static void widen(att_lexicon *lexicon) {
  slot *old = lexicon->slots;
  size_t count = lexicon->slot_count;
  lexicon->slot_count = count > 0 ? 2 * count : SLOTS;
  lexicon->slots = ATT_NEW_ARRAY(&lexicon->arena, slot, lexicon->slot_count);
  for (size_t i = 0; i < count; i++)
    if (!is_free(&old[i]))
      *find_slot(lexicon, old[i].hash) = old[i];
}

/* Adds the entry to its slot, behind those of its kind and key, and notes what of its key ends
 * before a space. */
static void add_entry(att_lexicon *lexicon, att_lex_entry *entry, att_lex_entry *before) {
  for (size_t size = 0; entry->key[size] != '\0';) {
    size += 1 + strcspn(entry->key + size + 1, " ");
    if (2 * lexicon->taken >= lexicon->slot_count)
      widen(lexicon);
    uint32_t hash = hash_of(entry->key, size), bit = hash % SIEVE_BITS, known = hash % KNOWN_BITS;
    slot *own = find_slot(lexicon, hash);
    lexicon->taken += is_free(own);
    own->hash = hash;
    lexicon->known[known / 64] |= (uint64_t)1 << known % 64;
    if (entry->key[size] != '\0') {
      own->longer |= 1u << entry->kind;
      continue;
    }
    lexicon->sieves[entry->kind][bit / 64] |= (uint64_t)1 << bit % 64;
    own->kinds |= 1u << entry->kind;
    own->small |= entry->capital ? 0 : 1u << entry->kind;
    att_lex_entry **at = before != NULL ? (att_lex_entry **)&before->next : &own->entries;
    entry->next = *at;
    *at = entry;
  }
}

static bool all_capitals(const char *s, size_t size) {
  bool any = false;
  for (size_t i = 0; i < size; i++) {
    if (islower((unsigned char)s[i]))
      return false;
    any = any || isupper((unsigned char)s[i]);
  }
  return any;
}

/* "ROK", "RoK": capitals, of which one within may be small. */
static bool is_acronym(const char *s, size_t size) {
  size_t small = 0;
  for (size_t i = 0; i < size; i++)
    small += islower((unsigned char)s[i]) != 0;
  return all_capitals(s, size) || (small == 1 && size > 2 && isupper((unsigned char)s[0]) &&
                                   isupper((unsigned char)s[size - 1]));
}

typedef struct {
  att_lexicon *lexicon;
  const att_table *table;
  att_error *error;
  att_status status; /* of a row's content */
  unsigned line;     /* of the row */
} loading;

static const char *keep(loading *l, att_view view) {
  return view.size > 0 ? att_arena_copy(&l->lexicon->arena, view.data, view.size) : NULL;
}

static void add_phrase(loading *l, att_view phrase, const att_lex_entry *like) {
  char key[KEY_MOST];
  att_lexicon *lexicon = l->lexicon;
  if (phrase.size >= 4 && strncasecmp(phrase.data, "the ", 4) == 0)
    phrase = (att_view){phrase.data + 4, phrase.size - 4};
  unsigned words = make_key(phrase.data, phrase.size, key);
  if (words == 0 || words > WORDS_MOST)
    return;
  if (like->kind == ATT_LEX_ROLE && phrase.size > 5 && strncasecmp(phrase.data, "vice ", 5) == 0) {
    char *joined = att_arena_copy(&lexicon->arena, phrase.data, phrase.size);
    joined[4] = '-'; /* "vice-minister", one word to the segmenter */
    add_phrase(l, (att_view){joined, phrase.size}, like);
  }
  size_t size = strlen(key);
  att_lex_entry *before = NULL, *e = find_slot(lexicon, hash_of(key, size))->entries;
  for (; e != NULL; e = (att_lex_entry *)e->next) {
    if (e->kind != like->kind || strcmp(e->key, key) != 0)
      continue;
    bool shared = (like->kind == ATT_LEX_CITY || like->kind == ATT_LEX_DEMONYM) &&
                  strcmp(e->iso3, like->iso3) != 0;
    if (!shared && (like->kind != ATT_LEX_ORG || strcmp(e->id, like->id) == 0)) {
      if (e->id != NULL && like->id != NULL && strcmp(e->id, like->id) == 0)
        e->capitals = e->capitals && all_capitals(phrase.data, phrase.size); /* CDR, Cdr */
      return;
    }
    before = e; /* "AFP", "Lincoln": the rows before it come first */
  }
  att_lex_entry *entry = ATT_NEW(&lexicon->arena, att_lex_entry);
  *entry = *like;
  entry->key = att_arena_copy(&lexicon->arena, key, size);
  entry->words = (uint8_t)words;
  entry->line = l->line;
  bool named = like->kind != ATT_LEX_ROLE && like->kind != ATT_LEX_TOPIC &&
               like->kind != ATT_LEX_SITE && like->kind != ATT_LEX_SHIP_TYPE &&
               like->kind != ATT_LEX_TITLE_STATE;
  entry->capital = named && !islower((unsigned char)phrase.data[0]);
  entry->capitals = (named || like->kind == ATT_LEX_ROLE) && size <= 5 &&
                    all_capitals(phrase.data, phrase.size); /* PM, but not p.m. */
  add_entry(lexicon, entry, before);
}

static void add_list(loading *l, size_t row, const char *column, const att_lex_entry *like) {
  size_t number = att_table_column(l->table, column);
  att_view rest = att_table_cell(l->table, row, number), item;
  while (att_list_next(&rest, &item))
    add_phrase(l, item, like);
}

static const char *cell(loading *l, size_t row, const char *column) {
  return keep(l, att_table_cell(l->table, row, att_table_column(l->table, column)));
}

static void load_states(loading *l, size_t row) {
  att_lex_entry entry = {
      .kind = ATT_LEX_STATE, .id = cell(l, row, "iso3"), .label = cell(l, row, "name")};
  entry.iso3 = entry.id;
  *ATT_PUSH(&l->lexicon->arena, &l->lexicon->states) = entry.iso3;
  *ATT_PUSH(&l->lexicon->arena, &l->lexicon->states) = entry.label;
  add_list(l, row, "name", &entry);
  add_list(l, row, "names", &entry);
  entry.kind = ATT_LEX_DEMONYM;
  add_list(l, row, "demonyms", &entry);
  const char *kind = cell(l, row, "kind");
  if (kind != NULL && strcmp(kind, "historical") == 0)
    return; /* Aden is a city of another state today */
  entry.kind = ATT_LEX_CAPITAL;
  add_list(l, row, "capital", &entry);
  add_list(l, row, "seats", &entry);
}

static void load_labelled(loading *l, size_t row, att_lex_kind kind, const char *type,
                          const char *const *names) {
  att_lex_entry entry = {.kind = (uint8_t)kind,
                         .id = cell(l, row, "id"),
                         .type = cell(l, row, type),
                         .label = cell(l, row, "label"),
                         .iso3 = cell(l, row, "iso3")};
  if (entry.label == NULL)
    entry.label = cell(l, row, "name");
  if (entry.label == NULL)
    l->status = att_table_error(l->table, row, l->error, "no name");
  for (; *names != NULL; names++)
    add_list(l, row, *names, &entry);
}

static void load_ranks(loading *l, size_t row) {
  att_lex_entry entry = {.kind = ATT_LEX_RANK,
                         .id = cell(l, row, "id"),
                         .type = cell(l, row, "natoGrade"),
                         .label = cell(l, row, "label"),
                         .iso3 = cell(l, row, "countries")};
  add_list(l, row, "label", &entry);
  add_list(l, row, "abbreviations", &entry);
}

static void load_roles(loading *l, size_t row) {
  load_labelled(l, row, ATT_LEX_ROLE, "orgHint", (const char *[]){"label", "alternatives", NULL});
}

static void load_organizations(loading *l, size_t row) {
  load_labelled(l, row, ATT_LEX_ORG, "class", (const char *[]){"name", "aliases", NULL});
}

static void load_initiatives(loading *l, size_t row) {
  load_labelled(l, row, ATT_LEX_INITIATIVE, "class", (const char *[]){"name", "aliases", NULL});
}

static void load_topics(loading *l, size_t row) {
  load_labelled(l, row, ATT_LEX_TOPIC, "broader", (const char *[]){"label", "altLabels", NULL});
}

static void load_places(loading *l, size_t row) {
  load_labelled(l, row, ATT_LEX_PLACE, "kind", (const char *[]){"name", "aliases", NULL});
}

static void load_cities(loading *l, size_t row) {
  const char *name = cell(l, row, "name"), *iso3 = cell(l, row, "iso3");
  const att_lex_entry *state =
      name != NULL ? att_lexicon_find(l->lexicon, ATT_LEX_STATE, name) : NULL;
  if (state != NULL && iso3 != NULL && strcmp(state->iso3, iso3) != 0)
    return; /* Jordan, Hong Kong */
  load_labelled(l, row, ATT_LEX_CITY, "name", (const char *[]){"name", NULL});
}

static void load_org_kinds(loading *l, size_t row) {
  att_lex_entry entry = {
      .kind = ATT_LEX_SHIP, .type = cell(l, row, "class"), .iso3 = cell(l, row, "state")};
  const char *position = cell(l, row, "position");
  if (position == NULL || strcmp(position, "suffix") == 0)
    return;
  if (strcmp(position, "head") == 0)
    entry.kind = ATT_LEX_ORG_HEAD;
  if (strcmp(position, "type") == 0)
    entry.kind = ATT_LEX_SHIP_TYPE;
  add_list(l, row, "form", &entry);
}

static void load_courtesies(loading *l, size_t row) {
  att_lex_entry entry = {.kind = ATT_LEX_COURTESY, .type = cell(l, row, "gender")};
  add_list(l, row, "form", &entry);
}

static void load_initiative_heads(loading *l, size_t row) {
  att_lex_entry entry = {.kind = ATT_LEX_INITIATIVE_HEAD, .type = cell(l, row, "class")};
  add_list(l, row, "form", &entry);
}

static void load_given_names(loading *l, size_t row) {
  att_lex_entry entry = {.kind = ATT_LEX_GIVEN_NAME, .type = cell(l, row, "gender")};
  add_list(l, row, "name", &entry);
}

static void load_title_states(loading *l, size_t row) {
  att_lex_entry entry = {
      .kind = ATT_LEX_TITLE_STATE, .iso3 = cell(l, row, "iso3"), .type = cell(l, row, "others")};
  add_list(l, row, "title", &entry);
}

static void load_sites(loading *l, size_t row) {
  att_lex_entry entry = {.kind = ATT_LEX_SITE, .type = cell(l, row, "position")};
  add_list(l, row, "form", &entry);
}

/* att_list_next() for words by themselves; false with an error at one that is too long. */
static bool next_word(loading *l, size_t row, att_view *rest, char word[ATT_LEX_WORD_MOST + 1]) {
  att_view item;
  if (!att_list_next(rest, &item))
    return false;
  if (item.size > ATT_LEX_WORD_MOST)
    l->status = att_table_error(l->table, row, l->error, "'%.*s' has more than %d bytes",
                                (int)item.size, item.data, ATT_LEX_WORD_MOST);
  snprintf(word, ATT_LEX_WORD_MOST + 1, "%.*s", (int)item.size, item.data);
  return l->status == ATT_OK;
}

static void load_words(loading *l, size_t row) {
  char word[ATT_LEX_WORD_MOST + 1];
  att_view name = att_table_cell(l->table, row, att_table_column(l->table, "class"));
  att_view rest = att_table_cell(l->table, row, att_table_column(l->table, "words"));
  att_word_class class = att_lex_words_class(name);
  if (class == ATT_WORD_CLASSES) {
    l->status =
        att_table_error(l->table, row, l->error, "no such class of words as '%s'", name.data);
    return;
  }
  while (next_word(l, row, &rest, word))
    att_lex_words_add_class(&l->lexicon->words, &l->lexicon->arena, class, word);
}

static void load_frames(loading *l, size_t row) {
  char word[ATT_LEX_WORD_MOST + 1];
  att_view rest = att_table_cell(l->table, row, att_table_column(l->table, "lemmas"));
  const char *pos = cell(l, row, "pos"), *value = cell(l, row, "value"),
             *slots = cell(l, row, "slots");
  while (next_word(l, row, &rest, word)) {
    att_frame frame = {.lemma = att_arena_copy(&l->lexicon->arena, word, strlen(word)),
                       .verb = pos != NULL && strcmp(pos, "VERB") == 0,
                       .frame = cell(l, row, "frame"),
                       .value = value != NULL ? value : "",
                       .slots = slots != NULL ? slots : "",
                       .line = l->line};
    att_lex_words_add_frame(&l->lexicon->words, &l->lexicon->arena, frame);
  }
}

static float share(loading *l, size_t row, const char *column) {
  const char *text = cell(l, row, column);
  char *end = NULL;
  float value = text != NULL ? strtof(text, &end) : -1;
  if ((end == NULL || *end != '\0' || !(value >= 0 && value <= 1)) && l->status == ATT_OK)
    l->status = att_table_error(l->table, row, l->error, "%s is no number from 0 to 1", column);
  return value;
}

static void load_rules(loading *l, size_t row) {
  att_rule *rule = ATT_PUSH(&l->lexicon->arena, &l->lexicon->rules);
  *rule = (att_rule){.name = cell(l, row, "rule"),
                     .confidence = share(l, row, "confidence"),
                     .partial = share(l, row, "partial"),
                     .line = l->line};
}

static void load_codes(loading *l, size_t row) {
  att_code *code = ATT_PUSH(&l->lexicon->arena, &l->lexicon->codes);
  *code = (att_code){.class_name = cell(l, row, "class"),
                     .form = cell(l, row, "form"),
                     .plover = cell(l, row, "plover"),
                     .mode = cell(l, row, "mode"),
                     .cameo = cell(l, row, "cameo")};
}

static const struct {
  const char *file;
  bool needed;
  void (*load)(loading *, size_t row);
  const char *columns[4];
} TABLES[] = {
    {"ontology/states.tsv", true, load_states, {"iso3", "name", "demonyms", NULL}},
    {"ontology/ranks.tsv", true, load_ranks, {"id", "label", "abbreviations", NULL}},
    {"ontology/roles.tsv", true, load_roles, {"id", "label", "alternatives", NULL}},

    {"ontology/words.tsv", true, load_words, {"class", "words", NULL}},
    {"ontology/frames.tsv", true, load_frames, {"lemmas", "pos", "frame", NULL}},
    {"ontology/rules.tsv", true, load_rules, {"rule", "confidence", "partial", NULL}},
    {"ontology/organizations.tsv", false, load_organizations, {"id", "name", "class", NULL}},
    {"ontology/initiatives.tsv", false, load_initiatives, {"id", "name", "class", NULL}},
    {"ontology/topics.tsv", false, load_topics, {"id", "label", NULL, NULL}},
    {"ontology/places.tsv", false, load_cities, {"name", "iso3", NULL, NULL}},
    {"ontology/plover.tsv", true, load_codes, {"class", "form", "plover", NULL}},
    {"ontology/org-kinds.tsv", true, load_org_kinds, {"form", "class", "position", NULL}},
    {"ontology/courtesies.tsv", true, load_courtesies, {"form", "gender", NULL, NULL}},
    {"ontology/title-states.tsv", true, load_title_states, {"title", "iso3", "others", NULL}},
    {"ontology/names-given.tsv", false, load_given_names, {"name", "gender", NULL, NULL}},
    {"ontology/place-heads.tsv", true, load_sites, {"form", "position", NULL, NULL}},
    {"ontology/initiative-heads.tsv", true, load_initiative_heads, {"form", "class", NULL}},
    {"ontology/places-extra.tsv", false, load_places, {"name", NULL, NULL, NULL}},
};

static att_status load_table(att_lexicon *lexicon, size_t i, att_lex_check *check,
                             att_error *reterr) {
  att_table *table;
  att_status status = att_table_open_data(TABLES[i].file, TABLES[i].columns, &table, reterr);
  if (status != ATT_OK)
    return !TABLES[i].needed && status == ATT_ERR_NOT_FOUND ? ATT_OK : status;
  const char *name = strchr(TABLES[i].file, '/') + 1;
  status = att_lex_check_table(check, name, table, reterr);
  if (status == ATT_OK)
    status = att_lex_check_keys(name, table, reterr);
  if (status != ATT_OK) {
    att_table_close(table);
    return status;
  }
  loading l = {lexicon, table, reterr, ATT_OK, 0};
  if (setjmp(lexicon->arena.guard) != 0) {
    att_table_close(table);
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the lexicon");
  }
  if (lexicon->slots == NULL)
    widen(lexicon);
  for (size_t row = 0; row < att_table_rows(table) && l.status == ATT_OK; row++) {
    l.line = att_table_line(table, row);
    if (i == 0) /* states.tsv */
      att_lex_check_state(check, att_table_cell(table, row, att_table_column(table, "iso3")).data);
    TABLES[i].load(&l, row);
  }
  att_table_close(table);
  return l.status;
}

att_status att_lexicon_open(att_lexicon **ret_lexicon, att_error *reterr) {
  att_lexicon *lexicon = calloc(1, sizeof *lexicon);
  if (lexicon == NULL)
    return att_error_set(reterr, ATT_ERR_MEMORY, "no memory for the lexicon");
  att_lex_check check = {0};
  att_arena_init(&lexicon->arena, 0);
  lexicon->arena.huge = true;
  for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++) {
    att_status status = load_table(lexicon, i, &check, reterr);
    if (status != ATT_OK) {
      att_lexicon_close(lexicon);
      return status;
    }
  }
  *ret_lexicon = lexicon;
  return ATT_OK;
}

void att_lexicon_close(att_lexicon *lexicon) {
  if (lexicon == NULL)
    return;
  att_arena_clear(&lexicon->arena);
  free(lexicon);
}

/* Among the entries of a slot, which is its key's. */
static const att_lex_entry *find_entry(const slot *own, att_lex_kind kind, const char *key) {
  for (const att_lex_entry *e = own->entries; e != NULL; e = e->next)
    if (e->kind == kind && strcmp(e->key, key) == 0)
      return e;
  return NULL;
}

const att_lex_entry *att_lexicon_next(const att_lex_entry *entry) {
  for (const att_lex_entry *e = entry->next; e != NULL; e = e->next)
    if (e->kind == entry->kind && strcmp(e->key, entry->key) == 0)
      return e;
  return NULL;
}

const att_lex_entry *att_lexicon_find(const att_lexicon *lexicon, att_lex_kind kind,
                                      const char *phrase) {
  char key[KEY_MOST];
  make_key(phrase, strlen(phrase), key);
  uint32_t hash = hash_of(key, strlen(key)), bit = hash % SIEVE_BITS;
  if ((lexicon->sieves[kind][bit / 64] >> bit % 64 & 1) == 0)
    return NULL;
  return find_entry(look_up(lexicon, hash), kind, key);
}

_Static_assert(offsetof(att_lexicon, words.sieves) == 0, "a lexicon begins with the sieves");

bool att_lexicon_has_word(const att_lexicon *lexicon, att_word_class class, const char *word) {
  return att_lex_words_has(&lexicon->words, class, word);
}

static bool is_possessive(const char *form) {
  return att_is_word(form, "'s") || att_is_word(form, "\xe2\x80\x99s");
}

/* add_word() for each part of a token that holds hyphens ("Vice-Minister"). Adds the parts to
 * *words. */
static size_t add_parts(char *key, size_t size, const char *token, unsigned *words) {
  for (const char *at = token; *at != '\0';) {
    size_t length = 0;
    while (at[length] != '\0' && at[length] != '-')
      length++;
    size_t more = add_word(key, size, at, length);
    *words += more > size;
    size = more;
    at += length + (at[length] == '-');
  }
  return size;
}

/* As names are written: "Navy", "1st Lt."; not "22". */
static bool is_raised(const char *form) {
  return isupper((unsigned char)form[0]) || (unsigned char)form[0] >= 0xc3 ||
         (isdigit((unsigned char)form[0]) && isalpha((unsigned char)form[strlen(form) - 1]));
}

/* Kinds of the slot's entries that a token may be by its first letter: bits. */
static uint32_t kinds_at(const slot *own, const att_token *token) {
  return is_raised(token->form) ? own->kinds : own->small;
}

/* A phrase that begins at a token: the longest of its kind. */
typedef struct {
  const att_lex_entry *entry;
  uint32_t last;
} phrase;

/* Which of the kinds have a phrase that begins at `first`: bits. ret_phrases: by kind. */
static uint32_t find_phrases(const att_lexicon *lexicon, uint32_t kinds,
                             const att_sentence *sentence, uint32_t first, phrase *ret_phrases) {
  char key[KEY_MOST];
  size_t size = 0;
  unsigned words = 0;
  uint32_t found = 0;
  for (uint32_t t = first; t < sentence->token_count && words <= WORDS_MOST && kinds != 0; t++) {
    const char *shown = sentence->tokens[t].form;
    if (att_is_word(shown, ",") && (kinds >> ATT_LEX_ORG & 1) != 0 && t > first + 2) {
      kinds = 1u << ATT_LEX_ORG; /* Southern European Task Force, Africa */
      continue;
    }
    bool dash = sentence->tokens[t].upos == ATT_PUNCT && sentence->tokens[t].space_after &&
                (att_is_word(shown, "-") || att_is_word(shown, "\xe2\x80\x93"));
    if (att_is_word(shown, ",") || att_is_word(shown, "(") || att_is_word(shown, ")"))
      break;
    if (dash) /* "Deputy Minister of Defence - Chief of the General Staff" */
      kinds &= ~(1u << ATT_LEX_ROLE);
    bool possessive = t > first && is_possessive(shown);
    if (possessive && size + 1 < KEY_MOST) { /* People's: one word */
      key[size++] = 's';
      key[size] = '\0';
    }
    bool article = t > first && att_same_word(shown, "the");
    size_t more = possessive || article ? size : add_parts(key, size, shown, &words);
    if (more == size && !possessive) {
      if (t == first)
        return 0;
      continue;
    }
    size = more;
    const slot *own = look_up(lexicon, hash_of(key, size));
    uint32_t left =
        kinds & kinds_at(own, &sentence->tokens[first]); /* the first of its table counts */
    for (const att_lex_entry *e = own->entries; e != NULL && left != 0; e = e->next) {
      uint32_t bit = 1u << e->kind;
      if ((left & bit) == 0 || strcmp(e->key, key) != 0)
        continue;
      left &= ~bit;
      if ((e->capital && !is_raised(sentence->tokens[first].form)) ||
          (e->capitals && !is_acronym(shown, strlen(shown))))
        continue;
      found |= bit;
      ret_phrases[e->kind] = (phrase){e, t};
    }
    if (t + 1 >= sentence->token_count || !is_possessive(sentence->tokens[t + 1].form))
      kinds &= own->longer;
  }
  return found;
}

/* The slots of the first words' keys, [token]. They and their entries come from far: asks for all
 * at once. */
static const slot **fetch_first(const att_lexicon *lexicon, const att_sentence *sentence,
                                att_arena *arena) {
  char key[KEY_MOST];
  uint32_t *hashes = ATT_ROOM(arena, uint32_t, sentence->token_count);
  const slot **slots = ATT_ROOM(arena, const slot *, sentence->token_count);
  for (uint32_t t = 0; t < sentence->token_count; t++) {
    unsigned words = 0;
    hashes[t] = hash_of(key, add_parts(key, 0, sentence->tokens[t].form, &words));
    if (is_known(lexicon, hashes[t]))
      __builtin_prefetch(&lexicon->slots[hashes[t] & (lexicon->slot_count - 1)]);
  }
  for (uint32_t t = 0; t < sentence->token_count; t++) {
    slots[t] = look_up(lexicon, hashes[t]);
    if (kinds_at(slots[t], &sentence->tokens[t]) == 0)
      continue;
    __builtin_prefetch(slots[t]->entries);
    __builtin_prefetch(slots[t]->entries + 1); /* its key */
  }
  return slots;
}

void att_lexicon_mark(const att_lexicon *lexicon, att_sentence *sentence, att_arena *arena) {
  uint32_t all = (1u << ATT_LEX_KINDS) - 1, count = sentence->token_count;
  const slot **slots = fetch_first(lexicon, sentence, arena);
  sentence->notes = ATT_NEW_ARRAY(arena, att_note, count);
  for (uint32_t t = 0; t < count; t++)
    sentence->notes[t].key = att_word_key(sentence->tokens[t].form);
  for (uint32_t t = 0; t < count; t++) {
    phrase found[ATT_LEX_KINDS];
    sentence->notes[t].alone = slots[t]->kinds;
    if ((kinds_at(slots[t], &sentence->tokens[t]) | slots[t]->longer) == 0 &&
        (t + 1 == count || !is_possessive(sentence->tokens[t + 1].form)))
      continue;
    uint32_t kinds = find_phrases(lexicon, all, sentence, t, found);
    if (kinds == 0)
      continue;
    phrase *kept = ATT_ROOM(arena, phrase, (size_t)__builtin_popcount(kinds));
    sentence->notes[t].phrases = kept;
    sentence->notes[t].kinds = kinds;
    for (; kinds != 0; kinds &= kinds - 1)
      *kept++ = found[__builtin_ctz(kinds)];
  }
}

/* The phrase of a kind that the notes, if there are any, say to begin at `first`. */
static const att_lex_entry *find_phrase(const att_lexicon *lexicon, att_lex_kind kind,
                                        const att_sentence *sentence, uint32_t first,
                                        uint32_t *ret_last) {
  phrase found[ATT_LEX_KINDS];
  const att_note *note = sentence->notes != NULL ? &sentence->notes[first] : NULL;
  const phrase *longest = &found[kind];
  if (note != NULL)
    longest = (const phrase *)note->phrases + __builtin_popcount(note->kinds & ((1u << kind) - 1));
  if (note == NULL || longest->last >= sentence->token_count) {
    longest = &found[kind]; /* no notes, or those of more than is asked for */
    if (find_phrases(lexicon, 1u << kind, sentence, first, found) == 0)
      return NULL;
  }
  *ret_last = longest->last;
  return longest->entry;
}

const att_lex_entry *att_lexicon_title(const att_lexicon *lexicon, const att_sentence *sentence,
                                       uint32_t first, uint32_t *ret_last) {
  return att_lexicon_may_match(ATT_LEX_ROLE, sentence, first)
             ? find_phrase(lexicon, ATT_LEX_ROLE, sentence, first, ret_last)
             : NULL;
}

/* "Brigadier General of Marines A B": the end of the arm that a rank before a name is of; `last`.
 */
static uint32_t arm_end(const att_lexicon *lexicon, const att_sentence *s, uint32_t last) {
  uint32_t arm = last + 2;
  if (arm + 1 >= s->token_count || strcmp(s->tokens[last + 1].form, "of") != 0 ||
      strcasecmp(s->tokens[last].form, "commander") == 0) /* Commander of Logistics Command */
    return last;
  arm += strcmp(s->tokens[arm].form, "the") == 0;
  return arm + 1 < s->token_count && isupper((unsigned char)s->tokens[arm].form[0]) &&
                 isupper((unsigned char)s->tokens[arm + 1].form[0]) &&
                 att_lexicon_word(lexicon, ATT_WORD_UNIT_NAME, s->tokens[arm].form)
             ? arm
             : last;
}

const att_lex_entry *att_lexicon_read(const att_lexicon *lexicon, att_lex_kind kind,
                                      const att_sentence *sentence, uint32_t first,
                                      uint32_t *ret_last) {
  const att_lex_entry *e = find_phrase(lexicon, kind, sentence, first, ret_last);
  if (e != NULL && kind == ATT_LEX_RANK)
    *ret_last = arm_end(lexicon, sentence, *ret_last);
  if (e != NULL && kind == ATT_LEX_ROLE)
    *ret_last = att_office_end(lexicon, sentence, first, *ret_last);
  return e;
}

const att_frame *att_lexicon_frame(const att_lexicon *lexicon, const char *lemma, bool verb,
                                   const att_frame *after) {
  return after != NULL ? after->next : att_lex_words_frame(&lexicon->words, lemma, verb);
}

bool att_lexicon_tells(const att_lexicon *lexicon, const char *lemma, bool verb,
                       const char *frame) {
  const att_frame *row = NULL;
  while ((row = att_lexicon_frame(lexicon, lemma, verb, row)) != NULL)
    if (att_is_word(row->frame, frame))
      return true;
  return false;
}

const char *att_lexicon_state_name(const att_lexicon *lexicon, const char *iso3) {
  for (size_t i = 0; i < lexicon->states.count; i += 2)
    if (lexicon->states.items[i] != NULL && att_is_word(lexicon->states.items[i], iso3))
      return lexicon->states.items[i + 1];
  return NULL;
}

const att_rule *att_lexicon_rule(const att_lexicon *lexicon, const char *name) {
  for (size_t i = 0; i < lexicon->rules.count; i++)
    if (att_is_word(lexicon->rules.items[i].name, name))
      return &lexicon->rules.items[i];
  return NULL;
}

const att_code *att_lexicon_code(const att_lexicon *lexicon, const char *class_name,
                                 const char *form) {
  for (size_t i = 0; i < lexicon->codes.count; i++) {
    const att_code *code = &lexicon->codes.items[i];
    if (att_is_word(code->class_name, class_name) && att_is_word(code->form, form))
      return code;
  }
  return NULL;
}

bool att_lexicon_is_local(const char *hint) {
  static const char *const HINTS[] = {"region", "city", "national-guard"};
  for (size_t i = 0; i < sizeof HINTS / sizeof *HINTS && hint != NULL; i++)
    if (strcmp(hint, HINTS[i]) == 0)
      return true;
  return false;
}

bool att_lexicon_local_office(const att_lexicon *l, const att_sentence *s, uint32_t t) {
  uint32_t last;
  while (t < s->token_count && att_lexicon_word(l, ATT_WORD_TITLE_MODIFIER, s->tokens[t].form))
    t++;
  const att_lex_entry *e = att_lexicon_match(l, ATT_LEX_ROLE, s, t, &last);
  return e != NULL && att_lexicon_is_local(e->type);
}
