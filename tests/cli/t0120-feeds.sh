# Feeds of all kinds say what their authors expect of them.
. "$(dirname "$0")/lib.sh"

need python3 tar xz
need_data
test -f "$NISBA_TEST_DATA/formats.tar.xz" ||
	skip "no formats.tar.xz in NISBA_TEST_DATA"
mkdir formats
tar -xJf "$NISBA_TEST_DATA/formats.tar.xz" -C formats || exit 99
feeds=$(find formats -type d -name feeds-feedparser)
bombs=$(find formats -type d -name xmlbombs)

nisba-index dump --quiet "$feeds" >posts.jsonl
check 'expectations hold' python3 "$NISBA_SOURCE/tests/cli/feedparser.py" \
	-v "$feeds" <posts.jsonl
check 'bombs are no posts' sh -c "
	timeout 10 nisba-index dump --format feed '$bombs' >posts.jsonl 2>log2 &&
		test ! -s posts.jsonl"

finish
