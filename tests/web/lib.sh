# shellcheck shell=sh
# Sourced by tests/web/t_*.sh behind tests/cli/lib.sh: what web servers run.
# They do not run as root, so the program and the index lie where anybody may
# read: in $work.
need python3 nisba.cgi
web=$NISBA_SOURCE/tests/web
# shellcheck disable=SC2154 # work is tests/cli/lib.sh's
chmod 755 "$work" &&
	cp "$(command -v nisba.cgi)" "$work" || exit 99
printf '[web]\ntitle = The Ahwa Table\n' >nisba.conf
sed -i "1i db = $work/db" nisba.conf

# Where a test leaves what is to be looked at.
kept() { # kept NAME: the folder
	folder=${NISBA_KEEP:-$NISBA_BUILD_DIR/web}/$1
	mkdir -p "$folder" && echo "$folder"
}
