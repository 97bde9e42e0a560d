# Analysed sentences to facts to quads.
noinst_LTLIBRARIES += libextract.la
libextract_la_SOURCES = extract/argument.c extract/argument.h extract/calendar.c extract/calendar.h extract/cited.c extract/collapse.c extract/companion.c extract/delegation.c extract/derivation.c extract/derivation.h \
  extract/collapse.h extract/emit.c extract/emit.h extract/event.c extract/event.h \
  extract/facts.c extract/facts.h extract/guest.c extract/index.c extract/index.h extract/initiative.c extract/known.c extract/lexicon.c extract/lexicon.h extract/lexicon_check.c extract/lexicon_words.c extract/lexicon_words.h extract/meeting.c extract/meeting_implied.c extract/meeting_same.c extract/meeting_told.c extract/meeting_troops.c \
  extract/mend.c extract/mend.h extract/mend_names.c extract/mention.c extract/modality.c extract/names.c extract/naming.c extract/move.c extract/move.h extract/move_aside.c extract/move_list.c extract/move_mission.c extract/move_series.c extract/move_status.c extract/nest.c extract/occasion.c extract/occasion.h extract/occasion_named.c extract/occasion_mission.c extract/occasion_partakers.c extract/occasion_paper.c extract/occasion_post.c extract/occasion_presence.c extract/occasion_session.c extract/occasion_thanks.c \
  extract/occasion_noun.c extract/occasion_verb.c extract/office.c extract/organization.c extract/person.c extract/place.c extract/press.c \
  extract/pronoun.c extract/reference.c extract/reference.h extract/reference_role.c extract/role.c extract/role.h extract/role_body.c extract/role_front.c extract/role_lede.c extract/role_plural.c extract/role_state.c extract/role_union.c extract/role_unit.c extract/role_verb.c extract/role_when.c extract/scan.h extract/settle.c extract/spans.c \
  extract/spans.h extract/spoken.c extract/statement.c extract/statement.h extract/statement_content.c extract/statement_invite.c extract/statement_speech.c extract/ties.c extract/time.c extract/time.h extract/time_whose.c extract/topic.c extract/trace.c extract/trace.h extract/transcript.c extract/unreal.c extract/visit.c extract/visit_add.c extract/visit_being.c extract/visit_journey.c extract/visit_list.c extract/visit_told.c \
  extract/visit_noun.c extract/weigh.c extract/where.c
libextract_la_CFLAGS = $(AM_CFLAGS) $(NETTLE_CFLAGS)
libextract_la_LIBADD = libontology.la libgraph.la libtext.la $(NETTLE_LIBS) $(XXHASH_LIBS)
