/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "queries/service.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STEP = 20 /* ms between looks at the clock */, CONNECT = 10 /* s */, REDIRECTS = 5 };

struct att_endpoint {
  att_exec *exec;
  CURLM *multi;
  CURL *easy;
  struct curl_slist *headers;
  char *iri;
  const att_results_handler *handler;
  att_results_reader *reader;
  att_status status; /* what ended the reading */
  char refusal[160]; /* the start of an error's text */
};

att_status att_endpoint_new(att_exec *exec, att_endpoint **ret_endpoint) {
  att_endpoint *endpoint = calloc(1, sizeof *endpoint);
  if (endpoint) {
    endpoint->exec = exec;
    endpoint->multi = curl_multi_init();
    endpoint->easy = curl_easy_init();
    endpoint->headers = curl_slist_append(
        NULL, "Accept: application/sparql-results+json, application/sparql-results+xml;q=0.9");
  }
  if (!endpoint || !endpoint->multi || !endpoint->easy || !endpoint->headers) {
    att_endpoint_free(endpoint);
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  }
  *ret_endpoint = endpoint;
  return ATT_OK;
}

void att_endpoint_free(att_endpoint *endpoint) {
  if (!endpoint)
    return;
  curl_easy_cleanup(endpoint->easy);
  curl_multi_cleanup(endpoint->multi);
  curl_slist_free_all(endpoint->headers);
  att_results_reader_free(endpoint->reader);
  free(endpoint->iri);
  free(endpoint);
}

static att_status blame(att_endpoint *endpoint, const char *what) {
  endpoint->status = att_error_set(endpoint->exec->error, ATT_ERR_IO, "SERVICE <%.150s>: %.250s",
                                   endpoint->iri, what);
  return endpoint->status;
}

/* ATT_READ_JSON or ATT_READ_XML by the media type; 0 for others. */
static int syntax_of(const char *type) {
  static const struct {
    const char *type;
    att_results_syntax syntax;
  } types[] = {{"application/sparql-results+json", ATT_READ_JSON},
               {"application/json", ATT_READ_JSON},
               {"application/sparql-results+xml", ATT_READ_XML},
               {"application/xml", ATT_READ_XML},
               {"text/xml", ATT_READ_XML}};
  size_t size = type ? strcspn(type, "; \t") : 0;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strlen(types[i].type) == size && strncasecmp(type, types[i].type, size) == 0)
      return (int)types[i].syntax;
  return 0;
}

static bool begin_reading(att_endpoint *endpoint) {
  char *type = NULL, text[120];
  curl_easy_getinfo(endpoint->easy, CURLINFO_CONTENT_TYPE, &type);
  int syntax = syntax_of(type);
  if (syntax == 0) {
    snprintf(text, sizeof text, "it answers %.80s, and no SPARQL results", type ? type : "nothing");
    blame(endpoint, text);
    return false;
  }
  endpoint->status = att_results_reader_new((att_results_syntax)syntax, endpoint->handler,
                                            &endpoint->reader, endpoint->exec->error);
  return endpoint->status == ATT_OK;
}

/* A result that is wrong is the endpoint's fault; what the handler says is not. */
static void note(att_endpoint *endpoint, att_status status, const att_error *error) {
  endpoint->status = status;
  if (status == ATT_ERR_SYNTAX)
    blame(endpoint, error->message);
  else if (status != ATT_OK)
    *endpoint->exec->error = *error;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
  att_endpoint *endpoint = context;
  att_error error = {0};
  long code = 0;
  size *= count;
  curl_easy_getinfo(endpoint->easy, CURLINFO_RESPONSE_CODE, &code);
  if (code != 200) {
    size_t used = strlen(endpoint->refusal), room = sizeof endpoint->refusal - 1 - used;
    for (size_t i = 0; i < size && i < room; i++)
      endpoint->refusal[used + i] = (unsigned char)bytes[i] < ' ' ? ' ' : bytes[i];
    return size;
  }
  if (!endpoint->reader && !begin_reading(endpoint))
    return 0;
  note(endpoint, att_results_reader_feed(endpoint->reader, bytes, size, &error), &error);
  return endpoint->status == ATT_OK ? size : 0;
}

static long time_limit(const att_exec *exec) {
  double seconds = exec->service_timeout > 0 ? exec->service_timeout : 30;
  return seconds > 1e6 ? 1000000000L : seconds < 0.001 ? 1 : (long)(seconds * 1000);
}

static void set_options(att_endpoint *endpoint, const char *body) {
  CURL *easy = endpoint->easy;
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_URL, endpoint->iri);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(easy, CURLOPT_POSTREDIR, (long)CURL_REDIR_POST_ALL);
  curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, endpoint->headers);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "attache/" PACKAGE_VERSION);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, time_limit(endpoint->exec));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, endpoint);
}

/* Until the transfer ends: its result in *ret_code. */
static att_status transfer(att_endpoint *endpoint, CURLcode *ret_code) {
  int running = 1, left;
  CURLMsg *message;
  while (running) {
    ATT_TRY(att_exec_check(endpoint->exec));
    if (curl_multi_perform(endpoint->multi, &running) != CURLM_OK ||
        (running && curl_multi_poll(endpoint->multi, NULL, 0, STEP, NULL) != CURLM_OK))
      return blame(endpoint, "the network library failed");
  }
  while ((message = curl_multi_info_read(endpoint->multi, &left)))
    if (message->msg == CURLMSG_DONE)
      *ret_code = message->data.result;
  return ATT_OK;
}

static att_status judge(att_endpoint *endpoint, CURLcode code) {
  long http = 0;
  char text[250];
  att_error error = {0};
  if (endpoint->status != ATT_OK)
    return endpoint->status;
  curl_easy_getinfo(endpoint->easy, CURLINFO_RESPONSE_CODE, &http);
  if (code != CURLE_OK)
    return blame(endpoint, code == CURLE_OPERATION_TIMEDOUT
                               ? "no answer in time (--service-timeout)"
                               : curl_easy_strerror(code));
  if (http != 200) {
    snprintf(text, sizeof text, "HTTP status %ld%s%s", http, *endpoint->refusal ? ": " : "",
             endpoint->refusal);
    return blame(endpoint, text);
  }
  if (!endpoint->reader)
    return blame(endpoint, "an empty answer");
  note(endpoint, att_results_reader_end(endpoint->reader, &error), &error);
  return endpoint->status;
}

att_status att_endpoint_ask(att_endpoint *endpoint, att_view iri, const char *query, size_t size,
                            const att_results_handler *handler) {
  att_exec *exec = endpoint->exec;
  CURLcode code = CURLE_OK;
  free(endpoint->iri);
  att_results_reader_free(endpoint->reader);
  endpoint->reader = NULL;
  endpoint->status = ATT_OK;
  endpoint->handler = handler;
  endpoint->refusal[0] = '\0';
  endpoint->iri = strndup(iri.data, iri.size);
  char *escaped = curl_easy_escape(endpoint->easy, query, (int)size), *body = NULL;
  if (!endpoint->iri || !escaped || asprintf(&body, "query=%s", escaped) < 0) {
    curl_free(escaped);
    return att_error_set(exec->error, ATT_ERR_MEMORY, "out of memory");
  }
  curl_free(escaped);
  set_options(endpoint, body);
  curl_multi_add_handle(endpoint->multi, endpoint->easy);
  att_status status = transfer(endpoint, &code);
  if (status == ATT_OK)
    status = judge(endpoint, code);
  curl_multi_remove_handle(endpoint->multi, endpoint->easy);
  free(body);
  return status;
}
