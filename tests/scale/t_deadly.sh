# shellcheck shell=sh
# No query of 100,000 posts takes more than 300 ms of CPU or 64 MiB.
. "${0%/*}/../cli/lib.sh"
need python3

ms=300 mib=64
if grep -q __asan_init "$(command -v nisba-query)"; then
	ms=6000 mib=0
fi
python3 "$NISBA_SOURCE/corpus/generate.py" -n 100000 posts || exit 99
check 'posts are indexed' nisba-index rebuild -q --db db posts
deadly() {
	python3 "$NISBA_SOURCE/tests/cli/deadly.py" "$NISBA_SOURCE/corpus" db \
		"$ms" "$mib"
}
check 'no query takes too much' deadly
cat log
finish
