#include <stdint.h>

#include "common/base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read can be written, and read again to the same second. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[DATE_MAX_LEN];
	int64_t date, again;

	if (!date_parse(&date, (struct str){(const char *)data, size}))
		return 0;
	date_format_iso(text, date);
	if (!text[0]) /* a zone can carry a day out of the calendar */
		return 0;
	if (!date_parse(&again, (struct str){text, strlen(text)}) ||
	    again != date)
		__builtin_trap();
	return 0;
}
