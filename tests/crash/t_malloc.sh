# Memory runs out at each allocation of an update, once and from then on: the
# old index stays or the new one is whole, the run says so, the next repairs.
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"
need cc

grep -q __asan_init "$(command -v nisba-index)" &&
	skip "the address sanitizer has an allocator of its own: build release"
cc -shared -fPIC -o "$work/failing.so" "$NISBA_SOURCE/tests/crash/failing_malloc.c" -ldl ||
	exit 99

starved() { # starved N MORE: an update whose allocation N fails, and MORE
	reset
	rm -f allocations
	NISBA_FAIL_AT=$1 NISBA_FAIL_MORE=$2 NISBA_FAIL_COUNT=allocations \
		LD_PRELOAD="$work/failing.so" nisba-index update --db db posts \
		>run.log 2>&1
}
fails_softly() { # fails_softly N MORE
	starved "$1" "$2"
	code=$?
	case $code in
	0) ;; # it did without, or a post was left out: that is reported
	4 | 65 | 70 | 74 | 75 | 78)
		test -s run.log || {
			echo "exit $code without a word"
			return 1
		}
		;;
	*)
		echo "exit $code"
		cat run.log
		return 1
		;;
	esac
	test $code != 0 || test -s run.log || {
		is_new
		return
	}
	is_whole && recovers
}
make_archive
starved 0 0 || exit 99
times=$(od -An -tu8 allocations | tr -d ' ')
for more in 0 1000000; do
	i=1
	bad=0
	while test "$i" -le "$times"; do
		fails_softly "$i" $more >log.one 2>&1 || {
			bad=$((bad + 1))
			sed "s/^/# allocation $i, $more more: /" log.one
		}
		i=$((i + 1))
	done
	check "at each of $times allocations, and $more more" test $bad = 0
done
finish
