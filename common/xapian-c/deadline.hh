#ifndef COMMON_XAP_DEADLINE_HH
#define COMMON_XAP_DEADLINE_HH

#include <time.h>

#include <xapian.h>

/*
 * Every document until it is too late, then none: what a search is filtered by
 * ends it with what it has found. Xapian asks it about each candidate, also
 * about those that a phrase rejects, which a MatchDecider never sees.
 */
class deadline_source final : public Xapian::PostingSource
{
	enum { LOOK_EVERY = 64 /* candidates between looks at the clock */ };

	int64_t deadline; /* of CLOCK_MONOTONIC, ms */
	bool *late;       /* shared by the clones, one a shard */
	Xapian::doccount documents = 0;
	Xapian::docid at = 0, last = 0;
	unsigned asked = 0;

	void look()
	{
		struct timespec now;

		if (*late || asked++ % LOOK_EVERY != 0)
			return;
		clock_gettime(CLOCK_MONOTONIC, &now);
		*late = now.tv_sec * 1000 + now.tv_nsec / 1000000 >= deadline;
	}

      public:
	deadline_source(int64_t when, bool *is_late)
	    : deadline(when), late(is_late)
	{
	}

	void init(const Xapian::Database &db) override
	{
		documents = db.get_doccount();
		last = db.get_lastdocid();
		at = 0;
		asked = 0;
	}

	/* All of them, so that counts stay exact while there is time. */
	Xapian::doccount get_termfreq_min() const override
	{
		return documents;
	}

	Xapian::doccount get_termfreq_est() const override
	{
		return documents;
	}

	Xapian::doccount get_termfreq_max() const override
	{
		return documents;
	}

	void next(double) override
	{
		at++;
		look();
	}

	void skip_to(Xapian::docid wanted, double) override
	{
		if (wanted > at)
			at = wanted;
		look();
	}

	bool at_end() const override
	{
		return *late || at > last;
	}

	Xapian::docid get_docid() const override
	{
		return at;
	}

	Xapian::PostingSource *clone() const override
	{
		return new deadline_source(deadline, late);
	}

	std::string name() const override
	{
		return "deadline";
	}
};

#endif
