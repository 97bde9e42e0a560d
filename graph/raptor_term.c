/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/raptor_term.h"

att_term att_term_from_raptor(const raptor_term *from) {
  att_term term = {.kind = ATT_TERM_IRI};
  size_t size;
  if (from->type == RAPTOR_TERM_TYPE_URI) {
    term.lexical.data = (char *)raptor_uri_as_counted_string(from->value.uri, &size);
    term.lexical.size = size;
  } else if (from->type == RAPTOR_TERM_TYPE_BLANK) {
    term.kind = ATT_TERM_BLANK;
    term.lexical = (att_view){(char *)from->value.blank.string, from->value.blank.string_len};
  } else {
    term.kind = ATT_TERM_LITERAL;
    term.lexical = (att_view){(char *)from->value.literal.string, from->value.literal.string_len};
    if (from->value.literal.language)
      term.language = (att_view){(char *)from->value.literal.language,
                                 from->value.literal.language_len};
    else if (from->value.literal.datatype)
      term.datatype = att_view_of((char *)raptor_uri_as_string(from->value.literal.datatype));
    if (att_view_equal(term.datatype, att_view_of(ATT_XSD "string")))
      term.datatype = (att_view){NULL, 0};
  }
  return term;
}

raptor_term *att_term_to_raptor(raptor_world *world, const att_term *term) {
  const unsigned char *lexical = (const unsigned char *)term->lexical.data, *language = NULL;
  raptor_uri *datatype = NULL;
  if (term->kind == ATT_TERM_IRI)
    return raptor_new_term_from_counted_uri_string(world, lexical, term->lexical.size);
  if (term->kind == ATT_TERM_BLANK)
    return raptor_new_term_from_counted_blank(world, lexical, term->lexical.size);
  if (term->language.size)
    language = (const unsigned char *)term->language.data;
  else if (term->datatype.size)
    datatype = raptor_new_uri_from_counted_string(
        world, (const unsigned char *)term->datatype.data, term->datatype.size);
  raptor_term *literal =
      raptor_new_term_from_counted_literal(world, lexical, term->lexical.size, datatype, language,
                                           (unsigned char)term->language.size);
  if (datatype)
    raptor_free_uri(datatype);
  return literal;
}
