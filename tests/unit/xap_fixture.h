#ifndef TESTS_UNIT_XAP_FIXTURE_H
#define TESTS_UNIT_XAP_FIXTURE_H

/*
 * What the tests of the Xapian binding share: a temporary folder for each test
 * and short ways to fill a database. `path()` names things in the folder.
 */

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/base/buf.h"
#include "common/xapian-c/xap.h"

#define OK(call) assert_int_equal((call), ST_OK)

static char folder[64];

static inline const char *path(const char *name)
{
	static char paths[32][128];
	static unsigned next;
	char *p = paths[next++ % 32];

	snprintf(p, sizeof(paths[0]), "%s/%s", folder, name);
	return p;
}

static inline int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "%s/xapXXXXXX",
		 getenv("TMPDIR") && strlen(getenv("TMPDIR")) < 40
			 ? getenv("TMPDIR")
			 : "/tmp");
	return mkdtemp(folder) ? 0 : -1;
}

static inline int remove_one(const char *name, const struct stat *s, int type,
			     struct FTW *where)
{
	(void)s, (void)type, (void)where;
	return remove(name);
}

static inline int remove_folder(void **state)
{
	(void)state;
	return nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline struct str str_of(const char *s)
{
	return (struct str){s, strlen(s)};
}

/* The words of `text` at positions from 1, the text itself as data. */
static inline void fill_doc(xap_doc *d, const char *text)
{
	const char *p = text;
	size_t len;

	xap_doc_clear(d);
	for (uint32_t pos = 1; *p; pos++) {
		len = strcspn(p, " ");
		OK(xap_doc_add_posting(d, (struct str){p, len}, pos, 1, NULL));
		p += len + strspn(p + len, " ");
	}
	OK(xap_doc_set_data(d, str_of(text), NULL));
}

/* A database of these texts; ends at NULL. The n-th has the term Q<n>. */
static inline void make_db(const char *name, const char *const *texts)
{
	xap_writer *w;
	xap_doc *d;
	char id[16];

	OK(xap_writer_open(&w, path(name), NULL));
	OK(xap_doc_new(&d, NULL));
	for (unsigned i = 0; texts[i]; i++) {
		fill_doc(d, texts[i]);
		snprintf(id, sizeof(id), "Q%u", i + 1);
		OK(xap_doc_add_term(d, str_of(id), 0, NULL));
		OK(xap_writer_add(w, d, NULL, NULL));
	}
	OK(xap_writer_commit(w, NULL));
	xap_doc_free(d);
	xap_writer_free(w);
}

static inline xap_db *open_db(const char *name)
{
	xap_db *db;

	OK(xap_db_open(&db, path(name), NULL));
	return db;
}

static inline uint32_t doc_count(const char *name)
{
	xap_db *db = open_db(name);
	uint32_t n;

	OK(xap_db_doc_count(db, &n, NULL));
	xap_db_free(db);
	return n;
}

#define xap_test(f)                                                            \
	cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

#endif
