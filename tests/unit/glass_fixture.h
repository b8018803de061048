#ifndef TESTS_UNIT_GLASS_FIXTURE_H
#define TESTS_UNIT_GLASS_FIXTURE_H

/* Documents of all kinds, the same each time, and runs of them. */

#include "common/glass/gather.h"
#include "common/glass/merge.h"
#include "common/glass/postings.h"
#include "tests/unit/xap_fixture.h"

static uint64_t seed;

/* Below n. */
static inline uint32_t any(uint32_t n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)((seed >> 33) % n);
}

static inline struct str any_bytes(char *p, size_t len)
{
	for (size_t i = 0; i < len; i++)
		p[i] = (char)any(256);
	return (struct str){p, len};
}

/* Of about `n` different terms; few of them are long or have NULs. */
static inline struct str any_term(char p[XAP_TERM_MAX], uint32_t n)
{
	const uint32_t which = any(n);
	const uint64_t before = seed;
	size_t len;

	seed = which * 7919U;
	any(2);
	len = any(40) ? 1 + any(9) : 100 + any(80);
	for (size_t i = 0; i < len; i++)
		p[i] = any(60) ? (char)('a' + any(26)) : (char)any(3);
	/* No two of them in a few letters, so that there are that many. */
	if (len > 3)
		memcpy(p + len - 3, &which, 3);
	seed = before;
	if (len > XAP_TERM_MAX / 2) /* NULs count twice */
		len = XAP_TERM_MAX / 2;
	return (struct str){p, len};
}

static inline void add_words(xap_doc *d, uint32_t words, uint32_t terms)
{
	char term[XAP_TERM_MAX];

	for (uint32_t i = 0; i < words; i++) {
		struct str t = any_term(term, any(2) ? terms : 1 + terms / 50);
		const uint32_t pos = any(20) ? i : any(1 << 20);

		if (any(15) == 0)
			OK(xap_doc_add_term(d, t, any(3), NULL));
		else
			OK(xap_doc_add_posting(
				d, t, pos, any(50) ? 1 : 1 + any(200), NULL));
	}
}

static inline void add_rest(xap_doc *d)
{
	static char bytes[20000];

	if (any(4))
		OK(xap_doc_set_data(
			d, any_bytes(bytes, any(30) ? any(300) : any(20000)),
			NULL));
	for (uint32_t i = any(4); i; i--)
		OK(xap_doc_set_value(
			d, any(30) ? any(6) : any(128),
			any_bytes(bytes, any(30) ? any(20) : any(6000)), NULL));
}

static inline void make_doc(xap_doc *d, uint32_t words, uint32_t terms)
{
	xap_doc_clear(d);
	add_words(d, any(30) ? any(words) : 0, terms);
	add_rest(d);
}

static const char *const none[] = {NULL};

/* Of these texts; ends at NULL. The n-th has the term Q<n>. */
static inline void gather(const char *name, const char *const *texts)
{
	struct glass_gather *g;
	const char *run = path(name);
	xap_doc *d;

	OK(xap_doc_new(&d, NULL));
	OK(glass_gather_new(&g, run, NULL));
	for (unsigned i = 0; texts[i]; i++) {
		char id[16];

		fill_doc(d, texts[i]);
		snprintf(id, sizeof(id), "Q%u", i + 1);
		OK(xap_doc_add_term(d, str_of(id), 0, NULL));
		OK(glass_gather_add(g, d, NULL));
	}
	OK(glass_gather_end(g, NULL));
	glass_gather_free(g);
	xap_doc_free(d);
}

#endif
