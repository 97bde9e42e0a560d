/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cmd/sparql.h"

#include <errno.h>
#include <raptor2.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

#include "cmd/document.h"
#include "graph/vocabulary.h"

enum { SHOWN = 100 /* columns of a line that holds an error */, THREADS_MOST = 1024 };

static volatile sig_atomic_t stopped, late; /* stopped: by this signal */

static void on_interrupt(int number) {
  stopped = number;
}

static void on_alarm(int number) {
  (void)number;
  late = 1;
}

/* The first Ctrl-C ends the query in good order (and then the program, by the signal, for shells to
 * see), the second the program. The alarm interrupts a
 * write to someone who does not read; all else watches the clock. */
static void watch(cmd_sparql *sparql) {
  struct sigaction interrupt = {.sa_handler = on_interrupt, .sa_flags = SA_RESETHAND};
  struct sigaction alarm = {.sa_handler = on_alarm};
  struct itimerval timer = {{1, 0}, {0, 0}};
  double seconds = sparql->options.timeout;
  sigaction(SIGINT, &interrupt, NULL);
  sigaction(SIGTERM, &interrupt, NULL);
  sparql->options.stop = &stopped;
  if (seconds <= 0 || seconds > 1e8)
    return;
  sigaction(SIGALRM, &alarm, NULL);
  timer.it_value.tv_sec = (time_t)seconds;
  timer.it_value.tv_usec = (suseconds_t)((seconds - (double)(time_t)seconds) * 1e6) + 1;
  setitimer(ITIMER_REAL, &timer, NULL);
}

static att_status write_failed(att_error *reterr) {
  if (stopped)
    return att_error_set(reterr, ATT_ERR_LIMIT, "stopped");
  if (late)
    return att_error_set(reterr, ATT_ERR_LIMIT, "the query's time is up (--timeout)");
  return att_error_set(reterr, ATT_ERR_IO, "the output cannot be written: %s", strerror(errno));
}

static att_status write_out(void *context, const void *bytes, size_t size, att_error *reterr) {
  (void)context;
  return fwrite(bytes, 1, size, stdout) == size ? ATT_OK : write_failed(reterr);
}

static bool is_file_name(const char *argument) {
  size_t size = strlen(argument);
  return size > 3 &&
         (strcmp(argument + size - 3, ".rq") == 0 || strcmp(argument + size - 3, ".ru") == 0);
}

att_status cmd_read_sparql(const char *argument, att_buffer *text, att_error *reterr) {
  att_status status;
  if (is_file_name(argument) || strcmp(argument, "-") == 0) {
    status = cmd_read_file(argument, text, reterr);
    if (status != ATT_OK && status != ATT_ERR_MEMORY) {
      att_error found = *reterr;
      return att_error_set(reterr, ATT_ERR_SYNTAX, "%s", found.message);
    }
  } else {
    status = att_buffer_append(text, argument, strlen(argument));
  }
  if (status == ATT_OK)
    status = att_buffer_append(text, "", 1);
  return status == ATT_ERR_MEMORY ? att_error_set(reterr, status, "out of memory") : status;
}

/* From `at`, back or forth over `count` characters, within the line of `size` bytes. */
static size_t back(const char *line, size_t at, size_t count) {
  while (at > 0 && count > 0)
    count -= ((unsigned char)line[--at] & 0xc0) != 0x80;
  return at;
}

static size_t forth(const char *line, size_t size, size_t at, size_t count) {
  for (; at < size; at++)
    if (((unsigned char)line[at] & 0xc0) != 0x80 && count-- == 0)
      break;
  return at;
}

/* The line of the error, or the part around it, and marks below what was found. */
static void underline(const char *text, const att_parse_place *place) {
  const char *line = text + place->start;
  size_t size = strcspn(line, "\r\n"), from = place->offset - place->start;
  if (place->line == 0 || from > size)
    return;
  size_t start = back(line, from, SHOWN / 2), end = forth(line, size, from, SHOWN / 2);
  bool cut = start > 0 && size > SHOWN;
  start = size > SHOWN ? start : 0;
  end = size > SHOWN ? end : size;
  fprintf(stderr, "  %s%.*s%s\n  %s", cut ? "…" : "", (int)(end - start), line + start,
          end < size ? "…" : "", cut ? " " : "");
  for (size_t i = start; i < from; i++)
    if (((unsigned char)line[i] & 0xc0) != 0x80)
      fputc(line[i] == '\t' ? '\t' : ' ', stderr);
  size_t marks = 0;
  for (size_t i = from; i < end && i < from + place->size; i++)
    if (((unsigned char)line[i] & 0xc0) != 0x80)
      marks += fputc('^', stderr) == '^';
  fputs(marks ? "\n" : "^\n", stderr);
}

static bool is_number(const char *text) {
  char *end;
  double value = strtod(text, &end);
  return end != text && *end == '\0' && value >= 0 && value < 1e15;
}

/* Standard output's width in columns where it is a terminal; else 0. */
static size_t terminal_width(void) {
  struct winsize window;
  return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 ? window.ws_col
                                                                                 : 0;
}

int cmd_sparql_option(cmd_sparql *sparql, int argc, char **argv, const struct option *options,
                      int *ret_exit) {
  const char *name = sparql->command->name;
  for (;;) {
    int option = cmd_option(sparql->command, argc, argv, "s:h", options, &sparql->dataset.store);
    bool number = option == 't' || option == 'm' || option == 'T';
    if (number && !is_number(optarg)) {
      *ret_exit = cmd_usage(name,
                            option == 't'   ? "--timeout: no number of seconds"
                            : option == 'm' ? "--memory: no number of MiB"
                                            : "--service-timeout: no number of seconds",
                            optarg);
      return -2;
    }
    switch (option) {
    case 'h':
    case '?':
      *ret_exit = option == 'h' ? CMD_FINE : CMD_USAGE;
      return -2;
    case 't':
      sparql->options.timeout = strtod(optarg, NULL);
      break;
    case 'T':
      sparql->options.service_timeout = strtod(optarg, NULL);
      break;
    case 'm':
      sparql->options.memory = (size_t)(strtod(optarg, NULL) * (1 << 20));
      break;
    case 'j':
      sparql->options.threads = (unsigned)cmd_read_number(optarg, THREADS_MOST);
      if (sparql->options.threads > 0)
        break;
      *ret_exit = cmd_usage(name, "--threads: no number from 1 to 1024", optarg);
      return -2;
    case 'c':
      sparql->check = true;
      break;
    case 'n':
      sparql->options.no_default_prefixes = true;
      break;
    case 'S':
      sparql->options.service = false;
      break;
    default:
      return option;
    }
  }
}

static att_status parse_alone(const cmd_sparql *sparql, const att_buffer *text, att_error *reterr) {
  att_arena arena;
  att_ast *root;
  att_parse_options parse = {.update = sparql->write,
                             .no_default_prefixes = sparql->options.no_default_prefixes,
                             .base = sparql->options.base};
  att_arena_init(&arena, 0);
  att_status status = att_parse(&arena, (const char *)text->data, text->size - 1, &parse, &root,
                                sparql->options.place, reterr);
  att_arena_clear(&arena);
  return status;
}

static att_status run_on_data(cmd_sparql *sparql, const att_buffer *text, cmd_sparql_run run,
                              void *context, att_error *reterr) {
  att_sink out = {write_out, NULL};
  att_error closing;
  att_status status = cmd_dataset_open(&sparql->dataset, sparql->write, sparql->write ? NULL : text,
                                       &sparql->options, reterr);
  sparql->options.exact_dataset = sparql->dataset.files;
  watch(sparql);
  if (status == ATT_OK)
    status = run(sparql, (const char *)text->data, text->size - 1, &out, context, reterr);
  if (status == ATT_OK && fflush(stdout) != 0)
    status = write_failed(reterr);
  att_status closed =
      cmd_dataset_close(&sparql->dataset, sparql->write && status == ATT_OK, &closing);
  return status == ATT_OK && closed != ATT_OK ? att_error_set(reterr, closed, "%s", closing.message)
                                              : status;
}

int cmd_run_sparql(cmd_sparql *sparql, const char *argument, cmd_sparql_run run, void *context) {
  att_buffer text = ATT_BUFFER_INIT;
  att_error error = {0};
  att_parse_place place = {0};
  char *base = is_file_name(argument) ? cmd_file_iri(argument) : NULL;
  sparql->options.base = base ? base : ATT_BASE_IRI; /* of a text: a default (RFC 3986, 5.1.4) */
  sparql->options.place = &place;
  sparql->options.width = terminal_width();
  att_status status = cmd_read_sparql(argument, &text, &error);
  if (status == ATT_OK)
    status = sparql->check ? parse_alone(sparql, &text, &error)
                           : run_on_data(sparql, &text, run, context, &error);
  int code = status == ATT_OK ? CMD_FINE : cmd_fail(sparql->command->name, &error);
  if (status != ATT_OK && place.line > 0) {
    underline((const char *)text.data, &place);
    code = CMD_NO;
  }
  att_buffer_clear(&text);
  raptor_free_memory(base);
  if (stopped && status != ATT_OK) {
    fflush(stdout);
    signal(stopped, SIG_DFL);
    raise(stopped);
  }
  return code;
}
