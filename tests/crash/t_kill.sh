# kill -9 at every call by which an update writes, with readers all the time:
# no search fails, no post is lost, the next run repairs.
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"

make_archive
strace -o trace true 2>err || skip 'strace may not trace here'

killed() { # killed CALL N
	reset
	strace -f -qq -o trace -e "trace=$1" \
		-e "inject=$1:signal=KILL:when=$2" \
		nisba-index update --db db posts >run.log 2>&1
	is_whole && recovers
}
readers() { # until ./stop is there; what failed is in readers.log
	while test ! -e stop; do
		nisba-query search --db live common >/dev/null 2>read.err ||
			cat read.err
	done >readers.log
}

total=0
for call in $writing; do
	times=$(calls "$call" | tail -n 1)
	i=1
	bad=0
	while test "$i" -le "${times:-0}"; do
		killed "$call" "$i" >"log.$call.$i" 2>&1 || {
			bad=1
			sed "s/^/# $call $i: /" "log.$call.$i"
		}
		i=$((i + 1))
	done
	total=$((total + ${times:-0}))
	check "killed at each of ${times:-0} $call" test $bad = 0
done
check "that were many: $total" test $total -gt 50

# At random moments, with readers.
cp -R old live
readers &
reader=$!
bad=0
i=0
while test $i -lt 200; do
	rm -rf posts
	if test $((i % 2)) = 0; then
		cp -R after posts
	else
		cp -R before posts
	fi
	nisba-index update --db live posts >run.log 2>&1 &
	updater=$!
	sleep "0.0$((i % 10))$((i % 7))"
	kill -9 $updater 2>/dev/null
	wait $updater 2>/dev/null
	nisba-query search --db live common >answer 2>&1 || {
		sed "s/^/# $i: /" answer
		bad=1
	}
	i=$((i + 1))
done
touch stop
wait $reader
check 'killed at 200 moments' test $bad = 0
check 'no reader failed meanwhile' is_empty readers.log
check 'it is sound' exits 0 nisba-index check --db live
rm -rf posts
cp -R after posts
check 'and goes on' exits 0 nisba-index update --db live posts
finish
