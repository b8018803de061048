# Every call by which an update writes fails, as on a full or broken disk: the
# old index stays, or the new one is whole, and the run says what happened.
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"

make_archive
strace -o trace true 2>err || skip 'strace may not trace here'

fails() { # fails CALL N ERROR
	reset
	strace -f -qq -o trace -e "trace=$1" \
		-e "inject=$1:error=$3:when=$2" \
		nisba-index update --db db posts >run.log 2>&1
	code=$?
	case $code in
	0)
		# What is not known to be on the disk must not be published.
		case $1 in
		*sync) echo 'unnoticed'; return 1 ;;
		esac
		# A file that could not be read is reported and keeps its posts.
		is_new || test -s run.log || return 1
		test "$(count common)" != failed && recovers
		return
		;;
	4 | 65 | 66 | 70 | 74 | 75) test -s run.log || {
		echo "exit $code without a word"
		return 1
	} ;;
	*)
		echo "exit $code"
		cat run.log
		return 1
		;;
	esac
	is_whole && recovers
}
for error in ENOSPC EIO; do
	for call in $writing; do
		times=$(calls "$call" | tail -n 1)
		i=1
		bad=0
		while test "$i" -le "${times:-0}"; do
			fails "$call" "$i" $error >log.one 2>&1 || {
				bad=1
				sed "s/^/# $call $i: /" log.one
			}
			i=$((i + 1))
		done
		check "$error at each of ${times:-0} $call" test $bad = 0
	done
done
times=$(calls openat | tail -n 1)
i=1
bad=0
while test "$i" -le "$times"; do
	fails openat "$i" EMFILE >log.one 2>&1 || {
		bad=1
		sed "s/^/# openat $i: /" log.one
	}
	i=$((i + 1))
done
check "EMFILE at each of $times openat" test $bad = 0

# Files of the archive that cannot be read: the index keeps what it has of them,
# and the next run has them. openat2 is called for nothing else.
unread() { # unread CALL N: and it is said, unless a second look had it
	reset
	trace_archive "$1" -e "inject=$1:error=EIO:when=$2" || return
	test "$(count old3)/$(count changed)" != 0/0 || return
	test -s run.log || is_new || return
	recovers
}
trace_archive() { # trace_archive CALL [OPTION...]
	call=$1
	shift
	test "$call" = openat2 || set -- -P "$work/posts/3.md" \
		-P "$work/posts/13.md" "$@"
	strace -f -qq -o trace -e "trace=$call" "$@" \
		nisba-index update --db db posts >run.log 2>&1
}
for call in openat2 read pread64; do
	reset
	trace_archive "$call"
	times=$(grep -c "$call(" trace)
	i=1
	bad=0
	while test "$i" -le "$times"; do
		unread "$call" "$i" >log.one 2>&1 || {
			bad=1
			sed "s/^/# $call $i: /" log.one run.log
		}
		i=$((i + 1))
	done
	check "EIO at each of $times $call of an archive" test $bad = 0
done
finish
