# shellcheck shell=sh
# Sourced by tests/crash/*.sh behind tests/cli/lib.sh: an index, the archive it
# was made of, and a change to it. What a run leaves must be the index as it was
# or as it was to be.
need strace python3

# strace cannot follow a sanitizer's leak check.
ASAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS

# What changes files or names; reading is left alone.
# shellcheck disable=SC2034 # by those who source this
writing='write pwrite64 writev rename renameat2 link linkat unlink unlinkat
	mkdir mkdirat rmdir fsync fdatasync ftruncate copy_file_range chmod fchmod'

post() { # post FILE WORD
	printf -- '---\ntitle: %s\n---\nThe word is %s.\n' "$2" "$2" >"$1"
}
make_archive() { # old/: an index of before/; after/: what changed
	mkdir before
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		post "before/$i.md" "common old$i"
	done
	mkdir posts
	cp before/* posts
	nisba-index rebuild --db old posts || exit 99
	cp -R before after
	post after/3.md 'common changed'
	post after/13.md 'common added'
	rm after/5.md
}
reset() { # the index as it was, the archive as it is now
	rm -rf db posts
	cp -R old db
	cp -R after posts
}
count() { # count WORD: posts found; "failed" when the search did
	nisba-query search --db db --exact --limit 99 --format jsonl "$1" \
		>answer 2>answer.err
	case $? in
	0 | 1) grep -c . answer ;;
	*) echo failed ;;
	esac
}
# Before or after, and nothing between.
is_whole() {
	state="$(count common)/$(count old3)/$(count changed)"
	state="$state/$(count added)/$(count old5)"
	case $state in
	12/1/0/0/1 | 12/0/1/1/0) return 0 ;;
	esac
	echo "neither old nor new: $state"
	cat answer.err
	return 1
}
is_new() {
	test "$(count common)/$(count changed)/$(count added)/$(count old5)" = \
		12/1/1/0
}
# The next run brings it up to date, and nothing is left over.
recovers() {
	nisba-index update --db db posts >run.log 2>&1 || {
		cat run.log
		return 1
	}
	is_new || return 1
	if test "$(find db/ -maxdepth 1 -name 'g*' | wc -l)" -gt 2 ||
		find db/ -name '*.new' -o -name '*.tmp*' | grep .; then
		find db
		return 1
	fi
	nisba-index check --db db
}
calls() { # calls NAME: how often an update makes this call
	reset
	strace -f -qq -o trace -e "trace=$1" nisba-index update --db db posts \
		>run.log 2>&1
	grep -c "$1(" trace
}
