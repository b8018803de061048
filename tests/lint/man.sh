# shellcheck shell=sh
# mandoc finds no fault in the manual pages.
cd "$1" || exit 99
command -v mandoc >/dev/null || {
	echo "skipped: no mandoc"
	exit 77
}
pages=$(find indexer query -path '*/man/*' -name '*.[1578]')
test -n "$pages" || {
	echo "no manual pages"
	exit 1
}
# shellcheck disable=SC2086 # our file names have no spaces
mandoc -Tlint -Wwarning $pages
