# The clock jumps between runs, years ahead and back: whatever changes is
# noticed all the same, within the second and with its old time, too.
# Called by check.
# shellcheck disable=SC2317
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"
need cc

cc -shared -fPIC -o clock.so "$NISBA_SOURCE/tests/crash/shift_clock.c" || exit 99
ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0
export ASAN_OPTIONS
year=31557600
at() { # at SECONDS COMMAND...: so far from now
	shift_by=$1
	shift
	NISBA_CLOCK_SHIFT=$shift_by LD_PRELOAD=$work/clock.so "$@"
}
update_at() { at "$1" nisba-index update --db db posts; }
is_found() { test "$(count "$1")" = 1 || { echo "$1 is not found"; return 1; }; }

make_archive
mv old db
runs=0
for shift in 0 $((10 * year)) 0 $((-10 * year)) 0 3600 -3600 -1 1 $((30 * year)); do
	runs=$((runs + 1))
	changes() {
		post posts/3.md "common word$runs" && update_at "$shift" &&
			is_found "word$runs"
	}
	check "$shift seconds off, a post changes" changes
	same_size() { # and the old times
		touch -r posts/4.md stamp && post posts/4.md "common peer$runs" &&
			update_at "$shift" && is_found "peer$runs" &&
			sed -i "s/peer$runs/reep$runs/g" posts/4.md &&
			touch -r stamp posts/4.md && update_at 0 &&
			is_found "reep$runs"
	}
	check "another keeps its size and gets its old time" same_size
	nothing() {
		was=$(cat db/current)
		update_at "$shift" && update_at 0 &&
			test "$was" = "$(cat db/current)"
	}
	check 'what did not change is left alone' nothing
	touch -d '+2 years' posts/6.md
	future() {
		sed -i 's/old6/odd6/g' posts/6.md && touch -d '+2 years' posts/6.md &&
			update_at 0 && is_found odd6 && sed -i 's/odd6/old6/g' posts/6.md &&
			update_at "$shift" && is_found old6
	}
	check 'a time that is still to come' future
done
check 'it is sound' exits 0 nisba-index check --db db
finish
