/*
 * timex.c - an article's times marked in place with TIMEX3, as a TimeML 1.2.1 document. The
 * article's date is t0, its creation time. Of times that overlap the first stands; XML knows no
 * other.
 */
#include "base/str.h"
#include "record/fields.h"
#include "record/names.h"

/* Text of XML: escaped, control characters, which XML 1.0 does not allow, as blanks. */
static void put_text(dg_out *out, dragoman_str s) {
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '&')
            dg_out_z(out, "&amp;");
        else if (c == '<')
            dg_out_z(out, "&lt;");
        else if (c == '>')
            dg_out_z(out, "&gt;");
        else if (c == '"')
            dg_out_z(out, "&quot;");
        else
            dg_out_char(out, c < 32 && c != '\n' && c != '\t' ? ' ' : (char)c);
    }
}

static void put_attribute(dg_out *out, const char *name, const char *value) {
    if (!value || !*value) return;
    dg_out_char(out, ' ');
    dg_out_z(out, name);
    dg_out_z(out, "=\"");
    put_text(out, dg_str(value));
    dg_out_char(out, '"');
}

static void put_time(dg_out *out, const dragoman_record *r, uint32_t index) {
    const dragoman_time *t = &r->times[index];
    char id[16], anchor[16] = "";
    snprintf(id, sizeof id, "t%u", index + 1);
    if (t->anchor == -1 && r->article.published.year)
        snprintf(anchor, sizeof anchor, "t0");
    else if (t->anchor >= 0 && (uint32_t)t->anchor < r->time_count)
        snprintf(anchor, sizeof anchor, "t%d", t->anchor + 1);
    dg_out_z(out, "<TIMEX3");
    put_attribute(out, "tid", id);
    put_attribute(out, "type", t->type);
    /* value is required: the digits not known are X */
    put_attribute(out, "value",
                  t->value[0]                                   ? t->value
                  : t->type && strcmp(t->type, "DURATION") == 0 ? "PX"
                                                                : "XXXX-XX-XX");
    put_attribute(out, "mod", t->mod);
    if (*anchor) put_attribute(out, "temporalFunction", "true");
    put_attribute(out, "anchorTimeID", anchor);
    dg_out_char(out, '>');
    put_text(out, dg_words(r, t->span));
    dg_out_z(out, "</TIMEX3>");
}

static void put_published(dg_out *out, dragoman_date date) {
    if (!date.year) return;
    dg_out_z(out, "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"");
    dg_out_date(out, date);
    dg_out_z(out, "\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">");
    dg_out_date(out, date);
    dg_out_z(out, "</TIMEX3></DCT>\n");
}

/* The first time that begins at `at` or behind it, the longest of those that begin there. */
static uint32_t next_time(const dragoman_record *r, uint32_t at) {
    uint32_t best = DRAGOMAN_NONE;
    for (uint32_t i = 0; i < r->time_count; i++) {
        dragoman_span s = r->times[i].span, b = best == DRAGOMAN_NONE ? s : r->times[best].span;
        if (s.start < at || !dg_has_span(s) || s.end > r->article.text.len) continue;
        if (best == DRAGOMAN_NONE || s.start < b.start || (s.start == b.start && s.end > b.end))
            best = i;
    }
    return best;
}

int dragoman_write_timex(dragoman_buffer *buffer, const dragoman_record *record,
                         dragoman_error *error) {
    dg_out out = dg_out_begin(buffer);
    dragoman_str text = record->article.text;
    dg_out_z(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                   "xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/"
                   "TimeML_1.2.1.xsd\">\n<DOCID>");
    put_text(&out, record->article.id);
    dg_out_z(&out, "</DOCID>\n");
    put_published(&out, record->article.published);
    if (record->article.title.len) {
        dg_out_z(&out, "<TITLE>");
        put_text(&out, record->article.title);
        dg_out_z(&out, "</TITLE>\n");
    }
    dg_out_z(&out, "<TEXT>");
    uint32_t at = 0, time;
    while ((time = next_time(record, at)) != DRAGOMAN_NONE) {
        dragoman_span span = record->times[time].span;
        put_text(&out, (dragoman_str){text.ptr + at, span.start - at});
        put_time(&out, record, time);
        at = span.end;
    }
    if (text.len > at) put_text(&out, (dragoman_str){text.ptr + at, text.len - at});
    dg_out_z(&out, "</TEXT>\n</TimeML>\n");
    return dg_out_end(&out, error);
}
