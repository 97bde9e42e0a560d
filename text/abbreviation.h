/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that are written with a full stop of their own, from ontology/abbreviations.tsv and the
 * abbreviations of ontology/ranks.tsv. Opened once, then shared by threads.
 */
#ifndef ATT_TEXT_ABBREVIATION_H
#define ATT_TEXT_ABBREVIATION_H

#include <stddef.h>

#include "base/status.h"

typedef struct att_abbreviations att_abbreviations;

typedef enum {
  ATT_ABBREVIATION_NONE,
  ATT_ABBREVIATION_ANYWHERE, /* at a sentence's end, too: "Corp." */
  ATT_ABBREVIATION_BEFORE,   /* before a name or number, so that no sentence ends with it: "Gen." */
} att_abbreviation;

/* ATT_ERR_SYNTAX "file:line: …" for a row that is none; ATT_ERR_MEMORY; else the errors of
 * att_table_open_data(). */
att_status att_abbreviations_open(att_abbreviations **ret_abbreviations,
                                  att_error *reterr) ATT_MUST_CHECK;
void att_abbreviations_close(att_abbreviations *abbreviations);

/* What `size` bytes at `word`, which a full stop follows, are. Binary search. */
att_abbreviation att_abbreviations_find(const att_abbreviations *abbreviations, const char *word,
                                        size_t size);

#endif
