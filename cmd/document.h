/* SPDX-License-Identifier: Apache-2.0
 *
 * What the commands that read articles share: files, the language model.
 */
#ifndef ATT_CMD_DOCUMENT_H
#define ATT_CMD_DOCUMENT_H

#include "base/buffer.h"
#include "text/model.h"
#include "text/reader.h"

/* A whole file, or standard input for "-", into `buffer` (emptied first). ATT_ERR_NOT_FOUND,
 * ATT_ERR_IO, ATT_ERR_LIMIT over 64 MiB, ATT_ERR_MEMORY. */
att_status cmd_read_file(const char *path, att_buffer *buffer, att_error *reterr) ATT_MUST_CHECK;

/* The model named by $ATTACHE_MODEL, else the one among the data files (base/data.h). The errors
 * are those of att_data_path() and att_model_open(). */
att_status cmd_open_model(att_model **ret_model, att_error *reterr) ATT_MUST_CHECK;

#endif
