#ifndef COMMON_XAP_BM25_HH
#define COMMON_XAP_BM25_HH

#include <algorithm>
#include <cmath>

/* BM25 as Xapian's BM25Weight has it with k2 0, k3 1 and min_normlen 0.5. */
struct bm25 {
	double k1, b;
	double mean; /* length of a document */

	double of(double rarity, double wdf, double length) const
	{
		double norm = std::max(length / mean, 0.5);

		if (wdf == 0)
			return 0;
		return rarity * (k1 + 1) * wdf /
		       (k1 * (norm * b + 1 - b) + wdf);
	}
};

/* The weight of a term that so many of all documents have. */
inline double rarity(double have, double documents)
{
	double odds = (documents - have + 0.5) / (have + 0.5);

	return std::log(odds < 2 ? odds * 0.5 + 1 : odds);
}

#endif
