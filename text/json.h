/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON as a source of articles and of metadata. The parser is jansson. Internal to text/.
 */
#ifndef ATT_TEXT_JSON_H
#define ATT_TEXT_JSON_H

#include "text/format.h"

/* ATT_ERR_USAGE for a field that is not NAME=PATH with a known name. */
att_status att_json_check_fields(const char *const *fields, att_error *reterr) ATT_MUST_CHECK;

/* Sets fields from a page's JSON-LD: what it says of an article. What is no JSON is passed over.
 * *ret_body gets the article's text, to be freed, where it is given and `ret_body` is not NULL. */
att_status att_json_take_linked(att_source *source, const char *bytes, size_t size,
                                char **ret_body) ATT_MUST_CHECK;

#endif
