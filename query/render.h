#ifndef QUERY_RENDER_H
#define QUERY_RENDER_H

#include "common/out/sink.h"
#include "query/answer.h"

/* An answer written out; write errors stay in the sink. */
struct render_options {
	int colour;   /* marks and styles for a terminal */
	int links;    /* the terminal knows hyperlinks */
	size_t width; /* columns; 0: lines are not wrapped */
	int heading;  /* say first how many there are */
	int facets;   /* show them, if they were counted */
	int timeline; /* likewise */
	int for_web;  /* JSON: no "<", and no links that would run */
	/* Of this answer on the web, as a feed and as a page, and what the
	 * archive is called there; or empty. */
	struct str feed, page, archive;
};

/* For people. */
void render_text(struct sink *out, const struct answer *a,
		 const struct render_options *options);
/* One object, or one object a result; nisba.json. */
void render_json(struct sink *out, const struct answer *a,
		 const struct render_options *options);
void render_jsonl(struct sink *out, const struct answer *a,
		  const struct render_options *options);
/* A list of the posts as a piece of a page, with the notes. */
void render_html(struct sink *out, const struct answer *a,
		 const struct render_options *options);
/* A feed of them (RFC 4287), with OpenSearch's counts. */
void render_atom(struct sink *out, const struct answer *a,
		 const struct render_options *options);
/* Their ids, each followed by a NUL: for xargs -0. */
void render_text0(struct sink *out, const struct answer *a,
		  const struct render_options *options);

/* A run as trec_eval reads it: "qid Q0 id rank score nisba". */
void render_trec(struct sink *out, const struct answer *a,
		 const struct render_options *options);

/* How the query was understood, word by word. */
void render_explain_text(struct sink *out, const struct answer *a,
			 const struct render_options *options);
void render_explain_json(struct sink *out, const struct answer *a);

#endif
