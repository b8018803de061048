#ifndef COMMON_BASE_HASH_H
#define COMMON_BASE_HASH_H

/*
 * Tables by keys that strangers choose: uthash with a hash that each program
 * started seeds anew, so that nobody can make words that meet in one slot
 * (Crosby, Wallach: Denial of Service via Algorithmic Complexity Attacks,
 * USENIX Security 2003). Nothing on disk may depend on it. When memory is out,
 * HASH_ADD leaves hh.tbl of what it was to add NULL.
 */

#ifdef UTHASH_H
#error "hash.h has to come before uthash.h"
#endif

#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static inline uint64_t hash_bytes(const void *key, size_t len)
{
	static uint64_t seed;

	if (!seed) /* sixteen random bytes that each process is given */
		memcpy(&seed, (const void *)(uintptr_t)getauxval(AT_RANDOM),
		       sizeof(seed));
	return XXH3_64bits_withSeed(key, len, seed);
}

#define HASH_FUNCTION(key, len, hash) ((hash) = (unsigned)hash_bytes(key, len))
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#endif
