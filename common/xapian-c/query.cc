#include "common/xapian-c/types.hh"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

/* One row per enum xap_op. */
static const struct {
	Xapian::Query::op op;
	const char *name;
	bool positional;
} ops[] = {
	{Xapian::Query::OP_AND, "AND", false},
	{Xapian::Query::OP_OR, "OR", false},
	{Xapian::Query::OP_AND_NOT, "AND NOT", false},
	{Xapian::Query::OP_AND_MAYBE, "AND MAYBE", false},
	{Xapian::Query::OP_FILTER, "FILTER", false},
	{Xapian::Query::OP_SYNONYM, "SYNONYM", false},
	{Xapian::Query::OP_PHRASE, "PHRASE", true},
	{Xapian::Query::OP_NEAR, "NEAR", true},
};

static enum status leaf(xap_query **out, const Xapian::Query &query,
			enum shape shape)
{
	*out = new xap_query{query, shape, 1, 1};
	return ST_OK;
}

enum status xap_query_term(xap_query **out, struct str term, uint32_t wqf,
			   struct error *err)
{
	enum status st = check_term(term, err);

	*out = nullptr;
	if (st != ST_OK)
		return st;
	return guard(err, "query term", [&] {
		return leaf(out, Xapian::Query(own(term), wqf), shape::term);
	});
}

enum status xap_query_all(xap_query **out, struct error *err)
{
	*out = nullptr;
	/* Not Query::MatchAll: a copy of a global counts references in it. */
	return guard(err, "query", [&] {
		return leaf(out, Xapian::Query(std::string()), shape::other);
	});
}

enum status xap_query_none(xap_query **out, struct error *err)
{
	*out = nullptr;
	return guard(err, "query",
		     [&] { return leaf(out, Xapian::Query(), shape::none); });
}

/* What PHRASE and NEAR cannot hold throws in Xapian, some only in a search. */
static enum status check_positional(enum xap_op op, const xap_query *part,
				    struct error *err)
{
	if (!ops[op].positional || part->shape != shape::other)
		return ST_OK;
	return error_set(err, ST_USAGE,
			 "%s takes terms and ORs of terms only: %s",
			 ops[op].name, part->query.get_description().c_str());
}

/* Sizes of the query to be: its depth is one more than its deepest part's. */
static enum status measure(xap_query *q, enum xap_op op,
			   xap_query *const *parts, size_t n, struct error *err)
{
	enum status st;

	for (size_t i = 0; i < n; i++) {
		st = check_positional(op, parts[i], err);
		if (st != ST_OK)
			return st;
		q->depth = std::max(q->depth, parts[i]->depth + 1);
		q->leaves += parts[i]->leaves;
		if (q->leaves > XAP_QUERY_LEAVES_MAX)
			return error_set(err, ST_LIMIT,
					 "query of more than %d terms",
					 XAP_QUERY_LEAVES_MAX);
	}
	if (q->depth > XAP_QUERY_DEPTH_MAX)
		return error_set(err, ST_LIMIT, "query more than %d deep",
				 XAP_QUERY_DEPTH_MAX);
	return ST_OK;
}

static bool all_terms(xap_query *const *parts, size_t n)
{
	return std::all_of(parts, parts + n, [](const xap_query *part) {
		return part->shape == shape::term;
	});
}

static bool any_none(xap_query *const *parts, size_t n)
{
	return std::any_of(parts, parts + n, [](const xap_query *part) {
		return part->shape == shape::none;
	});
}

/* Two parts or more, all checked. */
static void join(xap_query *q, enum xap_op op, xap_query *const *parts,
		 size_t n, uint32_t window)
{
	std::vector<Xapian::Query> all;

	q->shape = op == XAP_OR && all_terms(parts, n) ? shape::or_of_terms
						       : shape::other;
	if (ops[op].positional && any_none(parts, n)) {
		q->shape = shape::none;
		return;
	}
	for (size_t i = 0; i < n; i++)
		all.push_back(parts[i]->query);
	if (ops[op].positional)
		window = std::max(window, (uint32_t)n);
	else
		window = 0;
	q->query = Xapian::Query(ops[op].op, all.begin(), all.end(), window);
	if (q->query.empty())
		q->shape = shape::none;
}

enum status xap_query_combine(xap_query **out, enum xap_op op,
			      xap_query *const *parts, size_t n,
			      uint32_t window, struct error *err)
{
	assert((size_t)op < sizeof(ops) / sizeof(*ops));
	*out = nullptr;
	if (n == 0)
		return xap_query_none(out, err);
	return guard(err, ops[op].name, [&] {
		xap_query q{{}, shape::none, 1, 0};
		enum status st = measure(&q, op, parts, n, err);

		if (st != ST_OK)
			return st;
		if (n == 1)
			q = *parts[0];
		else
			join(&q, op, parts, n, window);
		*out = new xap_query(q);
		return ST_OK;
	});
}

enum status xap_query_scale(xap_query **out, const xap_query *query,
			    double factor, struct error *err)
{
	*out = nullptr;
	if (!std::isfinite(factor) || factor < 0)
		return error_set(err, ST_USAGE, "weight factor %g", factor);
	if (query->depth == XAP_QUERY_DEPTH_MAX)
		return error_set(err, ST_LIMIT, "query more than %d deep",
				 XAP_QUERY_DEPTH_MAX);
	return guard(err, "scale weight", [&] {
		*out = new xap_query{Xapian::Query(factor, query->query),
				     shape::other, query->depth + 1,
				     query->leaves};
		if ((*out)->query.empty())
			(*out)->shape = shape::none;
		return ST_OK;
	});
}

static Xapian::Query range(uint32_t slot, struct str low, struct str high)
{
	if (low.len == 0 && high.len == 0)
		return Xapian::Query(std::string());
	if (low.len == 0)
		return Xapian::Query(Xapian::Query::OP_VALUE_LE, slot,
				     own(high));
	if (high.len == 0)
		return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot,
				     own(low));
	return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, own(low),
			     own(high));
}

enum status xap_query_range(xap_query **out, uint32_t slot, struct str low,
			    struct str high, struct error *err)
{
	*out = nullptr;
	return guard(err, "value range", [&] {
		Xapian::Query query = range(slot, low, high);

		return leaf(out, query,
			    query.empty() ? shape::none : shape::other);
	});
}

enum status xap_query_describe(const xap_query *q, struct buf *out,
			       struct error *err)
{
	return guard(err, "describe query", [&] {
		return fill(out, q->query.get_description(), err);
	});
}

void xap_query_free(xap_query *q)
{
	delete q;
}
