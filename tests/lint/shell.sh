# shellcheck shell=sh
# Every script passes shellcheck.
cd "$1" || exit 99
command -v shellcheck >/dev/null || {
	echo "skipped: no shellcheck"
	exit 77
}
find . \( -name build -o -name .git \) -prune -o \
	\( -name '*.sh' -o -path './.ci/*' \) -type f \
	-exec shellcheck --shell=sh --external-sources --exclude=SC1091 {} +
