/* SPDX-License-Identifier: Apache-2.0
 *
 * What the fuzz targets share. A target is one file with LLVMFuzzerTestOneInput(); it is linked
 * with libFuzzer (`make fuzz`), or with replay.c, which runs the committed inputs (`make check`).
 */
#ifndef ATT_TESTS_FUZZ_FUZZ_H
#define ATT_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A new empty folder in memory where there is such a place, removed at the end of the process. */
const char *fuzz_folder(void);

/* Ends the process with the message of what must not fail. */
void fuzz_must(att_status status, const att_error *error);

/* Ends the process, so that libFuzzer keeps the input. */
_Noreturn void fuzz_fail(const char *message);

#endif
