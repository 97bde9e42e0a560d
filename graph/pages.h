/* SPDX-License-Identifier: Apache-2.0
 *
 * The pages of a store's file, walked before LMDB trusts them. LMDB reads through a memory map and
 * believes what the pages say: a page number past the end of the file, a node that leaves its page
 * or two parents of one page end the process, or worse. This walk believes nothing, so a file of
 * any bytes is safe to hand to it. Format: lmdb.h's data version 1, as mdb.c of LMDB 0.9 lays it
 * out (MDB_page, MDB_node, MDB_db, MDB_meta). Knows no ids and no blocks: check.c does.
 */
#ifndef ATT_GRAPH_PAGES_H
#define ATT_GRAPH_PAGES_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* What a named table must be like. Tables that are not listed may have any. */
typedef struct {
  const char *name;
  unsigned flags;    /* MDB_INTEGERKEY, … as LMDB keeps them */
  size_t key_size;   /* 0: any */
  size_t value_size; /* 0: any */
} att_table_shape;

/* Whether the file's two heads make sense, so that LMDB may map it. ATT_ERR_FORMAT: no LMDB file,
 * or one of another machine; ATT_ERR_CORRUPT, ATT_ERR_IO. `name` is for messages. */
att_status att_pages_check_head(int fd, const char *name, att_error *reterr) ATT_MUST_CHECK;

/* Walks all that the snapshot `txnid` reaches: every page is in the file, is what its parent takes
 * it for, has one parent, and holds its nodes exactly; free pages are free; counts are right. The
 * caller holds a read transaction of that number, so that none of it is written over. `shapes`
 * ends with a NULL name. ATT_ERR_CORRUPT names the page; ATT_ERR_BUSY: the head has moved on. */
att_status att_pages_check(int fd, const char *name, uint64_t txnid, const att_table_shape *shapes,
                           att_error *reterr) ATT_MUST_CHECK;

#endif
