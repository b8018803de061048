/*
 * Any bytes as an address: a refusal, or a page whose markup does not depend
 * on what was typed. Lines are the variables QUERY_STRING, SERVER_NAME and
 * HTTP_IF_NONE_MATCH.
 */
#include <stdlib.h>
#include <string.h>

#include "common/text/utf8.h"
#include "query/cgi/opensearch.h"
#include "query/cgi/page.h"
#include "query/cgi/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct variables {
	char *query, *host, *match;
};

static const char *get(void *ctx, const char *name)
{
	const struct variables *v = ctx;

	if (strcmp(name, "REQUEST_METHOD") == 0)
		return "GET";
	if (strcmp(name, "QUERY_STRING") == 0)
		return v->query;
	if (strcmp(name, "SERVER_NAME") == 0)
		return v->host;
	return strcmp(name, "HTTP_IF_NONE_MATCH") == 0 ? v->match : NULL;
}

static void count(unsigned counts[4], struct str page)
{
	memset(counts, 0, 4 * sizeof(*counts));
	for (size_t i = 0; i < page.len; i++) {
		unsigned char c = (unsigned char)page.p[i];

		counts[0] += c == '<';
		counts[1] += c == '>';
		counts[2] += c == '"';
		counts[3] += c == '\'' || (c < ' ' && c != '\n') || c == 0x7f;
	}
}

static void measure(unsigned counts[4], const struct request *r)
{
	const struct page page = {.title = STR("x"), .request = r};
	struct buf b = BUF_INIT(1 << 20);
	struct sink sink = SINK_BUF(&b);

	template_fill(&sink, part_page, page_holes, &page);
	if (sink.failed.status != ST_OK || !utf8_valid(buf_str(&b)))
		abort();
	count(counts, buf_str(&b));
	buf_free(&b);
}

/* The same request with an "x" for each text. */
static struct request plain(const struct request *r)
{
	struct request p = *r;
	struct str *texts[] = {
		&p.q,           &p.from,        &p.to,           &p.filter.tag,
		&p.filter.site, &p.filter.lang, &p.filter.author};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i]->len)
			*texts[i] = STR("x");
	return p;
}

static void check_page(const struct request *r)
{
	struct request simple = plain(r);
	unsigned got[4], want[4];

	measure(got, r);
	measure(want, &simple);
	if (memcmp(got, want, sizeof(got)) != 0)
		abort();
}

static void check_opensearch(const struct request *r)
{
	struct buf b = BUF_INIT(1 << 20);
	struct sink sink = SINK_BUF(&b);
	unsigned counts[4];

	opensearch_describe(&sink, r->q, r->base_url);
	count(counts, buf_str(&b));
	if (counts[0] != counts[1] || counts[0] != 14 || counts[3])
		abort();
	buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), *rest = text;
	struct arena arena = ARENA_INIT(4 << 20);
	struct variables v = {NULL};
	const struct cgi_env env = {get, &v};
	struct error err = ERROR_INIT;
	struct request r;

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	v.query = strsep(&rest, "\n");
	v.host = strsep(&rest, "\n");
	v.match = strsep(&rest, "\n");
	if (request_read(&r, &arena, &env, &err) == ST_OK) {
		check_page(&r);
		check_opensearch(&r);
	}
	arena_free(&arena);
	free(text);
	return 0;
}
