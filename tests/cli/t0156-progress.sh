# A run on a terminal shows how far it is; nothing of that reaches a file. The
# first signal ends it with nothing published.
. "$(dirname "$0")/lib.sh"
need python3

python3 "$NISBA_SOURCE/corpus/generate.py" -n 1000 --per-file 5 posts || exit 99
on_terminal() { python3 "$NISBA_SOURCE/tests/cli/terminal.py" "$@"; }

stops() {
	exits 130 on_terminal --signal-at reading \
		nisba-index update --jobs 1 --db db posts || return
	has actual 'stopped: the index is as it was' &&
		test ! -e db/current && ! ls -d db/g* 2>/dev/null
}
check 'a signal stops it' stops
shows() {
	exits 0 on_terminal nisba-index update --jobs 1 --db db posts || return
	has actual 'looking' 'reading  █' '% ' 'merging' '1000 posts, '
}
check 'it shows where it is' shows
plainly() {
	(LC_ALL=C exits 0 on_terminal nisba-index rebuild --db db posts) &&
		has actual 'reading  ' '...' && has_not actual █
}
check 'in letters that there are' plainly
in_a_file() {
	exits 0 nisba-index rebuild --db db posts && is_empty actual &&
		is_empty err
}
check 'and in a file it shows nothing' in_a_file
counts() {
	find posts -name "*0.*" -exec rm {} +  && exits 0 on_terminal nisba-index update -v \
		--allow-mass-delete --db db posts && has actual 'D ' ' deleted'
}
check 'what a run did is said' counts
finish
