# shellcheck shell=sh
# Sourced by tests/web/t_*.sh behind tests/cli/lib.sh: what web servers run.
# They do not run as root, so the program and the index lie where anybody may
# read: in $work.
need nisba.cgi python3
# shellcheck disable=SC2034 # for those who source this
web=$NISBA_SOURCE/tests/web
# Debian's, whose packages the tests use, before any other.
python=python3
# shellcheck disable=SC2034
if [ -x /usr/bin/python3 ]; then python=/usr/bin/python3; fi
# shellcheck disable=SC2154 # work is tests/cli/lib.sh's
chmod 755 "$work" && cp "$(command -v nisba.cgi)" "$work" || exit 99
printf 'db = %s/db\n[web]\ntitle = The Ahwa Table\n' "$work" >nisba.conf

# What a test leaves to be looked at, and what it fetches once.
kept() { # kept NAME: the folder
	mkdir -p "$NISBA_BUILD_DIR/web/$1" && echo "$NISBA_BUILD_DIR/web/$1"
}
# axe-core, the checker of accessibility: its file, or nothing when npm cannot
# be reached.
axe_core() {
	folder=$(kept npm)
	file=$folder/node_modules/axe-core/axe.min.js
	test -f "$file" || npm install --silent --no-audit --no-fund \
		--prefix "$folder" axe-core >&2
	if [ -f "$file" ]; then echo "$file"; fi
}
