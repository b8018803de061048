# The page behind real web servers, by the lines we ship for them: the same
# answers from all.
# shellcheck disable=SC2154 # work, web, python: of what is sourced
. "$(dirname "$0")/../cli/lib.sh"
. "$(dirname "$0")/lib.sh"

nisba-index rebuild -q --db db "$NISBA_SOURCE/corpus/posts" || exit 99
exec "$python" "$web/alike.py" "$work" "$work/nisba.cgi" "$work/nisba.conf"
