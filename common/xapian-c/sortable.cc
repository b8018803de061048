#include "common/xapian-c/types.hh"

size_t xap_sortable(double v, char out[XAP_SORTABLE_MAX])
{
	/* Short enough for std::string to need no memory. */
	std::string s = Xapian::sortable_serialise(v);

	memcpy(out, s.data(), s.size());
	return s.size();
}

double xap_unsortable(struct str value)
{
	double v = 0;

	(void)guard(nullptr, "read number", [&] {
		v = Xapian::sortable_unserialise(own(value));
		return ST_OK;
	});
	return v;
}
