/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "text/json.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PATH_MOST = 200, NODES_MOST = 200 };

/* What a field is called in JSON Lines of crawlers and feeds; the first that is there counts. */
static const struct {
  const char *name;
  int field; /* att_field, or -1 for the text */
  const char *paths[20];
} FIELDS[] = {
    {"text",
     -1,
     {"text", "body", "content", "articleBody", "maintext", "article", "full_text", "raw_text",
      "body_html", "content_html", "bodyText", "fulltext", "story", "paragraphs", "html",
      "description", NULL}},
    {"title", ATT_FIELD_TITLE, {"title", "headline", "name", "subject", NULL}},
    {"date",
     ATT_FIELD_ISSUED,
     {"date", "published", "date_publish", "datePublished", "published_at", "publish_date",
      "published_date", "publishedAt", "publishedDate", "pubDate", "pub_date", "date_published",
      "issued", "created_at", "timestamp", NULL}},
    {"url",
     ATT_FIELD_URL,
     {"url", "link", "canonical", "source_url", "web_url", "article_url", "href", NULL}},
    {"publisher",
     ATT_FIELD_PUBLISHER,
     {"publisher", "source", "site_name", "source_domain", "outlet", "site", "domain", NULL}},
    {"author", ATT_FIELD_CREATOR, {"author", "byline", "authors", "creator", NULL}},
    {"language", ATT_FIELD_LANGUAGE, {"language", "lang", "inLanguage", NULL}},
};
enum { FIELD_COUNT = sizeof FIELDS / sizeof *FIELDS };

/* The number in FIELDS of "text=body", with *ret_path behind the '='; FIELD_COUNT for none. */
static size_t find_field(const char *given, const char **ret_path) {
  size_t size = strcspn(given, "="), i = 0;
  while (i < FIELD_COUNT &&
         (strlen(FIELDS[i].name) != size || strncmp(FIELDS[i].name, given, size) != 0))
    i++;
  *ret_path = given[size] == '=' ? given + size + 1 : "";
  return i;
}

att_status att_json_check_fields(const char *const *fields, att_error *reterr) {
  for (; fields != NULL && *fields != NULL; fields++) {
    const char *path;
    if (find_field(*fields, &path) == FIELD_COUNT || *path == '\0' || strlen(path) > PATH_MOST)
      return att_error_set(reterr, ATT_ERR_USAGE,
                           "'%s' is no field: NAME=PATH, with NAME one of text, title, date, url, "
                           "publisher, author, language",
                           *fields);
  }
  return ATT_OK;
}

/* "meta.date" in an object. */
static const json_t *value_at(const json_t *object, const char *path) {
  char step[PATH_MOST + 1];
  while (json_is_object(object)) {
    size_t size = strcspn(path, ".");
    memcpy(step, path, size);
    step[size] = '\0';
    object = json_object_get(object, step);
    if (path[size] == '\0')
      return object;
    path += size + 1;
  }
  return NULL;
}

/* What stands for an object: its name or @value, "rendered" of WordPress, and so on; NULL. */
static const json_t *value_of_object(const json_t *object) {
  static const char *const NAMES[] = {"name",    "@value", "rendered", "main", "text", "html",
                                      "content", "body",   "value",    "url",  "@id",  NULL};
  for (const char *const *name = NAMES; *name != NULL; name++)
    if (json_object_get(object, *name) != NULL)
      return json_object_get(object, *name);
  return NULL;
}

/* The node of a JSON-LD graph that an object without a name refers to, else the object. */
static const json_t *referred(const json_t *graph, const json_t *object) {
  const char *id = json_string_value(json_object_get(object, "@id"));
  if (id == NULL || json_object_get(object, "name") != NULL)
    return object;
  for (size_t i = 0; i < json_array_size(graph) && i < NODES_MOST; i++) {
    const json_t *node = json_array_get(graph, i);
    const char *own = json_string_value(json_object_get(node, "@id"));
    if (own != NULL && strcmp(own, id) == 0 && json_object_get(node, "name") != NULL)
      return node;
  }
  return object;
}

/* The text of a string, a number, what stands for an object, the items of an array joined by
 * `between`; appended to `to`. `graph`: nodes that an object may refer to; NULL. */
static att_status append_value(att_buffer *to, const json_t *value, const json_t *graph,
                               const char *between, int depth) {
  char number[40];
  if (json_is_string(value))
    return att_buffer_append(to, json_string_value(value), json_string_length(value));
  if (json_is_integer(value))
    return att_buffer_append(
        to, number,
        (size_t)snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value)));
  if (json_is_real(value))
    return att_buffer_append(
        to, number, (size_t)snprintf(number, sizeof number, "%.15g", json_real_value(value)));
  if (depth > 2)
    return ATT_OK;
  if (json_is_object(value) && value_of_object(value) != NULL)
    return append_value(to, value_of_object(referred(graph, value)), graph, between, depth + 1);
  for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++) {
    if (i > 0)
      ATT_TRY(att_buffer_append(to, between, strlen(between)));
    ATT_TRY(append_value(to, json_array_get(value, i), graph, between, depth + 1));
  }
  return ATT_OK;
}

/* "#author", "https://x.example/#org": no name of somebody. */
static bool is_reference(const att_buffer *text) {
  return memmem(text->data, text->size, "://", 3) != NULL || text->data[0] == '#';
}

static att_status set_from(att_source *source, att_field field, const json_t *value,
                           const json_t *graph) {
  att_buffer text = ATT_BUFFER_INIT;
  if (value == NULL)
    return ATT_OK;
  att_status status = append_value(&text, value, graph, ", ", 0);
  bool named = field == ATT_FIELD_CREATOR || (field == ATT_FIELD_PUBLISHER && graph != NULL);
  if (status == ATT_OK && text.size > 0 && !(named && is_reference(&text)))
    status = att_source_set(source, field, (const char *)text.data, text.size);
  att_buffer_clear(&text);
  return status;
}

/* Do the names have the same letters, small or capital: "published_at", "Published At"? */
static bool same_letters(const char *a, const char *b) {
  for (;; a++, b++) {
    a += strspn(a, " _-");
    b += strspn(b, " _-");
    if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
      return false;
    if (*a == '\0')
      return true;
  }
}

/* The member of an object whose name has these letters. */
static const json_t *member_in_any_case(const json_t *object, const char *name) {
  for (void *at = json_object_iter((json_t *)object); at != NULL;
       at = json_object_iter_next((json_t *)object, at))
    if (same_letters(json_object_iter_key(at), name))
      return json_object_iter_value(at);
  return NULL;
}

static bool holds_something(const json_t *value) {
  return value != NULL && !json_is_null(value) &&
         !(json_is_string(value) && json_string_length(value) == 0) &&
         !(json_is_object(value) && value_of_object(value) == NULL) &&
         !(json_is_array(value) && json_array_size(value) == 0);
}

/* The first usual name that holds something, written so or, where none is, in other letters
 * ("Text"), of the object or of one in it that holds the article's fields. */
static const json_t *usual_value(const json_t *object, size_t field) {
  static const char *const INSIDE[] = {"metadata",   "meta",   "article", "data",
                                       "attributes", "fields", "_source", NULL};
  for (int exact = 1; exact >= 0; exact--)
    for (const char *const *path = FIELDS[field].paths; *path != NULL; path++) {
      const json_t *value = exact ? value_at(object, *path) : member_in_any_case(object, *path);
      if (holds_something(value))
        return value;
    }
  for (const char *const *in = INSIDE; *in != NULL; in++) {
    const json_t *inner = json_object_get(object, *in);
    for (const char *const *path = FIELDS[field].paths; inner != NULL && *path != NULL; path++)
      if (holds_something(value_at(inner, *path)))
        return value_at(inner, *path);
  }
  return NULL;
}

/* What stands for a field: by the paths given, the first that holds something, else by a usual
 * name. `source` gets the number of each path given that is there. */
static const json_t *field_value(const att_reader *reader, const json_t *object, size_t field,
                                 att_source *source) {
  const char *const *given = reader->options.fields;
  const json_t *found = NULL;
  bool told = false;
  for (size_t i = 0; given != NULL && given[i] != NULL; i++) {
    const char *path;
    if (find_field(given[i], &path) != field)
      continue;
    const json_t *value = value_at(object, path);
    told = true;
    if (value != NULL && i < 32)
      source->fields_found |= UINT32_C(1) << i;
    if (!holds_something(found) && value != NULL)
      found = value;
  }
  if (told)
    return found;
  return usual_value(object, field);
}

/* Names of fields for a message, those of objects inside with their paths. */
typedef struct {
  char text[240];
  size_t used;
  bool more; /* than there is room for */
} field_names;

static void list_names(const json_t *object, const char *before, int depth, field_names *names) {
  char path[PATH_MOST + 1];
  for (void *at = json_object_iter((json_t *)object); at != NULL && !names->more;
       at = json_object_iter_next((json_t *)object, at)) {
    const json_t *value = json_object_iter_value(at);
    int size =
        snprintf(path, sizeof path, "%s%s%s", before, *before ? "." : "", json_object_iter_key(at));
    names->more = size > PATH_MOST || names->used + (size_t)size + 8 > sizeof names->text;
    if (!names->more && depth < 3 && json_object_size(value) > 0)
      list_names(value, path, depth + 1, names);
    else if (!names->more)
      names->used += (size_t)snprintf(names->text + names->used, sizeof names->text - names->used,
                                      "%s%s", names->used > 0 ? ", " : "", path);
  }
}

/* The path that was to hold the text: the one given, else a usual one that is there; NULL. */
static const char *text_path(const att_reader *reader, const json_t *object) {
  const char *path;
  for (const char *const *given = reader->options.fields; given != NULL && *given != NULL; given++)
    if (find_field(*given, &path) == 0)
      return path;
  for (const char *const *usual = FIELDS[0].paths; *usual != NULL; usual++)
    if (json_object_get(object, *usual) != NULL)
      return *usual;
  return NULL;
}

/* Says why, with the fields that there are, the first of them where they are many. */
static att_status no_text(const att_reader *reader, const att_record *record, const json_t *object,
                          att_error *reterr) {
  field_names names = {.used = 0};
  const char *path = text_path(reader, object);
  const json_t *value = path != NULL ? value_at(object, path) : NULL;
  if (value != NULL && json_object_size(value) == 0)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: %s is empty", record->name, path);
  list_names(object, "", 0, &names);
  const char *before = names.used > 0 ? "there are " : "it has none";
  if (path != NULL)
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: no %s in it; %s%s%s", record->name,
                         value != NULL ? "text" : path, before, names.text,
                         names.more ? ", …" : "");
  return att_error_set(reterr, ATT_ERR_SYNTAX,
                       "%s: no text in it; name its field with --field text=NAME; %s%s%s",
                       record->name, before, names.text, names.more ? ", …" : "");
}

static att_status take_object(const att_reader *reader, const att_record *record,
                              const json_t *object, att_source *source, att_error *reterr) {
  if (!json_is_object(object))
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: a JSON value that is no object",
                         record->name);
  for (size_t i = 1; i < FIELD_COUNT; i++)
    if (set_from(source, (att_field)FIELDS[i].field, field_value(reader, object, i, source),
                 NULL) != ATT_OK)
      return att_source_no_memory(record->name, reterr);
  att_buffer text = ATT_BUFFER_INIT;
  const json_t *value = field_value(reader, object, 0, source);
  if (value != NULL && append_value(&text, value, NULL, "\n\n", 0) != ATT_OK) {
    att_buffer_clear(&text);
    return att_source_no_memory(record->name, reterr);
  }
  if (text.size == 0) {
    att_buffer_clear(&text);
    return no_text(reader, record, object, reterr);
  }
  att_record inner = {.name = record->name, .bytes = (const char *)text.data, .size = text.size};
  att_status status =
      att_format_of_text(inner.bytes, inner.size) == &att_format_html
          ? att_format_html.read(reader, &inner, source, reterr)
          : att_source_take_article(source, record->name, source->fields[ATT_FIELD_TITLE],
                                    inner.bytes, inner.size, reterr);
  att_buffer_clear(&text);
  return status;
}

static att_status parse(const att_record *record, json_t **ret_value, att_error *reterr) {
  json_error_t error;
  size_t bom = record->size >= 3 && memcmp(record->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  *ret_value = json_loadb(record->bytes + bom, record->size - bom, 0, &error);
  if (*ret_value != NULL)
    return ATT_OK;
  if (record->format == &att_format_jsonl) /* whose name has the line */
    return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: column %d: %s: this is not JSON",
                         record->name, error.column, error.text);
  return att_error_set(reterr, ATT_ERR_SYNTAX, "%s: line %d, column %d: %s: this is not JSON",
                       record->name, error.line, error.column, error.text);
}

static att_status read_json(const att_reader *reader, const att_record *record, att_source *source,
                            att_error *reterr) {
  json_t *value;
  ATT_TRY(parse(record, &value, reterr));
  att_status status =
      json_is_array(value)
          ? att_error_set(reterr, ATT_ERR_SYNTAX,
                          "%s: an array of %zu values; a line a document is read: jq -c '.[]'",
                          record->name, json_array_size(value))
          : take_object(reader, record, value, source, reterr);
  json_decref(value);
  return status;
}

/* Does the first line alone hold a whole object? Braces outside strings tell. */
static bool closes_on_line(const char *bytes, size_t size, bool whole) {
  int depth = 0;
  bool string = false;
  for (size_t i = 0; i < size && bytes[i] != '\n'; i++) {
    if (string && bytes[i] == '\\')
      i++;
    else if (bytes[i] == '"')
      string = !string;
    else if (!string && (bytes[i] == '{' || bytes[i] == '}')) {
      depth += bytes[i] == '{' ? 1 : -1;
      if (depth == 0)
        return true;
    }
  }
  return !whole && memchr(bytes, '\n', size) == NULL; /* a line longer than what was read */
}

static size_t skip_blanks(const char *bytes, size_t size) {
  size_t i = 0;
  while (i < size && isspace((unsigned char)bytes[i]))
    i++;
  return i;
}

static bool recognizes_jsonl(const char *bytes, size_t size, bool whole) {
  size_t from = skip_blanks(bytes, size);
  bool rtf = size - from > 5 && memcmp(bytes + from, "{\\rtf", 5) == 0;
  return from < size && bytes[from] == '{' && !rtf &&
         closes_on_line(bytes + from, size - from, whole);
}

static bool recognizes_json(const char *bytes, size_t size, bool whole) {
  (void)whole;
  size_t from = skip_blanks(bytes, size);
  if (from == size || (bytes[from] != '{' && bytes[from] != '['))
    return false;
  size_t next = from + 1 + skip_blanks(bytes + from + 1, size - from - 1);
  return next < size && strchr(bytes[from] == '{' ? "\"}" : "{", bytes[next]) != NULL;
}

const att_format att_format_json = {"json", false, recognizes_json, read_json};
const att_format att_format_jsonl = {"jsonl", true, recognizes_jsonl, read_json};

/* JSON-LD */

static bool is_article_type(const char *type) {
  static const char *const TYPES[] = {
      "Article",     "NewsArticle",           "ReportageNewsArticle",
      "Report",      "PressRelease",          "BlogPosting",
      "WebPage",     "LiveBlogPosting",       "AnalysisNewsArticle",
      "TechArticle", "BackgroundNewsArticle", "SocialMediaPosting"};
  const char *local = strrchr(type, '/');
  for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
    if (strcmp(local != NULL ? local + 1 : type, TYPES[i]) == 0)
      return true;
  return false;
}

static bool is_article(const json_t *node, bool page) {
  const json_t *type = json_object_get(node, "@type");
  size_t count = json_is_array(type) ? json_array_size(type) : 1;
  for (size_t i = 0; i < count; i++) {
    const char *name = json_string_value(json_is_array(type) ? json_array_get(type, i) : type);
    if (name != NULL && is_article_type(name) && (strcmp(name, "WebPage") == 0) == page)
      return true;
  }
  return false;
}

static att_status take_article(att_source *source, const json_t *node, const json_t *graph,
                               char **ret_body) {
  static const struct {
    att_field field;
    const char *key;
  } KEYS[] = {{ATT_FIELD_TITLE, "headline"},       {ATT_FIELD_ISSUED, "datePublished"},
              {ATT_FIELD_ISSUED, "dateCreated"},   {ATT_FIELD_CREATOR, "author"},
              {ATT_FIELD_PUBLISHER, "publisher"},  {ATT_FIELD_URL, "url"},
              {ATT_FIELD_URL, "mainEntityOfPage"}, {ATT_FIELD_LANGUAGE, "inLanguage"}};
  for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
    ATT_TRY(set_from(source, KEYS[i].field, json_object_get(node, KEYS[i].key), graph));
  const char *body = json_string_value(json_object_get(node, "articleBody"));
  if (body != NULL && ret_body != NULL && *ret_body == NULL) {
    *ret_body = strdup(body);
    if (*ret_body == NULL)
      return ATT_ERR_MEMORY;
  }
  return ATT_OK;
}

/* Articles in a value, its arrays and @graph, before pages; `graph`: the nodes around. */
static att_status take_nodes(att_source *source, const json_t *value, const json_t *graph,
                             bool page, int depth, char **ret_body) {
  if (depth > 4)
    return ATT_OK;
  for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++)
    ATT_TRY(take_nodes(source, json_array_get(value, i), value, page, depth + 1, ret_body));
  if (!json_is_object(value))
    return ATT_OK;
  if (is_article(value, page))
    ATT_TRY(take_article(source, value, graph, ret_body));
  return take_nodes(source, json_object_get(value, "@graph"), value, page, depth + 1, ret_body);
}

att_status att_json_take_linked(att_source *source, const char *bytes, size_t size,
                                char **ret_body) {
  json_error_t error;
  json_t *value = json_loadb(bytes, size, 0, &error);
  if (value == NULL)
    return ATT_OK;
  att_status status = take_nodes(source, value, value, false, 0, ret_body);
  if (status == ATT_OK)
    status = take_nodes(source, value, value, true, 0, NULL);
  json_decref(value);
  return status;
}
