# shellcheck shell=sh
# What is found is shown, uncut and isolated, in posts of several scripts.
. "${0%/*}/lib.sh"
need python3

nisba-index rebuild -q --db db "$NISBA_SOURCE/corpus/posts"
nisba-index dump -q "$NISBA_SOURCE/corpus/posts" >dumped
marks() { python3 "$NISBA_SOURCE/tests/cli/marks.py" db dumped "$@"; }
check 'words of posts are marked in them' marks 300
finish
