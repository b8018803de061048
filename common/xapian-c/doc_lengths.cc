#include "common/xapian-c/types.hh"

doc_lengths::doc_lengths(const Xapian::Database &part)
    : db(part), blocks(part.get_lastdocid() / LENGTHS_BLOCK + 1),
      have(blocks.size())
{
}

uint32_t doc_lengths::of(Xapian::docid docid)
{
	const size_t i = docid / LENGTHS_BLOCK;

	if (i >= blocks.size())
		return 0;
	if (!have[i]) {
		char key[LENGTHS_KEY];

		lengths_key(key, docid);
		blocks[i] = db.get_metadata(std::string(key, LENGTHS_KEY));
		have[i] = true;
	}
	return lengths_get(borrow(blocks[i]), docid);
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
