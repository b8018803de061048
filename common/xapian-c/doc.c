#include "common/xapian-c/doc.h"

#include <stdlib.h>

#include "common/base/hash.h"
#include "common/xapian-c/limits.h"

static enum status out_of_memory(struct error *err)
{
	return error_set(err, ST_MEMORY, "out of memory");
}

enum status xap_doc_new(xap_doc **out, struct error *err)
{
	xap_doc *d = calloc(1, sizeof(*d));

	*out = NULL;
	if (!d)
		return out_of_memory(err);
	d->bytes = d->value_bytes = (struct buf)BUF_INIT(XAP_DOC_BYTES_MAX);
	d->data = (struct buf)BUF_INIT(XAP_DATA_MAX);
	d->slot_count = XAP_DOC_HASHES;
	d->slots = calloc(d->slot_count, sizeof(*d->slots));
	if (!d->slots) {
		xap_doc_free(d);
		return out_of_memory(err);
	}
	*out = d;
	return ST_OK;
}

/* One huge document should not cost its memory for ever. */
static void shrink(struct xap_doc *d)
{
	uint32_t *slots = calloc(XAP_DOC_HASHES, sizeof(*slots));

	if (!slots)
		return;
	free(d->slots);
	d->slots = slots;
	d->slot_count = XAP_DOC_HASHES;
	free(d->terms);
	free(d->places);
	free(d->values);
	free(d->sorted);
	free(d->positions);
	d->terms = NULL;
	d->places = NULL;
	d->values = NULL;
	d->sorted = NULL;
	d->positions = NULL;
	d->term_size = d->place_size = d->value_size = 0;
	d->sorted_size = d->position_size = 0;
	buf_free(&d->bytes);
	buf_free(&d->value_bytes);
	buf_free(&d->data);
}

void xap_doc_clear(xap_doc *d)
{
	for (uint32_t i = 0; i < d->term_count; i++)
		d->slots[d->terms[i].slot] = 0;
	d->term_count = d->place_count = d->value_count = 0;
	buf_clear(&d->bytes);
	buf_clear(&d->value_bytes);
	buf_clear(&d->data);
	if (d->place_size > XAP_DOC_KEPT || d->term_size > XAP_DOC_KEPT ||
	    d->data.size > XAP_DOC_KEPT)
		shrink(d);
}

void xap_doc_free(xap_doc *d)
{
	if (!d)
		return;
	buf_free(&d->bytes);
	buf_free(&d->value_bytes);
	buf_free(&d->data);
	free(d->terms);
	free(d->slots);
	free(d->places);
	free(d->values);
	free(d->sorted);
	free(d->positions);
	free(d);
}

/* Room for `n` entries of `*array`: twice as many as before, when it grows. */
static enum status room(void *array, uint32_t *size, uint64_t n, size_t entry,
			struct error *err)
{
	void *old, *more;
	uint64_t wanted = *size ? *size : 64;

	if (n <= *size)
		return ST_OK;
	while (wanted < n)
		wanted *= 2;
	if (wanted > UINT32_MAX)
		return error_set(err, ST_LIMIT,
				 "a document of more than %u "
				 "words",
				 UINT32_MAX / 2);
	memcpy(&old, array, sizeof(old));
	more = reallocarray(old, wanted, entry);
	if (!more)
		return out_of_memory(err);
	memcpy(array, &more, sizeof(more));
	*size = (uint32_t)wanted;
	return ST_OK;
}

/* The slot of that term, or the empty one that it should have. */
static uint32_t find(const struct xap_doc *d, struct str term, uint64_t hash)
{
	uint32_t slot = (uint32_t)hash & (d->slot_count - 1);

	for (; d->slots[slot]; slot = (slot + 1) & (d->slot_count - 1)) {
		const struct xap_doc_term *t = &d->terms[d->slots[slot] - 1];

		if (t->hash == hash && t->len == term.len &&
		    memcmp(d->bytes.p + t->at, term.p, term.len) == 0)
			break;
	}
	return slot;
}

static enum status more_slots(struct xap_doc *d, struct error *err)
{
	const uint32_t count = 2 * d->slot_count;
	uint32_t *slots = calloc(count, sizeof(*slots));

	if (!slots)
		return out_of_memory(err);
	free(d->slots);
	d->slots = slots;
	d->slot_count = count;
	for (uint32_t i = 0; i < d->term_count; i++) {
		struct xap_doc_term *t = &d->terms[i];
		uint32_t slot = (uint32_t)t->hash & (count - 1);

		while (slots[slot])
			slot = (slot + 1) & (count - 1);
		slots[slot] = i + 1;
		t->slot = slot;
	}
	return ST_OK;
}

static enum status add_term(struct xap_doc_term **out, struct xap_doc *d,
			    struct str term, struct error *err)
{
	const uint64_t hash = hash_bytes(term.p, term.len);
	uint32_t slot = find(d, term, hash);
	enum status st;

	if (d->slots[slot]) {
		*out = &d->terms[d->slots[slot] - 1];
		return ST_OK;
	}
	st = room(&d->terms, &d->term_size, (uint64_t)d->term_count + 1,
		  sizeof(*d->terms), err);
	if (st == ST_OK)
		st = buf_add(&d->bytes, term, err);
	if (st == ST_OK && d->term_count >= d->slot_count / 2) {
		st = more_slots(d, err);
		slot = find(d, term, hash);
	}
	if (st != ST_OK)
		return st;
	*out = &d->terms[d->term_count++];
	**out = (struct xap_doc_term){.at = d->bytes.len - term.len,
				      .len = (uint32_t)term.len,
				      .slot = slot,
				      .hash = hash};
	d->slots[slot] = d->term_count;
	return ST_OK;
}

static enum status add_place(struct xap_doc *d, struct xap_doc_term *t,
			     uint32_t pos, struct error *err)
{
	enum status st;

	if (t->count && d->places[t->last].pos == pos)
		return ST_OK;
	st = room(&d->places, &d->place_size, (uint64_t)d->place_count + 1,
		  sizeof(*d->places), err);
	if (st != ST_OK)
		return st;
	if (!t->count)
		t->first = d->place_count;
	else
		d->places[t->last].next = d->place_count;
	t->shuffled |= t->count && pos < d->places[t->last].pos;
	t->last = d->place_count++;
	t->count++;
	d->places[t->last].pos = pos;
	return ST_OK;
}

enum status xap_doc_add_posting(xap_doc *d, struct str term, uint32_t pos,
				uint32_t wdf, struct error *err)
{
	struct xap_doc_term *t;
	enum status st = xap_check_term(term, err);

	if (st == ST_OK)
		st = add_term(&t, d, term, err);
	if (st == ST_OK)
		st = add_place(d, t, pos, err);
	if (st == ST_OK)
		t->wdf += wdf;
	return st;
}

enum status xap_doc_add_term(xap_doc *d, struct str term, uint32_t wdf,
			     struct error *err)
{
	struct xap_doc_term *t;
	enum status st = xap_check_term(term, err);

	if (st == ST_OK)
		st = add_term(&t, d, term, err);
	if (st == ST_OK)
		t->wdf += wdf;
	return st;
}

enum status xap_doc_set_data(xap_doc *d, struct str data, struct error *err)
{
	enum status st = xap_check_size("data", data, XAP_DATA_MAX, err);

	buf_clear(&d->data);
	return st == ST_OK ? buf_add(&d->data, data, err) : st;
}

static void remove_value(struct xap_doc *d, uint32_t i)
{
	memmove(d->values + i, d->values + i + 1,
		(--d->value_count - i) * sizeof(*d->values));
}

enum status xap_doc_set_value(xap_doc *d, uint32_t slot, struct str value,
			      struct error *err)
{
	uint32_t i = 0;
	enum status st = xap_check_size("value", value, XAP_VALUE_MAX, err);

	if (st != ST_OK)
		return st;
	if (slot == UINT32_MAX)
		return error_set(err, ST_USAGE, "no value slot %u", slot);
	st = room(&d->values, &d->value_size, (uint64_t)d->value_count + 1,
		  sizeof(*d->values), err);
	if (st == ST_OK)
		st = buf_add(&d->value_bytes, value, err);
	if (st != ST_OK)
		return st;
	while (i < d->value_count && d->values[i].slot < slot)
		i++;
	if (i < d->value_count && d->values[i].slot == slot)
		remove_value(d, i);
	if (value.len == 0)
		return ST_OK;
	memmove(d->values + i + 1, d->values + i,
		(d->value_count++ - i) * sizeof(*d->values));
	d->values[i] = (struct xap_doc_value){slot, (uint32_t)value.len,
					      d->value_bytes.len - value.len};
	return ST_OK;
}

static int order_of_terms(const void *a, const void *b)
{
	const struct xap_doc_sorted *x = a, *y = b;

	return str_order_from(x->start, (struct str){x->p, x->len}, y->start,
			      (struct str){y->p, y->len});
}

static int order_of_numbers(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static uint32_t sort_numbers(uint32_t *numbers, uint32_t n)
{
	uint32_t kept = 1;

	qsort(numbers, n, sizeof(*numbers), order_of_numbers);
	for (uint32_t i = 1; i < n; i++)
		if (numbers[i] != numbers[kept - 1])
			numbers[kept++] = numbers[i];
	return kept;
}

enum status xap_doc_sort(xap_doc *d, struct error *err)
{
	uint32_t at = 0;
	enum status st = room(&d->sorted, &d->sorted_size, d->term_count,
			      sizeof(*d->sorted), err);

	if (st == ST_OK)
		st = room(&d->positions, &d->position_size, d->place_count,
			  sizeof(*d->positions), err);
	if (st != ST_OK)
		return st;
	for (uint32_t i = 0; i < d->term_count; i++) {
		struct xap_doc_term *t = &d->terms[i];
		const char *p = d->bytes.p + t->at;

		d->sorted[i] = (struct xap_doc_sorted){
			str_start((struct str){p, t->len}), p, t->len, i};
		t->begin = at;
		for (uint32_t n = t->count, k = t->first; n; n--) {
			d->positions[at++] = d->places[k].pos;
			k = d->places[k].next;
		}
		t->kept = t->shuffled ? sort_numbers(d->positions + t->begin,
						     t->count)
				      : t->count;
		at = t->begin + t->kept;
	}
	if (d->term_count)
		qsort(d->sorted, d->term_count, sizeof(*d->sorted),
		      order_of_terms);
	return ST_OK;
}
