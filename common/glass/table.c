#include "common/glass/table.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/glass/pack.h"

enum {
	BLOCK = 8192,
	HEAD = 11, /* bytes of a block before its directory */
	ENTRY = 2, /* of the directory */
	PART = 2,
	PARTS_MAX = 0xffff,
	ITEM_HEAD = 3, /* size and the key's length */
	/* Four of the largest items fill a block. */
	ITEM_MAX = (BLOCK - HEAD - 4 * ENTRY) / 4,
	BRANCH_HEAD = 5,
	LEVELS = 10,
	/* Half filled blocks get the first part of what is too long for one
	 * item if it is so much longer than its key. */
	WORTH_A_PART = 34,
	FILE_BUFFER = 64 << 10
};

enum { /* above the size of an item */
       DEFLATED = 0x8000,
       LAST_PART = 0x4000,
       FIRST_PART = 0x2000
};

/* A key and the part of its entry: where a block begins. */
struct place {
	unsigned char key[GLASS_KEY_MAX];
	unsigned key_len, part;
};

/* The block of a level that is being filled. */
struct level {
	unsigned char block[BLOCK];
	unsigned dir_end, items; /* free is what is between them */
	struct place begin;      /* what leads to it, in the level above */
};

struct glass_table {
	const char *path;
	FILE *file;
	char buffer[FILE_BUFFER];
	struct level *levels[LEVELS];
	unsigned top;    /* the highest level that there is */
	uint32_t blocks; /* written */
	uint64_t entries;
	struct place last; /* in the leaf */
};

static void put16(unsigned char *p, unsigned v)
{
	p[0] = (unsigned char)(v >> 8);
	p[1] = (unsigned char)v;
}

static void put32(unsigned char *p, uint32_t v)
{
	put16(p, v >> 16);
	put16(p + 2, v & 0xffff);
}

static void empty(struct level *l)
{
	memset(l->block, 0, BLOCK);
	l->dir_end = HEAD;
	l->items = BLOCK;
}

static unsigned room(const struct level *l)
{
	return l->items - l->dir_end;
}

/* Where the item goes: there is room for it. */
static unsigned char *add_item(struct level *l, unsigned size)
{
	l->items -= size;
	put16(l->block + l->dir_end, l->items);
	l->dir_end += ENTRY;
	return l->block + l->items;
}

static enum status add_level(struct glass_table *t, unsigned level,
			     struct error *err)
{
	if (level == LEVELS)
		return error_set(err, ST_LIMIT, "%s: more than %d levels",
				 t->path, LEVELS);
	t->levels[level] = malloc(sizeof(*t->levels[level]));
	if (!t->levels[level])
		return error_set(err, ST_MEMORY, "out of memory");
	empty(t->levels[level]);
	t->levels[level]->begin.key_len = t->levels[level]->begin.part = 0;
	t->top = level;
	return ST_OK;
}

static enum status failed(const struct glass_table *t, struct error *err)
{
	return error_set(err, ST_IO, "%s: %s", t->path, strerror(errno));
}

static enum status write_block(struct glass_table *t, unsigned level,
			       struct error *err)
{
	struct level *l = t->levels[level];

	if (t->blocks == UINT32_MAX)
		return error_set(err, ST_LIMIT, "%s: too many blocks", t->path);
	put32(l->block, 1); /* the revision */
	l->block[4] = (unsigned char)level;
	put16(l->block + 5, room(l));
	put16(l->block + 7, room(l));
	put16(l->block + 9, l->dir_end);
	if (fwrite(l->block, BLOCK, 1, t->file) != 1)
		return failed(t, err);
	t->blocks++;
	return ST_OK;
}

/* The block of `level` has the number `block` and is led to by `begin`. */
static void add_branch(struct level *above, const struct place *begin,
		       uint32_t block)
{
	const int first = above->dir_end == HEAD;
	const unsigned key_len = first ? 0 : begin->key_len;
	unsigned char *p = add_item(above, BRANCH_HEAD + key_len + PART);

	put32(p, block);
	p[4] = (unsigned char)key_len;
	memcpy(p + BRANCH_HEAD, begin->key, key_len);
	put16(p + BRANCH_HEAD + key_len, first ? 0 : begin->part);
}

/* Write the block that is full, and those above that are full with that. */
static enum status next_block(struct glass_table *t, unsigned level,
			      struct error *err)
{
	struct level *l = t->levels[level], *above;
	enum status st = ST_OK;

	if (level == t->top)
		st = add_level(t, level + 1, err);
	if (st != ST_OK)
		return st;
	above = t->levels[level + 1];
	if (room(above) < ENTRY + BRANCH_HEAD + l->begin.key_len + PART) {
		st = next_block(t, level + 1, err);
		above->begin = l->begin;
	}
	if (st == ST_OK)
		st = write_block(t, level, err);
	if (st != ST_OK)
		return st;
	add_branch(above, &l->begin, t->blocks - 1);
	empty(l);
	return ST_OK;
}

/* As much of the key as tells it from the last one of the block before. */
static void begin_leaf(struct glass_table *t, struct str key, unsigned part)
{
	struct place *begin = &t->levels[0]->begin;
	const struct place *last = &t->last;
	unsigned n = 0;

	while (n < key.len && n < last->key_len &&
	       (unsigned char)key.p[n] == last->key[n])
		n++;
	if (n < key.len)
		n++;
	memcpy(begin->key, key.p, n);
	begin->key_len = n;
	begin->part = part;
}

static enum status add_part(struct glass_table *t, struct str key,
			    unsigned part, struct str bytes, unsigned flags,
			    struct error *err)
{
	struct level *leaf = t->levels[0];
	const unsigned head =
		ITEM_HEAD + (unsigned)key.len + (flags & FIRST_PART ? 0 : PART);
	const unsigned size = head + (unsigned)bytes.len;
	unsigned char *p;

	if (room(leaf) < ENTRY + size) {
		enum status st = next_block(t, 0, err);

		if (st != ST_OK)
			return st;
		begin_leaf(t, key, part);
	}
	p = add_item(leaf, size);
	put16(p, (size - ITEM_HEAD) | flags);
	p[2] = (unsigned char)key.len;
	memcpy(p + ITEM_HEAD, key.p, key.len);
	if (!(flags & FIRST_PART))
		put16(p + head - PART, part);
	if (bytes.len)
		memcpy(p + head, bytes.p, bytes.len);
	return ST_OK;
}

/* Of an entry longer than one item: how much the first part takes. */
static size_t first_part(const struct glass_table *t, size_t key_len,
			 size_t len)
{
	const size_t head = ITEM_HEAD + key_len + PART;
	const size_t most = ITEM_MAX - head;
	const size_t left = room(t->levels[0]) % (ITEM_MAX + ENTRY);

	if (left > ENTRY + head) {
		const size_t fits = left - ENTRY - head;

		if (fits >= (len - PART) % most ||
		    fits >= key_len + WORTH_A_PART)
			return fits + PART;
	}
	return most + PART;
}

static enum status add_parts(struct glass_table *t, struct str key,
			     struct str bytes, unsigned flags,
			     struct error *err)
{
	const size_t most = ITEM_MAX - ITEM_HEAD - key.len - PART;
	size_t len = first_part(t, key.len, bytes.len);
	enum status st = ST_OK;

	if ((bytes.len - len + most - 1) / most + 1 > PARTS_MAX)
		return error_set(err, ST_LIMIT, "%s: an entry of %zu bytes",
				 t->path, bytes.len);
	for (unsigned part = 1; st == ST_OK && bytes.len; part++) {
		if (len > bytes.len)
			len = bytes.len;
		st = add_part(t, key, part, (struct str){bytes.p, len},
			      flags | (part == 1 ? FIRST_PART : 0) |
				      (len == bytes.len ? LAST_PART : 0),
			      err);
		bytes.p += len;
		bytes.len -= len;
		len = most;
		/* What the next leaf, if it begins here, follows. */
		memcpy(t->last.key, key.p, key.len);
		t->last.key_len = (unsigned)key.len;
	}
	return st;
}

enum status glass_table_add(struct glass_table *t, struct str key,
			    struct str bytes, int deflated, struct error *err)
{
	const unsigned flags = deflated ? DEFLATED : 0;
	enum status st;

	assert(key.len &&
	       str_order((struct str){(char *)t->last.key, t->last.key_len},
			 key) < 0);
	if (key.len > GLASS_KEY_MAX)
		return error_set(err, ST_LIMIT, "%s: a key of %zu bytes",
				 t->path, key.len);
	if (bytes.len > ITEM_MAX - ITEM_HEAD - key.len)
		st = add_parts(t, key, bytes, flags, err);
	else
		st = add_part(t, key, 1, bytes, flags | FIRST_PART | LAST_PART,
			      err);
	memcpy(t->last.key, key.p, key.len);
	t->last.key_len = (unsigned)key.len;
	t->entries++;
	return st;
}

enum status glass_table_new(struct glass_table **out, const char *path,
			    struct error *err)
{
	struct glass_table *t = malloc(sizeof(*t));
	enum status st;

	*out = NULL;
	if (!t)
		return error_set(err, ST_MEMORY, "out of memory");
	memset(t, 0, offsetof(struct glass_table, buffer));
	memset(t->levels, 0, sizeof(*t) - offsetof(struct glass_table, levels));
	t->path = path;
	t->file = fopen(path, "wxe");
	st = t->file ? add_level(t, 0, err) : failed(t, err);
	if (st != ST_OK) {
		glass_table_free(t);
		return st;
	}
	setvbuf(t->file, t->buffer, _IOFBF, FILE_BUFFER);
	/* What is before all keys. */
	put16(add_item(t->levels[0], ITEM_HEAD), FIRST_PART | LAST_PART);
	*out = t;
	return ST_OK;
}

void glass_table_free(struct glass_table *t)
{
	if (!t)
		return;
	if (t->file)
		fclose(t->file);
	for (unsigned i = 0; i < LEVELS; i++)
		free(t->levels[i]);
	free(t);
}

/* What the version file says of a table (`blocks` 0: it has none). */
static enum status describe(struct buf *root, uint32_t blocks, unsigned level,
			    uint64_t entries, unsigned compress_min,
			    struct error *err)
{
	enum { SEQUENTIAL = 2, NO_ROOT = 1 };
	unsigned char head[5 * PACK_UINT_MAX], free_list[6 * PACK_UINT_MAX];
	unsigned char *p = head, *f = free_list;
	struct str s;
	enum status st;

	p = pack_uint(p, blocks ? blocks - 1 : 0); /* the root comes last */
	p = pack_uint(p, level << 2 | SEQUENTIAL | (blocks ? 0 : NO_ROOT));
	p = pack_uint(p, entries);
	p = pack_uint(p, BLOCK >> 11);
	p = pack_uint(p, compress_min);
	if (blocks) {
		f = pack_uint(f, 1); /* the revision */
		f = pack_uint(f, blocks);
		memset(f, 0, 4); /* from where to where blocks are free */
		f += 4;
	}
	s = (struct str){(char *)free_list, (size_t)(f - free_list)};
	p = pack_uint(p, s.len);
	st = buf_add(root, (struct str){(char *)head, (size_t)(p - head)}, err);
	return st == ST_OK ? buf_add(root, s, err) : st;
}

enum status glass_table_none(struct buf *root, unsigned compress_min,
			     struct error *err)
{
	return describe(root, 0, 0, 0, compress_min, err);
}

enum status glass_table_end(struct glass_table *t, struct buf *root,
			    unsigned compress_min, struct error *err)
{
	FILE *file;
	enum status st = ST_OK;

	for (unsigned i = 0; st == ST_OK && i < t->top; i++)
		st = next_block(t, i, err);
	if (st == ST_OK)
		st = write_block(t, t->top, err);
	if (st != ST_OK)
		return st;
	file = t->file;
	t->file = NULL;
	if (fclose(file) != 0)
		return failed(t, err);
	return describe(root, t->blocks, t->top, t->entries, compress_min, err);
}
