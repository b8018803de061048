#include "common/xapian-c/types.hh"

#include <algorithm>
#include <cassert>
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
			enum shape shape, bool is_range = false)
{
	*out = new xap_query{query, shape, is_range, 1, 1, {}};
	return ST_OK;
}

enum status xap_query_term(xap_query **out, struct str term, uint32_t wqf,
			   struct error *err)
{
	enum status st = xap_check_term(term, err);

	*out = nullptr;
	if (st != ST_OK)
		return st;
	return guard(err, "query term", [&] {
		return leaf(out, Xapian::Query(own(term), wqf), shape::terms);
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

/* Terms, an OR of them, or nothing. */
static bool is_plain(const xap_query *q)
{
	return q->shape == shape::terms || q->shape == shape::none;
}

/* What an operator cannot hold throws in Xapian, some only in a search. */
static enum status check_part(enum xap_op op, const xap_query *part,
			      struct error *err)
{
	const char *rule;

	if (ops[op].positional && !is_plain(part))
		rule = "takes terms and ORs of terms only";
	else if (op == XAP_SYNONYM && part->has_range)
		rule = "takes no ranges";
	else
		return ST_OK;
	return error_set(err, ST_USAGE, "%s %s", ops[op].name, rule);
}

/* Sizes of the query to be: its depth is one more than its deepest part's. */
static enum status measure(xap_query *q, enum xap_op op,
			   xap_query *const *parts, size_t n, struct error *err)
{
	enum status st;

	for (size_t i = 0; i < n; i++) {
		st = check_part(op, parts[i], err);
		if (st != ST_OK)
			return st;
		q->depth = std::max(q->depth, parts[i]->depth + 1);
		q->has_range |= parts[i]->has_range;
		q->leaves += parts[i]->leaves;
		q->synonyms.insert(q->synonyms.end(),
				   parts[i]->synonyms.begin(),
				   parts[i]->synonyms.end());
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

static bool all_synonyms(xap_query *const *parts, size_t n)
{
	return std::all_of(parts, parts + n, [](const xap_query *part) {
		return part->shape == shape::synonyms;
	});
}

static bool any_none(xap_query *const *parts, size_t n)
{
	return std::any_of(parts, parts + n, [](const xap_query *part) {
		return part->shape == shape::none;
	});
}

/* The parts are checked. */
static void join(xap_query *q, enum xap_op op, xap_query *const *parts,
		 size_t n, uint32_t window)
{
	std::vector<Xapian::Query> all;

	if (op == XAP_AND && all_synonyms(parts, n)) {
		q->shape = shape::synonyms;
		q->query = synonyms_all(q->synonyms);
		return;
	}
	q->shape = op == XAP_OR && std::all_of(parts, parts + n, is_plain)
			   ? shape::terms
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
		xap_query q{{}, shape::none, false, 1, 0, {}};
		enum status st = measure(&q, op, parts, n, err);

		if (st != ST_OK)
			return st;
		if (n == 1 && op != XAP_SYNONYM)
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
	/* Finite even where all levels of a query multiply. */
	if (!(factor >= 0 && factor <= XAP_FACTOR_MAX))
		return error_set(err, ST_USAGE, "weight factor %g", factor);
	if (query->depth == XAP_QUERY_DEPTH_MAX)
		return error_set(err, ST_LIMIT, "query more than %d deep",
				 XAP_QUERY_DEPTH_MAX);
	return guard(err, "scale weight", [&] {
		*out = new xap_query{Xapian::Query(factor, query->query),
				     shape::other,
				     query->has_range,
				     query->depth + 1,
				     query->leaves,
				     query->synonyms};
		synonyms_scale(query, factor);
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
		return leaf(out, range(slot, low, high), shape::other, true);
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
