#ifndef COMMON_GLASS_DATABASE_H
#define COMMON_GLASS_DATABASE_H

#include "common/glass/run.h"
#include "common/glass/table.h"

/*
 * A new database, which Xapian 1.4 then opens as one of its own: a folder with
 * a file for each table, and one that tells of them. Each table is written
 * once, from its first key to its last (table.h). Nothing is synced.
 */
struct glass_database;

/* In the order in which Xapian tells of them. */
enum glass_table_name {
	GLASS_POSTINGS,
	GLASS_DATA,
	GLASS_TERMLISTS,
	GLASS_POSITIONS,
	GLASS_SPELLING, /* never there */
	GLASS_SYNONYMS, /* never there */
	GLASS_TABLES
};

/* A new folder `path`, whose parent is there: ST_IO. */
MUST_CHECK enum status glass_database_new(struct glass_database **out,
					  const char *path, struct error *err);
void glass_database_free(struct glass_database *d);

/* Borrowed. Its file is made when it is first asked for; those of postings and
 * terms are always there. */
MUST_CHECK enum status glass_database_table(struct glass_table **out,
					    struct glass_database *d,
					    enum glass_table_name name,
					    struct error *err);
/*
 * What xap_db_metadata() finds: before all postings, and in the order of keys,
 * which are 1 to XAP_KEY_MAX bytes (ST_USAGE, ST_LIMIT). An empty value is
 * none, and none is longer than XAP_DATA_MAX.
 */
MUST_CHECK enum status glass_database_metadata(struct glass_database *d,
					       struct str key, struct str value,
					       struct error *err);
/* Nothing can be added any more; without this there is no database. */
MUST_CHECK enum status glass_database_end(struct glass_database *d,
					  const struct glass_totals *totals,
					  struct error *err);

#endif
