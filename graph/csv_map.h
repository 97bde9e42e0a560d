/* SPDX-License-Identifier: Apache-2.0
 *
 * CSV tables as RDF by a declarative map (docs/csv-maps.md): a row becomes a subject with classes
 * and properties. libcsv parses the table. Knows no stores: quads go to a sink. One
 * map, one thread.
 */
#ifndef ATT_GRAPH_CSV_MAP_H
#define ATT_GRAPH_CSV_MAP_H

#include <stdio.h>

#include "graph/sink.h"

typedef struct att_csv_map att_csv_map;

/* Reads a map file and the tables it looks values up in; one not beside the map is taken from
 * attache's own data files. ATT_ERR_SYNTAX names file and line; ATT_ERR_IO. */
att_status att_csv_map_open(const char *path, att_csv_map **ret_map,
                            att_error *reterr) ATT_MUST_CHECK;
void att_csv_map_close(att_csv_map *map);

/* Sends what the table, read to its end, says; `name` is for messages, `graph` (may be NULL) is the
 * IRI of the quads' graph. *ret_count is the number of quads. ATT_ERR_SYNTAX names file and
 * line. */
att_status att_csv_map_read(att_csv_map *map, FILE *file, const char *name, const char *graph,
                            const att_quad_sink *sink, uint64_t *ret_count,
                            att_error *reterr) ATT_MUST_CHECK;

#endif
