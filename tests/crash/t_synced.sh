# The hardest disk: at a power cut it has nothing but what was synced, or all
# names with nothing but the bytes that were synced. After every sync and every
# change of a name of an update, the index on it is whole; at the end it is new.
# Called by check.
# shellcheck disable=SC2317
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"
need cc

cc -shared -fPIC -o log.so "$NISBA_SOURCE/tests/crash/log_syncs.c" -ldl || exit 99
make_archive
ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0
export ASAN_OPTIONS

logged() { # logged COMMAND...: with a log of its syncs in ./syncs
	NISBA_SYNC_ROOT=$work/db NISBA_SYNC_LOG=$work/syncs \
		LD_PRELOAD=$work/log.so "$@" >run.log 2>&1
}
update() { # update OPTION...
	reset
	rm -rf syncs before.db
	mkdir syncs
	# Event 0 is how it was.
	cp -R db before.db
	logged python3 -c 'import os; os.rename("posts", "posts")' || return
	mv syncs/1.txt syncs/0.txt || return
	logged nisba-index update --db db "$@" posts
}
events() { find syncs -name '*.txt' ! -name 0.txt | wc -l; }
cut_at() { # cut_at EVENT synced|named: the disk is in db
	rm -rf db
	python3 "$NISBA_SOURCE/tests/crash/after_cut.py" syncs before.db \
		"$1" "$2" db
}
survives_everywhere() { # survives_everywhere OPTION...
	update "$@" || {
		cat run.log
		return 1
	}
	last=$(events)
	echo "$last events"
	test "$last" -gt 30 || return 1
	bad=0
	for mode in synced named; do
		event=1
		while test "$event" -le "$last"; do
			if ! { cut_at "$event" "$mode" && is_whole && recovers; }; then
				echo "cut behind $event, $mode:"
				head -n 1 "syncs/$event.txt"
				bad=1
			fi
			event=$((event + 1))
		done
		if ! { cut_at "$last" "$mode" && is_new; }; then bad=1; fi
	done
	return "$bad"
}
check 'an update' survives_everywhere
check 'one that keeps nothing older' survives_everywhere --keep 0

is_lost_without() { # is_lost_without KIND: so this test can fail
	NISBA_SYNC_IGNORE=$1
	export NISBA_SYNC_IGNORE
	update || return
	unset NISBA_SYNC_IGNORE
	cut_at "$(events)" synced && ! is_new >/dev/null
}
check 'without syncs of files it would be lost' is_lost_without file
check 'and without those of folders' is_lost_without dir
finish
