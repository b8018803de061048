#include "common/xapian-c/types.hh"

uint32_t doc_lengths::of(Xapian::docid docid)
{
	if (docid / LENGTHS_BLOCK != number) {
		char key[LENGTHS_KEY];

		lengths_key(key, docid);
		block = db.get_metadata(std::string(key, LENGTHS_KEY));
		number = docid / LENGTHS_BLOCK;
	}
	return lengths_get(borrow(block), docid);
}

/* Copies of a database have one UUID, whatever became of them since: what
 * tells parts apart is where they are open. */
std::shared_ptr<doc_lengths> lengths_of_parts::of(const Xapian::Database &part)
{
	std::shared_ptr<doc_lengths> &found = parts[part.internal[0].get()];

	if (!found)
		found = std::make_shared<doc_lengths>(part);
	return found;
}
