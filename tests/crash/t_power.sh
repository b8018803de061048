# The power fails during an update or just behind it: a small ext4 loses all
# that was not on its disk. The index is whole, and a run that had ended well
# is not lost. A run whose syncs do nothing is: so the test can tell.
# Called by check.
# shellcheck disable=SC2317
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"
. "$NISBA_SOURCE/tests/crash/disk.sh"
need cc

cut_power() { python3 "$NISBA_SOURCE/tests/crash/cut_power.py" "$disk"; }
make_archive
new_disk() { # the index as it was, on the disk for good
	plug_out
	format_disk 64M && plug_in && cp -R old "$disk/db" &&
		rm -rf posts && cp -R after posts && sync -f "$disk"
}
{ new_disk && cut_power; } >err 2>&1 ||
	skip "NOT TESTED: this kernel's ext4 cannot be shut down: $(cat err)"
cc -shared -fPIC -o careless.so "$NISBA_SOURCE/tests/crash/careless_sync.c" ||
	exit 99

update() { # acknowledged: the run ended well
	rm -f acknowledged
	nisba-index update --db db posts >run.log 2>&1 && touch acknowledged
}
# The power fails after so many seconds, or, with "end", once the run ended.
cut() { # cut SECONDS; leaves the disk as it is found afterwards in db
	new_disk || return
	update &
	updater=$!
	if test "$1" = end; then
		wait $updater
	else
		sleep "$1"
	fi
	was=lost
	test ! -e acknowledged || was=acknowledged
	cut_power
	wait $updater 2>/dev/null
	plug_out && plug_in
}
survives() { # survives SECONDS
	cut "$1" || return
	case $was in
	acknowledged)
		ended=$((ended + 1))
		is_new && recovers
		;;
	*) is_whole && recovers ;;
	esac
}
rounds() { # rounds SECONDS...
	bad=0 ended=0
	for seconds; do
		survives "$seconds" >log.one 2>&1 && continue
		bad=$((bad + 1))
		sed "s/^/# cut at $seconds, $was: /" log.one
	done
}

rounds end end end end end end end end end end
check 'none of 10 acknowledged runs is lost' \
	test "$ended/$bad" = 10/0
began=$(date +%s%3N)
new_disk
update
took=$(($(date +%s%3N) - began))
moments=$(python3 -c "
import random
for _ in range(20):
    print('%.3f' % random.uniform(0, $took / 1000))")
# shellcheck disable=SC2086 # a word each
rounds $moments
echo "# $ended of 20 runs had ended before the cut"
check 'nothing is lost at 20 random moments' test "$bad" = 0

lose_it() {
	ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0
	LD_PRELOAD=$work/careless.so
	export LD_PRELOAD ASAN_OPTIONS
	update
}
careless_runs_are_lost() {
	for i in 1 2 3 4 5; do
		new_disk || return
		(lose_it)
		test -e acknowledged || return
		cut_power
		plug_out && plug_in
		if is_new; then
			echo "run $i was not synced, and is there"
			return 1
		fi
	done
}
check 'without syncs 5 of 5 are, so this test can fail' careless_runs_are_lost
finish
