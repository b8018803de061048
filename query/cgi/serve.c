#include "query/cgi/serve.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/index/stub.h"
#include "common/out/html.h"
#include "common/out/log.h"
#include "query/cgi/headers.h"
#include "query/cgi/link.h"
#include "query/cgi/opensearch.h"
#include "query/cgi/page.h"
#include "query/cgi/parts.h"
#include "query/complete.h"
#include "query/render.h"

enum {
	REQUEST_ARENA_MAX = 16 << 20, /* bytes */
	ETAG_MAX = 64,                /* likewise */
	WELCOME_POSTS_MAX = 100000    /* of an archive whose newest posts, and
					 counts, greet who has not asked */
};

/* One request on its way. */
struct turn {
	struct server *server;
	struct request request;
	struct arena arena;
	struct answer answer;
	struct also also;
	int has_answer;
	struct buf body;
	struct sink sink; /* to body */
	char etag[ETAG_MAX];
};

#define UNAVAILABLE                                                            \
	"Status: 503 Service Unavailable\r\n"                                  \
	"Content-Type: text/plain; charset=utf-8\r\n"                          \
	"Retry-After: 60\r\n"                                                  \
	"Cache-Control: no-store\r\n"                                          \
	"X-Robots-Tag: noindex\r\n"                                            \
	"X-Content-Type-Options: nosniff\r\n\r\n"

struct str serve_gave_up(void)
{
	return STR(UNAVAILABLE "The search took too long. Try it with fewer "
			       "or rarer words.\n");
}

struct str serve_broken(void)
{
	return STR(
		UNAVAILABLE
		"The archive cannot be searched just now. Come back later.\n");
}

void serve_end(struct server *s)
{
	if (s->is_open)
		archive_close(&s->archive);
	s->is_open = 0;
}

/*
 * A warm server's archive may have been replaced. Until the new one opens the
 * old one serves: its files stay readable while they are open. When there is
 * none any more, its keeper has taken it away.
 */
static enum status open_archive(struct server *s, struct error *err)
{
	struct archive next = {.gen = GENERATION_INIT};
	enum status st;

	if (s->is_open && generation_is_current(&s->archive.gen, err) == ST_OK)
		return ST_OK;
	st = s->is_far ? error_set(err, ST_STALE,
				   "%s: this process cannot connect any more",
				   s->site->dir.p)
		       : archive_open(&next, s->site->dir.p, NULL, err);
	if (st == ST_OK) {
		serve_end(s);
		s->archive = next;
		s->is_open = 1;
	} else {
		archive_close(&next);
	}
	if (st == ST_NOTFOUND)
		serve_end(s);
	if (st != ST_OK && s->is_open) {
		log_line("nisba.cgi", DIAG_WARNING, STR(""), NULL, err->msg);
		return ST_OK;
	}
	return st;
}

void serve_reach(struct server *s)
{
	const struct shards_far far = {.timeout_ms = SHARD_MS, .locked_in = 1};
	struct error err = ERROR_INIT;
	struct stub stub;
	struct arena arena = ARENA_INIT(16 * STUB_MAX);

	if (stub_read(&stub, &arena, s->site->dir.p, &err) == ST_OK &&
	    stub.remote) {
		s->is_far = 1;
		s->is_open = archive_open(&s->archive, s->site->dir.p, &far,
					  &err) == ST_OK;
		if (!s->is_open)
			log_line("nisba.cgi", DIAG_ERROR, STR(""), NULL,
				 err.msg);
	}
	arena_free(&arena);
}

int serve_is_worn(const struct server *s)
{
	struct error ignored;

	return s->is_far &&
	       (!s->is_open || s->archive.shards.missing ||
		!s->archive.shards.spare ||
		generation_is_current(&s->archive.gen, &ignored) != ST_OK);
}

static XXH64_hash_t hash(struct str s, XXH64_hash_t seed)
{
	return XXH3_64bits_withSeed(s.p, s.len, seed);
}

/*
 * Of all that an answer is made of: the program, the site's own words, the
 * index, the query, and the day, because "last month" is another tomorrow.
 */
static void make_etag(struct turn *t, const char *query)
{
	const struct manifest *m = &t->server->archive.gen.manifest;
	const struct site *site = t->server->site;
	XXH64_hash_t index = hash(m->created, 0), made;

	if (m->file_count)
		index ^= m->files[0].xxh3;
	made = hash(STR(NISBA_VERSION), (XXH64_hash_t)(time(NULL) / 86400));
	made = hash(site->title, made);
	made = hash(site_template(site), made);
	made = hash((struct str){query, strlen(query)}, made);
	snprintf(t->etag, sizeof(t->etag), "\"%u-%" PRIx64 "-%" PRIx64 "\"",
		 m->generation, (uint64_t)index, (uint64_t)made);
}

static int matches(struct str list, const char *etag)
{
	return list.len && (str_eq(list, STR("*")) ||
			    memmem(list.p, list.len, etag, strlen(etag)));
}

static int is_asked(const struct request *r)
{
	const struct filter *f = &r->filter;

	return r->q.len || r->from.len || r->to.len || f->author.len ||
	       f->tag.len || f->site.len || f->lang.len;
}

/* One post more than a page shows tells whether there is a next page. */
static enum status ask(struct turn *t, struct error *err)
{
	const struct request *r = &t->request;
	struct answer_options options = {
		.limit = PAGE_RESULTS + (r->format == PAGE_HTML),
		.offset = (r->page - 1) * PAGE_RESULTS,
		.sort = r->sort,
		.suggest = 1,
		.facets = r->format != PAGE_ATOM || !is_asked(r),
		.limit_ms = SEARCH_MS,
		.filter = &r->filter,
		.tables = &t->server->site->names.all,
		.limits = QUERY_LIMITS_WEB};
	enum status st = answer_query(&t->answer, &t->server->archive, r->q,
				      &options, err);

	t->has_answer = 1;
	if (st == ST_OK && r->format == PAGE_HTML)
		st = also_find(&t->also, &t->answer, &t->server->archive, err);
	return st;
}

static void put_page(struct turn *t, const char *trouble)
{
	const struct site *site = t->server->site;
	struct page page = {.title = site->title,
			    .request = &t->request,
			    .is_welcome = !is_asked(&t->request),
			    .trouble = trouble};

	if (t->server->is_open)
		page.posts = t->server->archive.gen.manifest.posts;
	if (t->has_answer && !trouble) {
		page.answer = &t->answer;
		page.also = &t->also;
		page.has_next = t->answer.n > PAGE_RESULTS;
	}
	template_fill(&t->sink, site_template(site), page_holes, &page);
}

static enum status write_html(struct turn *t, struct error *err)
{
	uint64_t posts = t->server->archive.gen.manifest.posts;
	int asks = is_asked(&t->request) || posts <= WELCOME_POSTS_MAX;
	enum status st = asks ? ask(t, err) : ST_OK;

	if (st == ST_OK)
		put_page(t, NULL);
	return st;
}

static enum status write_json(struct turn *t, struct error *err)
{
	const struct render_options options = {
		.facets = 1, .timeline = 1, .for_web = 1};
	enum status st = ask(t, err);

	if (st == ST_OK)
		render_json(&t->sink, &t->answer, &options);
	return st;
}

/* What the keeper says where we are, or else the server. */
static struct str base_url(const struct turn *t)
{
	const struct site *site = t->server->site;

	return site->base_url.len ? site->base_url : t->request.base_url;
}

static enum status write_atom(struct turn *t, struct error *err)
{
	struct render_options options = {.archive = t->server->site->title};
	struct request page = link_from(&t->request);
	enum status st = ask(t, err);

	if (st == ST_OK && base_url(t).len)
		st = link_whole(&options.feed, &t->arena, base_url(t),
				&t->request, err);
	if (st == ST_OK && base_url(t).len)
		st = link_whole(&options.page, &t->arena, base_url(t), &page,
				err);
	if (st == ST_OK)
		render_atom(&t->sink, &t->answer, &options);
	return st;
}

static enum status write_opensearch(struct turn *t, struct error *err)
{
	(void)err;
	opensearch_describe(&t->sink, t->server->site->title, base_url(t));
	return ST_OK;
}

static enum status write_suggestions(struct turn *t, struct error *err)
{
	struct completions found = {NULL, 0};
	enum status st;

	do
		st = complete(&found, &t->arena, &t->server->archive,
			      t->request.q, OPENSEARCH_OFFERS, err);
	while (archive_ask_again(&t->server->archive, st, err));

	if (st == ST_OK)
		opensearch_suggest(&t->sink, t->request.q, &found);
	return st;
}

static enum status write_style(struct turn *t, struct error *err)
{
	(void)err;
	sink_add(&t->sink, part_style);
	return ST_OK;
}

static enum status write_script(struct turn *t, struct error *err)
{
	(void)err;
	sink_add(&t->sink, part_script);
	return ST_OK;
}

static const struct writer {
	enum status (*write)(struct turn *t, struct error *err);
	const char *type;
	int needs_index;
} writers[] = {
	[PAGE_HTML] = {write_html, "text/html; charset=utf-8", 1},
	[PAGE_JSON] = {write_json, "application/json; charset=utf-8", 1},
	[PAGE_ATOM] = {write_atom, "application/atom+xml; charset=utf-8", 1},
	[PAGE_OPENSEARCH] =
		{write_opensearch,
		 "application/opensearchdescription+xml; charset=utf-8", 0},
	[PAGE_SUGGEST] = {write_suggestions,
			  "application/x-suggestions+json; charset=utf-8", 1},
	[PAGE_STYLE] = {write_style, "text/css; charset=utf-8", 0},
	[PAGE_SCRIPT] = {write_script, "text/javascript; charset=utf-8", 0},
};

/* What visitors are told; what it was exactly is the keeper's. */
static const struct trouble {
	enum status status;
	int code;
	const char *text; /* NULL: the message, which has nothing of a visitor's
			     but parameters' names */
} troubles[] = {
	{ST_USAGE, 400, NULL},
	{ST_QUERY, 405, "Only GET and HEAD are answered here."},
	{ST_LIMIT, 503, "This search is too large. Try it with fewer words."},
	{ST_NOTFOUND, 503, "The archive has no index yet. Come back later."},
	{ST_OK, 503,
	 "The archive cannot be searched just now. Come back later."},
};

static const struct trouble *find_trouble(enum status st)
{
	const struct trouble *t = troubles;

	while (t->status != st && t->status != ST_OK)
		t++;
	return t;
}

static void finish(struct response *out, struct turn *t,
		   const struct headers *headers)
{
	struct sink sink = SINK_BUF(&out->bytes);

	headers_put(&sink, headers);
	if (!t->request.head && headers->type)
		sink_add(&sink, buf_str(&t->body));
}

static void fail(struct response *out, struct turn *t, const struct error *err)
{
	const struct trouble *trouble = find_trouble(err->status);
	struct headers headers = {.code = trouble->code,
				  .type = "text/html; charset=utf-8"};

	if (trouble->code >= 500)
		log_line("nisba.cgi", DIAG_ERROR, STR(""), NULL, err->msg);
	buf_clear(&t->body);
	t->sink = (struct sink)SINK_BUF(&t->body);
	/* What could not be read is not shown again. */
	if (err->status == ST_USAGE)
		t->request = (struct request){.page = 1,
					      .head = t->request.head,
					      .filter = FILTER_NONE};
	put_page(t, trouble->text ? trouble->text : err->msg);
	headers.body = t->body.len;
	finish(out, t, &headers);
}

static enum status answer(struct response *out, struct turn *t,
			  const struct cgi_env *env, struct error *err)
{
	const char *query = env->get(env->ctx, "QUERY_STRING");
	const struct writer *writer;
	struct headers headers = {.code = 200};
	enum status st = request_read(&t->request, &t->arena, env, err);

	if (st != ST_OK)
		return st;
	writer = &writers[t->request.format];
	headers.type = writer->type;
	headers.for_long = t->request.format == PAGE_STYLE ||
			   t->request.format == PAGE_SCRIPT;
	if (writer->needs_index) {
		st = open_archive(t->server, err);
		if (st != ST_OK)
			return st;
		make_etag(t, query ? query : "");
		headers.etag = t->etag;
	}
	if (headers.etag && matches(t->request.if_none_match, t->etag)) {
		headers.code = 304;
		headers.type = NULL;
	} else {
		st = writer->write(t, err);
		if (st == ST_OK)
			st = sink_finish(&t->sink, err);
	}
	if (st == ST_NETWORK || st == ST_TIMEOUT)
		serve_end(t->server); /* what comes now is not to be trusted */
	if (st != ST_OK)
		return st;
	/* Part of an answer is not what this query has tomorrow. */
	if (writer->needs_index && t->server->archive.shards.missing) {
		headers.etag = NULL;
		log_line("nisba.cgi", DIAG_WARNING, STR(""), NULL,
			 t->server->archive.shards.why.msg);
	}
	headers.body = t->body.len;
	finish(out, t, &headers);
	return ST_OK;
}

void serve(struct response *out, struct server *server,
	   const struct cgi_env *env)
{
	struct turn t = {.server = server,
			 .arena = ARENA_INIT(REQUEST_ARENA_MAX),
			 .body = BUF_INIT(RESPONSE_MAX / 2)};
	struct error err = ERROR_INIT;

	t.sink = (struct sink)SINK_BUF(&t.body);
	buf_clear(&out->bytes);
	if (answer(out, &t, env, &err) != ST_OK)
		fail(out, &t, &err);
	if (t.has_answer)
		answer_free(&t.answer);
	buf_free(&t.body);
	arena_free(&t.arena);
}
