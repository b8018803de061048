# An archive that is generated: the same each time, and searched.
. "$(dirname "$0")/lib.sh"
need python3

make() { # make FOLDER
	python3 "$NISBA_SOURCE/corpus/generate.py" -n 400 --per-file 100 "$1"
}
check 'an archive is generated' make posts
check 'again' make again
check 'the same' diff -r posts again
check 'it is indexed' exits 0 nisba-index rebuild -q --db db posts
check 'as many posts as asked for' sh -c '
	nisba-index stats --db db | grep -q "400"'
check 'its names are found' exits 0 nisba-query search --db db Khazrachi

# As tests/scale/t_deadly.sh does with more.
ms=150 mib=64
if grep -q __asan_init "$(command -v nisba-query)"; then
	ms=1500 mib=0
fi
deadly() {
	python3 "$NISBA_SOURCE/tests/cli/deadly.py" "$NISBA_SOURCE/corpus" db \
		"$ms" "$mib"
}
check 'no query takes too much' deadly
finish
