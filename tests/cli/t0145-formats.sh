# shellcheck shell=sh
# Every file of the format collection, as what it is and as everything that it
# is not: nothing dies, nothing hangs, and exports have all their posts.
. "${0%/*}/lib.sh"
need_data
need python3 tar xz

tar xf "$NISBA_TEST_DATA/formats.tar.xz" || skip 'no formats.tar.xz'

# Seconds for all files, and megabytes for one process, in that order: none
# of 4,700 files may take two, nor grow by 256. Sanitizers take more of both.
if grep -q __asan_init "$(command -v nisba-index)"; then
	seconds=60 megabytes=0
else
	seconds=10 megabytes=256
fi
dumps() { # dumps [OPTION...]
	python3 "$NISBA_SOURCE/tests/cli/measure.py" "$seconds" "$megabytes" \
		nisba-index dump -q --diagnostics diagnostics "$@" formats \
		>posts.jsonl || return
	has_not diagnostics 'its reader' 'takes too much' 'takes too long'
}
agree() {
	python3 "$NISBA_SOURCE/tests/cli/exports.py" formats <posts.jsonl
}
check 'all files are read' dumps
check 'exports have as many posts as they hold' agree
for format in feed html json markdown mbox mt text wxr; do
	check "as $format" dumps --format "$format" --drafts --all-types \
		--comments
done
finish
