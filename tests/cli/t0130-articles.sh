# The article, not the page: real pages, those in html-articles.tar.xz in
# $NISBA_TEST_DATA, against the articles that people want from them.
. "$(dirname "$0")/lib.sh"
need_data
need python3
archive=$NISBA_TEST_DATA/html-articles.tar.xz
test -f "$archive" || skip "no $archive"

tar xJf "$archive" || exit 99
at_least() { # at_least NAME LEAST
	awk -v name="$1" -v least="$2" '
		$1 == name { print; known = 1; low = $2 != "unknown:" && $2 < least }
		END { exit !known || low }' found
}
check 'pages are read' \
	python3 "$NISBA_SOURCE/bench/html-articles.py" .
cp log found
check 'words of the article' at_least f1 .92
check 'titles, where they are known' at_least titles .95
finish
