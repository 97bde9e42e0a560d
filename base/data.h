/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the program's own data files are: tables, rules, models. In this order: the folder named
 * by $ATTACHE_DATA, the installed one, the source tree of an uninstalled build. Thread-safe as long
 * as nobody changes the environment.
 */
#ifndef ATT_BASE_DATA_H
#define ATT_BASE_DATA_H

#include "base/status.h"

enum { ATT_DATA_PATH_SIZE = 4096 };

/* The path of `name` ("ontology/states.tsv") in the first of the folders that has it, into `path`
 * of ATT_DATA_PATH_SIZE bytes. Where $ATTACHE_DATA is set, only that folder counts.
 * ATT_ERR_NOT_FOUND names the file and the folders tried; ATT_ERR_LIMIT for a path too long. */
att_status att_data_path(const char *name, char *path, att_error *reterr) ATT_MUST_CHECK;

#endif
