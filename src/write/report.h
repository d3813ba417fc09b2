/*
 * report.h - parts of the readable report that the explanation of a row uses too.
 */
#ifndef DG_REPORT_H
#define DG_REPORT_H

#include "write/flow.h"
#include "record/names.h"

/* One row of a layer in words, as it stands below its sentence in the report. */
void dg_report_event(dg_flow *flow, const dragoman_record *record, const dragoman_event *event);
void dg_report_statement(dg_flow *flow, const dragoman_record *record, const dragoman_statement *s);
void dg_report_tally(dg_flow *flow, const dragoman_record *record, const dragoman_tally *tally);
void dg_report_time(dg_flow *flow, const dragoman_record *record, const dragoman_time *time);
void dg_report_step(dg_flow *flow, const dragoman_record *record, const dragoman_step *step);

/* The styles in which an event's words stand, painted over a sentence's bytes. */
typedef struct dg_paint {
    dragoman_span sentence;
    uint8_t *styles; /* [sentence.end - sentence.start] */
} dg_paint;
void dg_paint_span(dg_paint *paint, dragoman_span span, dg_style style);
void dg_paint_event(dg_paint *paint, const dragoman_record *record, const dragoman_event *event);
void dg_paint_statement(dg_paint *paint, const dragoman_statement *s);
void dg_paint_tally(dg_paint *paint, const dragoman_tally *tally);

/* "Antony Blinken (USA GOV)" */
void dg_report_who(dg_flow *flow, const dragoman_record *record, uint32_t entity);

#endif
