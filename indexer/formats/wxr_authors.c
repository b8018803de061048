#include "indexer/formats/wxr_authors.h"

#include "common/base/hash.h"

struct wxr_author {
	UT_hash_handle hh;
	struct str login, name;
};

static struct wxr_author *find(const struct wxr_authors *a, struct str login)
{
	struct wxr_author *author = NULL;

	HASH_FIND(hh, a->by_login, login.p, login.len, author);
	return author;
}

enum status wxr_authors_add(struct wxr_authors *a, struct str login,
			    struct str name, struct error *err)
{
	struct wxr_author *author;
	enum status st;

	if (!login.len || !name.len || find(a, login))
		return ST_OK;
	st = arena_alloc(&author, &a->arena, sizeof(*author), err);
	if (st == ST_OK)
		st = arena_str(&author->login, &a->arena, login, err);
	if (st == ST_OK)
		st = arena_str(&author->name, &a->arena, name, err);
	if (st != ST_OK)
		return st;
	HASH_ADD_KEYPTR(hh, a->by_login, author->login.p, author->login.len,
			author);
	return author->hh.tbl ? ST_OK
			      : error_set(err, ST_MEMORY, "out of memory");
}

struct str wxr_authors_find(const struct wxr_authors *a, struct str login)
{
	const struct wxr_author *author = find(a, login);

	return author ? author->name : login;
}

void wxr_authors_free(struct wxr_authors *a)
{
	HASH_CLEAR(hh, a->by_login);
	arena_free(&a->arena);
}
