/* source.h - who says how many. */
#ifndef DG_TALLY_SOURCE_H
#define DG_TALLY_SOURCE_H

#include "tally/kind.h"

/* Fill according_to, in the order of the chain, and as_of where the text dates the figure. */
void dg_tally_source(const dg_counter *counter, const dg_counted_people *people,
                     dragoman_tally *tally);

#endif
