/* SPDX-License-Identifier: Apache-2.0
 *
 * One request of SPARQL 1.1's protocol to an endpoint, by libcurl: http and https alone, no proxy
 * credentials, no cookies, no files. Waits in steps that look at the execution's clock. One thread.
 */
#ifndef ATT_QUERIES_SERVICE_H
#define ATT_QUERIES_SERVICE_H

#include "queries/exec.h"
#include "queries/results_read.h"

typedef struct att_endpoint att_endpoint;

/* A connection that is kept between requests. ATT_ERR_MEMORY. */
att_status att_endpoint_new(att_exec *exec, att_endpoint **ret_endpoint) ATT_MUST_CHECK;
void att_endpoint_free(att_endpoint *endpoint);

/* Sends `query` to the IRI and gives the solutions to the handler as they come. ATT_ERR_IO, with
 * the IRI in `exec->error`, for all that is the endpoint's fault; ATT_ERR_LIMIT where the query is
 * out of time or was stopped; the handler's own status. */
att_status att_endpoint_ask(att_endpoint *endpoint, att_view iri, const char *query, size_t size,
                            const att_results_handler *handler) ATT_MUST_CHECK;

#endif
