# The page in a real browser. Pictures of it stay in the build's web/pictures.
# shellcheck disable=SC2154 # work, web, python: of what is sourced
. "$(dirname "$0")/../cli/lib.sh"
. "$(dirname "$0")/lib.sh"
need chromium chromedriver lighttpd npm
$python -c 'import selenium' 2>/dev/null || skip 'no python3-selenium'

mkdir evil && cp "$web/evil.xml" evil || exit 99
nisba-index rebuild -q --db db "$NISBA_SOURCE/corpus/posts" evil || exit 99
axe=$(axe_core)
exec "$python" "$web/visit.py" "$work" "$work/nisba.cgi" "$work/nisba.conf" \
	"${axe:--}" "$(kept pictures)"
