#ifndef COMMON_BASE_DATE_H
#define COMMON_BASE_DATE_H

#include <stdint.h>

#include "common/base/str.h"

/* Dates are seconds since 1970-01-01T00:00:00 UTC. */
#define DATE_NONE INT64_MIN /* unknown */

/*
 * Read a date as people and programs write it: ISO 8601 with and without time
 * and zone ("2006-06-14", "2018-11-20 16:33 +0100", "2017-01-20T09:00:00.000Z",
 * "2015-03-17 14:00:00 -4", "2010-06-07 15:20:00 GMT"), RFC 5322 ("Wed, 14 Jun
 * 2006 09:30:00 GMT"), "06/14/2006 01:02:03 PM" (month first unless the first
 * number exceeds 12), "14 June 2006", "June 14, 2006", "14.06.2006",
 * "2006/06/14", month names in English, French, German and Arabic (Levantine
 * and Egyptian), Arabic-Indic digits. "ET", "CT", "MT" and "PT" have daylight
 * time by the rule of the United States. Without a zone: UTC. Years 1 to 9999;
 * a month without a day is its first. Text over 128 bytes is no date. Returns 1
 * and *out, or 0 when it is no date (*out untouched).
 */
int date_parse(int64_t *out, struct str text);

enum { DATE_MAX_LEN = 32 /* bytes, NUL included */ };
/* "2006-06-14T00:00:00Z"; DATE_NONE gives "". */
void date_format_iso(char out[DATE_MAX_LEN], int64_t date);
/* "2006-06-14"; DATE_NONE gives "". */
void date_format_day(char out[DATE_MAX_LEN], int64_t date);

#endif
