#ifndef COMMON_XAP_UNION_SIZE_HH
#define COMMON_XAP_UNION_SIZE_HH

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>

#include <xapian.h>

/*
 * How many documents have one of several terms that know nothing of each other:
 * the two rarest together, rounded, count as one, and so on. Xapian does it so,
 * and shards on other machines weigh by it.
 */
class union_size
{
	double documents;
	std::priority_queue<double, std::vector<double>, std::greater<>> of;

      public:
	Xapian::doccount least = 0, most = 0;

	explicit union_size(Xapian::doccount n) : documents(n)
	{
	}
	void add(Xapian::doccount have)
	{
		of.push(have);
		least = std::max(least, have);
		most = (Xapian::doccount)std::min(documents,
						  (double)most + have);
	}
	/* Once, when all are added. */
	Xapian::doccount likely()
	{
		while (of.size() > 1 && documents > 0) {
			double a = of.top(), b;

			of.pop();
			b = of.top();
			of.pop();
			of.push(std::floor(a + b - a * b / documents + 0.5));
		}
		return (Xapian::doccount)of.top();
	}
};

#endif
