/* SPDX-License-Identifier: Apache-2.0
 *
 * IRIs as people write them: short, as tables and Turtle show them. Knows no store.
 */
#ifndef ATT_CMD_IRI_H
#define ATT_CMD_IRI_H

#include <stdbool.h>
#include <stddef.h>

/* A scheme and a colon, and nothing that an IRI may not hold. */
bool cmd_iri_is_absolute(const char *text);

/* The IRI that is meant: "id/person/x" and "doc/1f" below the base that exports have, "dr:x" by a
 * prefix of exports, "<iri>" without its brackets; anything else as it is. In `text` of `size`
 * bytes, cut where it does not fit. */
const char *cmd_iri_expand(const char *given, char *text, size_t size);

/* The IRI without the base, as tables show it; of `size` bytes. */
const char *cmd_iri_shorten(const char *iri, size_t *size);

#endif
