# shellcheck shell=sh
# 100,000 odd queries, and the strings that break other programs, of an archive
# of 10,000 posts: each is answered within 50 ms.
. "${0%/*}/../cli/lib.sh"
need python3
need_data
tar -xJf "$NISBA_TEST_DATA/formats.tar.xz" || skip 'no formats.tar.xz'

limit=50
! grep -q __asan_init "$(command -v nisba-query)" || limit=2000
python3 "$NISBA_SOURCE/corpus/generate.py" -n 10000 posts || exit 99
check 'posts are indexed' nisba-index rebuild -q --db db posts
ask() {
	python3 "$NISBA_SOURCE/tests/cli/asked.py" db "$limit" "$@"
}
check 'naughty strings' ask 0 formats/naughty/*/blns.txt
cat log
check 'odd queries' ask 100000
cat log
finish
