# What each operation costs, in instructions counted by callgrind over all its
# processes, held against bench/budget.tsv. They hardly depend on the machine,
# and not on what else it does. Only for a build with optimisation:
#
#	ctest --test-dir build/release -L budget -V
# shellcheck disable=SC2317 # check() calls them
. "$NISBA_SOURCE/tests/cli/lib.sh"
need valgrind

nm -D "$(command -v nisba-index)" | grep -q __asan && skip 'a sanitized build'
case ${NISBA_BUILD:-} in
Release) ;;
*) skip "build type '${NISBA_BUILD:-}', not Release" ;;
esac

corpus=$NISBA_SOURCE/corpus/posts
index() {
	nisba-index "$1" --db db -q --jobs 1 "$corpus"
}
search() {
	nisba-query search --db db --color never "$@"
}
run() { # run OPERATION
	case $1 in
	rebuild) index rebuild ;;
	unchanged) index update ;;
	rare) search Khazraji ;;
	two) search coup letter ;;
	phrase) search '"the letter"' ;;
	exact) search --exact coup letter ;;
	json) search --format json --facets coup ;;
	names) nisba-query names --db db Jafari ;;
	*) return 99 ;;
	esac
}
# The programs under callgrind, for run().
count() { # count OPERATION: instructions of all processes
	for program in nisba-index nisba-query; do
		cat >"bin/$program" <<EOF
#!/bin/sh
exec valgrind --tool=callgrind --trace-children=yes \\
	--callgrind-out-file=/dev/null --log-file=$HOME/log.%p \\
	$(command -v "$program") "\$@"
EOF
		chmod +x "bin/$program"
	done
	rm -f log.*
	(
		PATH=$HOME/bin:$PATH
		run "$1"
	) >out 2>err
	cat log.* | awk '/Collected/ { n += $4 } END { printf "%d\n", n }'
}
holds() { # holds OPERATION CEILING
	used=$(count "$1")
	echo "$1	$used" >>measured
	test "$used" -gt 0 && test "$used" -le "$2" && return 0
	echo "$1: $used instructions, $2 allowed"
	cat err
	return 1
}

mkdir bin
index rebuild || exit 99
index update || exit 99
while IFS='	' read -r operation _ ceiling; do
	case $operation in
	'#'* | '') ;;
	*) check "$operation" holds "$operation" "$ceiling" ;;
	esac
done <"$NISBA_SOURCE/bench/budget.tsv"
sed 's/^/# /' measured
finish
