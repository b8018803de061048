# shellcheck shell=sh
# What no text file of ours holds: paths of somebody's machine, white space
# at line ends, marks of an unfinished merge, a last line without an end.
cd "$1" || exit 99
status=0
files=$(find . \( -name build -o -name .git -o -path ./corpus/posts \
	-o -path ./tests/golden -o -path ./tests/fuzz/seeds \) -prune -o \
	-type f -print)

none() { # none WHY PATTERN
	# shellcheck disable=SC2086 # our file names have no spaces
	grep -nIE -e "$2" $files || return 0
	echo "^ $1"
	status=1
}
none "a path of one machine" '(^|[^[:alnum:]_.-])/(home|root|work|Users)/'
none "white space at the end of a line" '[[:space:]]+$'
none "an unfinished merge" '^(<{7}|>{7}|={7})( |$)'
for f in $files; do
	grep -qI . "$f" || continue # empty or binary
	test -z "$(tail -c1 "$f")" || {
		echo "$f: its last line does not end"
		status=1
	}
done
exit $status
