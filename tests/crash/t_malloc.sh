# Memory runs out at each allocation of an update and of a rebuild, once and from
# then on: the old index stays or the new one is whole, the run says so, the next
# repairs.
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"
need cc

grep -q __asan_init "$(command -v nisba-index)" &&
	skip "the address sanitizer has an allocator of its own: build release"
cc -shared -fPIC -o "$work/failing.so" "$NISBA_SOURCE/tests/crash/failing_malloc.c" -ldl ||
	exit 99

starved() { # starved N MORE: a run of $command; allocation N fails, and MORE
	reset
	rm -f allocations
	NISBA_FAIL_AT=$1 NISBA_FAIL_MORE=$2 NISBA_FAIL_COUNT=allocations \
		LD_PRELOAD="$work/failing.so" nisba-index "$command" --db db posts \
		>run.log 2>&1
}
# A rebuild forgets what was: posts that it names are missing until the next run.
is_rebuilt_but_unread() {
	named=$(sed -n 's/^nisba-index: \([0-9]*\.md\): .*out of memory$/\1/p' \
		run.log | sort -u | grep -c .)
	test "$named" -gt 0 && test "$(count common)" = $((12 - named))
}
# Whole, but that files which could not be read are named and are as they were.
is_whole_but_unread() {
	is_whole >whole.log && return
	test "$command" = rebuild && is_rebuilt_but_unread && return
	new=$(count changed) added=$(count added)
	test "$(count common)/$(count old3)/$(count old5)" = \
		$((11 + added))/$((1 - new))/0 &&
		{ test "$new" = 1 || grep '^nisba-index: 3\.md: ' run.log; } &&
		{ test "$added" = 1 || grep '^nisba-index: 13\.md: ' run.log; } &&
		return
	cat whole.log run.log
	return 1
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
	case $code in
	0) if test -s run.log; then is_whole_but_unread; else is_new; fi ;;
	*) is_whole ;;
	esac && recovers
}
make_archive
# Processes that a rebuild starts go on counting where they were started.
for command in update rebuild; do
	starved 0 0 || exit 99
	times=$(od -An -tu8 allocations | tr -d ' ')
	for more in 0 1000000; do
		i=${NISBA_FROM:-1}
		bad=0
		while test "$i" -le "${NISBA_TO:-$times}"; do
			fails_softly "$i" $more >log.one 2>&1 || {
				bad=$((bad + 1))
				sed "s/^/# $command, allocation $i, $more more: /" \
					log.one
			}
			i=$((i + ${NISBA_STEP:-1}))
		done
		check "$command: at each of $times allocations, and $more more" \
			test $bad = 0
	done
done
finish
