/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "graph/csv_map.h"

#include <csv.h>
#include <errno.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/data.h"
#include "graph/vocabulary.h"

typedef struct {
  char *key, *value;
} pair;

/* Values by key, sorted. */
typedef struct {
  pair *items;
  size_t count, capacity;
} table;

/* One section of the map: the subject, or a property. */
typedef struct {
  char *predicate; /* IRI; NULL for the subject */
  char *value;     /* template of a literal, or of what is looked up */
  char *iri;       /* template of an IRI; the value is {} */
  char *columns;   /* "A B" or "A..B", each gives a value */
  char *split, *type, *language;
  bool skip_missing;
  bool has_match;
  regex_t match;
  table lookup;
} property;

struct att_csv_map {
  char *subject; /* template */
  char **classes;
  size_t class_count, class_capacity;
  pair *prefixes;
  size_t prefix_count, prefix_capacity;
  property *properties;
  size_t count, capacity;
};

typedef struct {
  att_csv_map *map;
  const att_quad_sink *sink;
  const char *name;
  att_term graph;
  char **header, **fields;
  size_t header_count, header_capacity, field_count, field_capacity;
  unsigned long line, row_line;
  uint64_t count;
  char *subject;
  att_status status;
  att_error *reterr;
} reading;

static att_status no_memory(att_error *reterr) {
  return att_error_set(reterr, ATT_ERR_MEMORY, "out of memory");
}

/* Room for one more of `size` bytes; false when there is none. */
static bool room(void *items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity)
    return true;
  size_t more = *capacity ? *capacity * 2 : 16;
  void *larger = realloc(*(void **)items, more * size);
  if (!larger)
    return false;
  *(void **)items = larger;
  *capacity = more;
  return true;
}

static int by_key(const void *a, const void *b) {
  return strcmp(((const pair *)a)->key, ((const pair *)b)->key);
}

static const char *look_up(const table *in, const char *key) {
  pair wanted = {(char *)key, NULL};
  const pair *found =
      in->count ? bsearch(&wanted, in->items, in->count, sizeof wanted, by_key) : NULL;
  return found ? found->value : NULL;
}

/* "dr:x" or "<…>" as an IRI, the caller's to free; NULL for an unknown prefix. */
static char *expand(const att_csv_map *map, const char *name) {
  size_t size = strlen(name);
  const char *colon = strchr(name, ':'), *space = NULL;
  if (name[0] == '<' && name[size - 1] == '>')
    return strndup(name + 1, size - 2);
  if (!colon)
    return NULL;
  size_t before = (size_t)(colon - name);
  for (int i = 0; i < ATT_PREFIXES; i++)
    if (strlen(att_prefixes[i].prefix) == before && !memcmp(att_prefixes[i].prefix, name, before))
      space = att_prefixes[i].iri;
  for (size_t i = 0; i < map->prefix_count; i++)
    if (strlen(map->prefixes[i].key) == before && !memcmp(map->prefixes[i].key, name, before))
      space = map->prefixes[i].value;
  char *iri = space ? malloc(strlen(space) + size - before) : NULL;
  if (iri)
    strcpy(stpcpy(iri, space), colon + 1);
  return iri;
}

static bool add_key(table *to, const char *key, size_t size, const char *value) {
  if (!size)
    return true;
  if (!room(&to->items, to->count, &to->capacity, sizeof *to->items))
    return false;
  pair made = {strndup(key, size), strdup(value)};
  to->items[to->count++] = made;
  return made.key && made.value;
}

/* A line of a table: the keys of the wanted columns, '|' between several, lead to its result. */
static bool add_line(table *to, char *line, const bool *wanted, size_t result, size_t columns) {
  char *fields[64] = {NULL};
  size_t count = 0;
  for (char *at = line; at && count < 64; count++)
    fields[count] = strsep(&at, "\t");
  if (result >= count || !*fields[result])
    return true;
  for (size_t i = 0; i < count && i < columns; i++) {
    if (!wanted[i])
      continue;
    for (const char *from = fields[i];; from++) {
      size_t size = strcspn(from, "|");
      if (!add_key(to, from, size, fields[result]))
        return false;
      from += size;
      if (!*from)
        break;
    }
  }
  return true;
}

/* The head of a table: which columns are keys, and which is the result. */
static bool read_head(char *line, const char *columns, bool wanted[64], size_t *ret_result) {
  char copy[512];
  bool found = false, any = false;
  size_t at = 0;
  for (char *name; line && at < 64 && (name = strsep(&line, "\t")); at++) {
    snprintf(copy, sizeof copy, "%s", columns);
    char *rest = copy;
    const char *word = strsep(&rest, " ");
    if (strcmp(word, name) == 0) {
      *ret_result = at;
      found = true;
    }
    while ((word = strsep(&rest, " ")))
      wanted[at] |= *word && strcmp(word, name) == 0;
    any |= wanted[at];
  }
  return found && any;
}

/* Beside the map, or of our own data files. */
static FILE *open_table(const char *path, const char *name) {
  char whole[ATT_DATA_PATH_SIZE];
  const char *slash = strrchr(path, '/');
  snprintf(whole, sizeof whole, "%.*s%s", slash ? (int)(slash - path + 1) : 0, path, name);
  FILE *file = fopen(whole, "r");
  char ours[512];
  snprintf(ours, sizeof ours, "ontology/%s", name);
  if (!file && att_data_path(ours, whole, NULL) == ATT_OK)
    file = fopen(whole, "r");
  return file;
}

/* "TABLE RESULT KEY…": a file of tab-separated columns; the first line that is no comment is the
 * head. */
static att_status read_table(table *to, const char *path, unsigned long number, char *value,
                             att_error *reterr) {
  char *columns = value, *line = NULL;
  const char *name = strsep(&columns, " ");
  size_t capacity = 0, result = 0;
  bool wanted[64] = {false}, head = false, fine = true;
  FILE *file = open_table(path, name);
  if (!file || !columns) {
    if (file)
      fclose(file);
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%lu: no table '%s'%s", path, number, name,
                         columns ? "" : " with columns: say 'TABLE RESULT KEY…'");
  }
  for (ssize_t size; fine && (size = getline(&line, &capacity, file)) >= 0;) {
    while (size && (line[size - 1] == '\n' || line[size - 1] == '\r'))
      line[--size] = '\0';
    if (line[0] == '#' || !size)
      continue;
    fine = head ? add_line(to, line, wanted, result, 64)
                : read_head(line, columns, wanted, &result);
    head = true;
  }
  free(line);
  fclose(file);
  if (!fine)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%lu: '%s' has no such columns: %s", path,
                         number, name, columns);
  if (to->count)
    qsort(to->items, to->count, sizeof *to->items, by_key);
  return ATT_OK;
}

static char **text_option(property *of, const char *key) {
  return strcmp(key, "value") == 0      ? &of->value
         : strcmp(key, "iri") == 0      ? &of->iri
         : strcmp(key, "columns") == 0  ? &of->columns
         : strcmp(key, "split") == 0    ? &of->split
         : strcmp(key, "language") == 0 ? &of->language
                                        : NULL;
}

static bool add_classes(att_csv_map *map, char *value) {
  for (const char *name; (name = strsep(&value, " "));) {
    if (!*name)
      continue;
    if (!room(&map->classes, map->class_count, &map->class_capacity, sizeof *map->classes))
      return false;
    if (!(map->classes[map->class_count] = expand(map, name)))
      return false;
    map->class_count++;
  }
  return true;
}

static bool add_prefix(att_csv_map *map, const char *key, const char *value) {
  if (!room(&map->prefixes, map->prefix_count, &map->prefix_capacity, sizeof *map->prefixes))
    return false;
  pair made = {strdup(key), strdup(value)};
  map->prefixes[map->prefix_count++] = made;
  return made.key && made.value;
}

/* One "key = value" of a section; ATT_ERR_USAGE for what is not known. */
static att_status set_option(att_csv_map *map, const char *section, const char *key, char *value) {
  property *of = map->count ? &map->properties[map->count - 1] : NULL;
  if (strcmp(section, "prefixes") == 0)
    return add_prefix(map, key, value) ? ATT_OK : ATT_ERR_MEMORY;
  if (strcmp(section, "subject") == 0 && strcmp(key, "iri") == 0 && !map->subject)
    return (map->subject = strdup(value)) ? ATT_OK : ATT_ERR_MEMORY;
  if (strcmp(section, "subject") == 0)
    return strcmp(key, "class") == 0 && add_classes(map, value) ? ATT_OK : ATT_ERR_USAGE;
  char **text = of ? text_option(of, key) : NULL;
  if (text && !*text)
    return (*text = strdup(value)) ? ATT_OK : ATT_ERR_MEMORY;
  if (of && strcmp(key, "type") == 0 && !of->type)
    return (of->type = expand(map, value)) ? ATT_OK : ATT_ERR_USAGE;
  if (of && strcmp(key, "missing") == 0) {
    of->skip_missing = strcmp(value, "skip") == 0;
    return of->skip_missing || strcmp(value, "error") == 0 ? ATT_OK : ATT_ERR_USAGE;
  }
  if (!of || strcmp(key, "match") != 0 || of->has_match)
    return ATT_ERR_USAGE;
  of->has_match = regcomp(&of->match, value, REG_EXTENDED | REG_NOSUB) == 0;
  return of->has_match ? ATT_OK : ATT_ERR_USAGE;
}

static att_status open_section(att_csv_map *map, const char *name) {
  if (strcmp(name, "prefixes") == 0 || strcmp(name, "subject") == 0)
    return ATT_OK;
  if (!room(&map->properties, map->count, &map->capacity, sizeof *map->properties))
    return ATT_ERR_MEMORY;
  map->properties[map->count] = (property){.predicate = expand(map, name)};
  return map->properties[map->count++].predicate ? ATT_OK : ATT_ERR_USAGE;
}

static char *trim(char *text) {
  text += strspn(text, " \t");
  size_t size = strlen(text);
  while (size && strchr(" \t\r\n", text[size - 1]))
    text[--size] = '\0';
  return text;
}

static att_status read_line(att_csv_map *map, const char *path, unsigned long number,
                            char *line, char section[128], att_error *reterr) {
  att_status status = ATT_ERR_USAGE;
  char *equals = strchr(line, '='), *end = strrchr(line, ']');
  if (line[0] == '[' && end && !end[1]) {
    *end = '\0';
    snprintf(section, 128, "%s", line + 1);
    status = open_section(map, section);
  } else if (equals) {
    *equals = '\0';
    const char *key = trim(line);
    char *value = trim(equals + 1);
    if (strcmp(key, "lookup") == 0 && map->count && !map->properties[map->count - 1].lookup.count)
      return read_table(&map->properties[map->count - 1].lookup, path, number, value, reterr);
    status = set_option(map, section, key, value);
  }
  if (status == ATT_ERR_MEMORY)
    return no_memory(reterr);
  return status == ATT_OK ? ATT_OK
                          : att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%lu: not understood: %.200s",
                                          path, number, line);
}

static att_status read_map(att_csv_map *map, FILE *file, const char *path, att_error *reterr) {
  char *line = NULL, section[128] = "";
  size_t capacity = 0;
  att_status status = ATT_OK;
  unsigned long number = 0;
  while (status == ATT_OK && getline(&line, &capacity, file) >= 0) {
    char *text = trim(line);
    number++;
    if (*text && *text != '#')
      status = read_line(map, path, number, text, section, reterr);
  }
  free(line);
  if (status == ATT_OK && !map->subject)
    status = att_error_set(reterr, ATT_ERR_SYNTAX, "%s: no 'iri = …' under [subject]", path);
  for (size_t i = 0; i < map->count && status == ATT_OK; i++)
    if (!map->properties[i].value && !map->properties[i].columns && !map->properties[i].iri)
      status = att_error_set(reterr, ATT_ERR_SYNTAX, "%s: <%s> has no value, columns or iri", path,
                             map->properties[i].predicate);
  return status;
}

att_status att_csv_map_open(const char *path, att_csv_map **ret_map, att_error *reterr) {
  FILE *file = fopen(path, "r");
  if (!file)
    return att_error_set(reterr, ATT_ERR_IO, "%s: %s", path, strerror(errno));
  att_csv_map *map = calloc(1, sizeof *map);
  att_status status = map ? read_map(map, file, path, reterr) : no_memory(reterr);
  fclose(file);
  if (status == ATT_OK)
    *ret_map = map;
  else
    att_csv_map_close(map);
  return status;
}

static void clear_pairs(pair *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    free(items[i].key);
    free(items[i].value);
  }
  free(items);
}

void att_csv_map_close(att_csv_map *map) {
  if (!map)
    return;
  for (size_t i = 0; i < map->count; i++) {
    property *of = &map->properties[i];
    char *texts[] = {of->predicate, of->value, of->iri, of->columns, of->split, of->type,
                     of->language};
    for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
      free(texts[j]);
    if (of->has_match)
      regfree(&of->match);
    clear_pairs(of->lookup.items, of->lookup.count);
  }
  for (size_t i = 0; i < map->class_count; i++)
    free(map->classes[i]);
  clear_pairs(map->prefixes, map->prefix_count);
  free(map->classes);
  free(map->properties);
  free(map->subject);
  free(map);
}

static bool column_of(const reading *in, const char *name, size_t size, size_t *ret_column) {
  for (size_t i = 0; i < in->header_count; i++)
    if (strlen(in->header[i]) == size && memcmp(in->header[i], name, size) == 0) {
      *ret_column = i;
      return true;
    }
  return false;
}

static att_status append_value(att_buffer *out, const char *text, bool iri, size_t width) {
  static const char plain[] = "-._~";
  size_t size = strlen(text);
  for (; width > size; width--)
    ATT_TRY(att_buffer_append(out, "0", 1));
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    bool keep = !iri || c >= 0x80 || (c >= '0' && c <= '9') || letter || strchr(plain, c);
    char code[4];
    snprintf(code, sizeof code, "%%%02X", c);
    ATT_TRY(att_buffer_append(out, keep ? (char *)&text[i] : code, keep ? 1 : 3));
  }
  return ATT_OK;
}

/* Fills a template: {} is `value`, {Column} a field, {Column:N} one with zeros before it to N
 * characters. *ret_empty: a field that it names is empty. The result is NUL-terminated. */
static att_status fill(reading *in, const char *template, const char *value, bool iri,
                       att_buffer *out, bool *ret_empty) {
  att_buffer_reset(out);
  *ret_empty = false;
  if (iri && !strchr(template, ':'))
    ATT_TRY(att_buffer_append(out, ATT_BASE_IRI, strlen(ATT_BASE_IRI)));
  while (*template) {
    size_t size = strcspn(template, "{");
    const char *end = template[size] ? strchr(template + size, '}') : NULL;
    ATT_TRY(att_buffer_append(out, template, size));
    template += size;
    if (!end)
      break;
    const char *name = template + 1, *text = value;
    size_t length = (size_t)(end - name), column, width = 0;
    const char *colon = memchr(name, ':', length);
    if (colon) {
      width = strtoul(colon + 1, NULL, 10) % 100;
      length = (size_t)(colon - name);
    }
    if (length) {
      if (!column_of(in, name, length, &column))
        return att_error_set(in->reterr, ATT_ERR_SYNTAX, "%s:1: no column '%.*s'", in->name,
                             (int)length, name);
      text = column < in->field_count ? in->fields[column] : "";
    }
    *ret_empty |= !text || !*text;
    ATT_TRY(append_value(out, text ? text : "", iri, width));
    template = end + 1;
  }
  return att_buffer_append(out, "", 1);
}

static att_status send(reading *in, const char *predicate, const att_term *object) {
  att_term_quad quad = {att_term_iri(in->subject), att_term_iri(predicate), *object, in->graph};
  in->count++;
  return in->sink->quad(in->sink->context, &quad, in->reterr);
}

/* One value, through the pattern, the lookup and the IRI's template. */
static att_status send_value(reading *in, const property *of, const char *value) {
  att_buffer text = ATT_BUFFER_INIT;
  bool empty = false;
  if (!*value || (of->has_match && regexec(&of->match, value, 0, NULL, 0) != 0))
    return ATT_OK;
  if (of->lookup.count) {
    const char *found = look_up(&of->lookup, value);
    if (!found && !of->skip_missing)
      return att_error_set(in->reterr, ATT_ERR_SYNTAX, "%s:%lu: '%s' is not in the table for <%s>",
                           in->name, in->row_line, value, of->predicate);
    if (!found)
      return ATT_OK;
    value = found;
  }
  att_term object = att_term_literal(value);
  att_status status = ATT_OK;
  if (of->iri) {
    status = fill(in, of->iri, value, true, &text, &empty);
    if (status == ATT_OK)
      object = att_term_iri((char *)text.data);
  } else if (of->language) {
    object.language = att_view_of(of->language);
  } else if (of->type) {
    object = att_term_typed(value, of->type);
  }
  if (status == ATT_OK && !empty)
    status = send(in, of->predicate, &object);
  att_buffer_clear(&text);
  return status;
}

static att_status send_split(reading *in, const property *of, char *value) {
  if (!of->split || !*of->split)
    return send_value(in, of, trim(value));
  for (char *part; (part = strsep(&value, of->split));)
    ATT_TRY(send_value(in, of, trim(part)));
  return ATT_OK;
}

/* The columns "A B C..F", each a value of its own. */
static att_status send_columns(reading *in, const property *of) {
  for (const char *at = of->columns; *at;) {
    at += strspn(at, " ");
    size_t size = strcspn(at, " "), first = 0, last;
    const char *dots = NULL;
    for (size_t i = 0; i + 1 < size && !dots; i++)
      dots = at[i] == '.' && at[i + 1] == '.' ? at + i : NULL;
    size_t left = dots ? (size_t)(dots - at) : size;
    bool known = column_of(in, at, left, &first);
    last = first;
    if (known && dots)
      known = column_of(in, dots + 2, size - left - 2, &last);
    if (!known && size)
      return att_error_set(in->reterr, ATT_ERR_SYNTAX, "%s:1: no columns '%.*s'", in->name,
                           (int)size, at);
    for (size_t i = first; size && i <= last && i < in->field_count; i++) {
      char *copy = strdup(in->fields[i]);
      att_status status = copy ? send_split(in, of, copy) : no_memory(in->reterr);
      free(copy);
      ATT_TRY(status);
    }
    at += size;
  }
  return ATT_OK;
}

static att_status send_property(reading *in, const property *of) {
  att_buffer text = ATT_BUFFER_INIT;
  bool empty;
  if (of->columns)
    return send_columns(in, of);
  if (!of->value)
    return send_value(in, of, "-");
  att_status status = fill(in, of->value, NULL, false, &text, &empty);
  if (status == ATT_OK && !empty)
    status = send_split(in, of, (char *)text.data);
  att_buffer_clear(&text);
  return status;
}

static att_status send_row(reading *in) {
  att_buffer subject = ATT_BUFFER_INIT;
  bool empty;
  att_status status = fill(in, in->map->subject, NULL, true, &subject, &empty);
  if (status == ATT_OK && in->field_count != in->header_count)
    status = att_error_set(in->reterr, ATT_ERR_SYNTAX, "%s:%lu: %zu fields, and the head has %zu",
                           in->name, in->row_line, in->field_count, in->header_count);
  if (status == ATT_OK && empty)
    status = att_error_set(in->reterr, ATT_ERR_SYNTAX, "%s:%lu: no value for the subject's IRI",
                           in->name, in->row_line);
  in->subject = (char *)subject.data;
  for (size_t i = 0; i < in->map->class_count && status == ATT_OK; i++) {
    att_term class = att_term_iri(in->map->classes[i]);
    status = send(in, ATT_RDF "type", &class);
  }
  for (size_t i = 0; i < in->map->count && status == ATT_OK; i++)
    status = send_property(in, &in->map->properties[i]);
  att_buffer_clear(&subject);
  return status;
}

static void on_field(void *data, size_t size, void *context) {
  reading *in = context;
  if (in->status != ATT_OK)
    return;
  const char *text = data ? data : "";
  if (!room(&in->fields, in->field_count, &in->field_capacity, sizeof *in->fields) ||
      !(in->fields[in->field_count] = strndup(text, size)))
    in->status = no_memory(in->reterr);
  else
    in->field_count++;
  if (size && memchr(text, '\0', size))
    in->status =
        att_error_set(in->reterr, ATT_ERR_SYNTAX, "%s:%lu: a NUL byte", in->name, in->line);
  for (size_t i = 0; i < size; i++)
    in->line += text[i] == '\n';
}

static void on_row(int end, void *context) {
  reading *in = context;
  if (in->field_count && in->status == ATT_OK && !in->header) {
    in->header = in->fields;
    in->header_count = in->field_count;
    in->fields = NULL;
    in->field_count = in->field_capacity = 0;
  } else if (in->field_count && in->status == ATT_OK) {
    in->status = send_row(in);
  }
  for (size_t i = 0; i < in->field_count; i++)
    free(in->fields[i]);
  in->field_count = 0;
  in->line += end == '\n';
  in->row_line = in->line;
}

att_status att_csv_map_read(att_csv_map *map, FILE *file, const char *name, const char *graph,
                            const att_quad_sink *sink, uint64_t *ret_count, att_error *reterr) {
  reading in = {.map = map, .sink = sink, .name = name, .line = 1, .row_line = 1, .reterr = reterr};
  struct csv_parser parser;
  char chunk[16384];
  size_t size;
  if (graph)
    in.graph = att_term_iri(graph);
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL))
    return no_memory(reterr);
  while (in.status == ATT_OK && (size = fread(chunk, 1, sizeof chunk, file)) > 0)
    if (csv_parse(&parser, chunk, size, on_field, on_row, &in) != size && in.status == ATT_OK)
      in.status = att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%lu: %s", name, in.line,
                                csv_strerror(csv_error(&parser)));
  if (in.status == ATT_OK && ferror(file))
    in.status = att_error_set(reterr, ATT_ERR_IO, "%s: cannot be read", name);
  if (in.status == ATT_OK && csv_fini(&parser, on_field, on_row, &in) && in.status == ATT_OK)
    in.status = att_error_set(reterr, ATT_ERR_SYNTAX, "%s:%lu: a quotation mark is not closed",
                              name, in.line);
  csv_free(&parser);
  for (size_t i = 0; i < in.field_count; i++)
    free(in.fields[i]);
  for (size_t i = 0; i < in.header_count; i++)
    free(in.header[i]);
  free(in.fields);
  free(in.header);
  if (in.status == ATT_OK)
    *ret_count = in.count;
  return in.status;
}
