# shellcheck shell=sh
# What the programs understand and what their manual pages describe is the
# same: commands, long options and letters, in both directions.
cd "$1" || exit 99
status=0
tested=0
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT

differ() { # differ PROGRAM WHAT: compare $dir/program with $dir/page
	LC_ALL=C sort -u -o "$dir/program" "$dir/program"
	LC_ALL=C sort -u -o "$dir/page" "$dir/page"
	LC_ALL=C comm -23 "$dir/program" "$dir/page" |
		sed "s/^/$1: not in the manual page: $2 /" >"$dir/found"
	LC_ALL=C comm -13 "$dir/program" "$dir/page" |
		sed "s/^/$1: only in the manual page: $2 /" >>"$dir/found"
	cat "$dir/found"
	test ! -s "$dir/found" || status=1
}

for page in indexer/man/nisba-index.1 query/man/nisba-query.1; do
	program=$(basename "$page" .1)
	command -v "$program" >/dev/null || continue
	tested=1
	"$program" options >"$dir/options" || exit 1

	# Commands: ".It Cm NAME" or ".It Xo Cm NAME" begin their description.
	cut -f1 "$dir/options" | grep . >"$dir/program"
	sed -nE 's/^\.It (Xo )?Cm ([a-z-]+).*/\2/p' "$page" >"$dir/page"
	differ "$program" command

	# Options: ".It Fl q , Fl -quiet" and the like.
	cut -f2 "$dir/options" >"$dir/program"
	grep -E '^\.It .*Fl ' "$page" | grep -oE 'Fl -[a-z0-9-]+' |
		sed 's/^Fl -/--/' >"$dir/page"
	differ "$program" option

	cut -f3 "$dir/options" | grep . >"$dir/program"
	grep -E '^\.It .*Fl ' "$page" | grep -oE 'Fl [A-Za-z0-9]( |$)' |
		sed -E 's/^Fl (.).*/-\1/' >"$dir/page"
	differ "$program" letter
done
test $tested = 1 || {
	echo "skipped: the programs are not built"
	exit 77
}
exit $status
