# A disk that is full, really: with ever less room on it an update either ends
# well or says why not, and the old index stays; with room again it goes on.
# Called by check.
# shellcheck disable=SC2317
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"
. "$NISBA_SOURCE/tests/crash/disk.sh"

make_archive
fresh_disk() {
	plug_out
	format_disk 16M && plug_in && cp -R old "$disk/db" &&
		rm -rf posts && cp -R after posts
}
room() { # KiB
	df --output=avail -k "$disk" | tail -n 1
}
leave_room() { # leave_room KIB
	fresh_disk || return
	fallocate -l $(($(room) - $1))K "$disk/fill" && sync -f "$disk"
}
with_room() { # with_room KIB: sets code
	leave_room "$1" || return
	nisba-index update --db db posts >run.log 2>&1
	code=$?
	case $code in
	0) is_new || return ;;
	74) grep -q 'No space left' run.log && is_whole || return ;;
	*)
		echo "exit $code"
		cat run.log
		return 1
		;;
	esac
	rm "$disk/fill"
	recovers
}
fits=0 fails=0
every_room() {
	kib=0
	bad=0
	while test "$kib" -le 1200; do
		with_room "$kib" || {
			echo "with $kib KiB"
			bad=1
		}
		fits=$((fits + (code == 0))) fails=$((fails + (code == 74)))
		kib=$((kib + 25))
	done
	echo "$fits ended well, $fails did not"
	test "$bad" = 0 && test "$fits" -gt 3 && test "$fails" -gt 3
}
check 'from no room to plenty' every_room
finish
