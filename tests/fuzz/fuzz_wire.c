#include <stdlib.h>

#include "indexer/wire.h"

/* Frames from a process that has lost its mind. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wire_in in = {.fd = -1, .p = malloc(size + 1), .len = size};
	struct wire_frame frame;
	struct error err;
	size_t before = 0;

	if (!in.p)
		return 0;
	in.size = size + 1;
	if (size)
		memcpy(in.p, data, size);
	while (wire_take(&frame, &in, &err) == ST_OK) {
		if (in.at <= before || in.at > in.len ||
		    frame.kind >= WIRE_KINDS)
			abort();
		if (frame.body.len > in.at - before)
			abort();
		before = in.at;
	}
	wire_in_free(&in);
	return 0;
}
