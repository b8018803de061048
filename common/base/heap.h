#ifndef COMMON_BASE_HEAP_H
#define COMMON_BASE_HEAP_H

#include <stddef.h>

/*
 * A binary heap in an array that the caller owns: none of the `n` comes before
 * its parent, at (i - 1) / 2, and heap[0] before all. The order is inlined:
 * merges spend their time in it.
 */
typedef int heap_is_before(const void *a, const void *b);

/* heap[i] may have to go down. */
static inline void heap_sink(void **heap, size_t n, size_t i,
			     heap_is_before *is_before)
{
	void *moved = heap[i];
	size_t child;

	for (; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && is_before(heap[child + 1], heap[child]))
			child++;
		if (!is_before(heap[child], moved))
			break;
		heap[i] = heap[child];
	}
	heap[i] = moved;
}

/* heap[n], for which there is room, becomes one of n + 1. */
static inline void heap_add(void **heap, size_t n, void *added,
			    heap_is_before *is_before)
{
	size_t i = n;

	for (; i && is_before(added, heap[(i - 1) / 2]); i = (i - 1) / 2)
		heap[i] = heap[(i - 1) / 2];
	heap[i] = added;
}

#endif
