#include "query/render.h"

/* White space parts the columns, so an id has none of it. */
static void add_column(struct sink *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = (unsigned char)s.p[i] <= ' ' ? '_' : s.p[i];

		sink_add(out, (struct str){&c, 1});
	}
}

void render_trec(struct sink *out, const struct answer *a,
		 const struct render_options *options)
{
	(void)options;
	for (size_t i = 0; i < a->n; i++) {
		unsigned rank = a->offset + (unsigned)i + 1;
		char rest[64];
		int n;

		add_column(out, a->qid.len ? a->qid : STR("1"));
		sink_add(out, STR(" Q0 "));
		add_column(out, a->results[i].post.id);
		/* trec_eval sorts by score: it must fall with the rank, also
		 * from the last post with all words to the first with some. */
		n = snprintf(rest, sizeof(rest), " %u %u nisba\n", rank,
			     XAP_MATCHES_MAX - rank);
		sink_add(out, (struct str){rest, (size_t)n});
	}
}
