# Thirty seconds of visitors while a new index is published every second.
# shellcheck disable=SC2154 # work, web, python: of what is sourced
. "$(dirname "$0")/../cli/lib.sh"
. "$(dirname "$0")/lib.sh"

exec "$python" "$web/publish.py" "$work" "$work/nisba.cgi" \
	"$work/nisba.conf" "$(command -v nisba-index)" "${NISBA_SECONDS:-30}"
