#include "indexer/markup/refuse.h"

static int refused;

void refuse_markup(int on)
{
	refused = on;
}

enum status refused_markup(struct error *err)
{
	return refused ? error_set(err, ST_LIMIT, "its markup is not read")
		       : ST_OK;
}
