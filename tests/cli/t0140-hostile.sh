# shellcheck shell=sh
# Whatever lies in an archive, the run goes on, soon ends, says what was wrong
# and takes the good posts beside it.
. "${0%/*}/lib.sh"
need python3

mkdir folder
good=$(python3 "$NISBA_SOURCE/tests/cli/hostile.py" folder) ||
	skip 'cannot make the folder'

# Seconds and the largest process's megabytes, as `limits` in measure.py's
# arguments; sanitizers take more of both.
if grep -q __asan_init "$(command -v nisba-index)"; then
	seconds=60 megabytes=0
else
	seconds=20 megabytes=300
fi
measured() { # measured COMMAND...
	python3 "$NISBA_SOURCE/tests/cli/measure.py" "$seconds" "$megabytes" \
		"$@"
}
dumps() {
	measured nisba-index dump -v --diagnostics diagnostics folder \
		>posts.jsonl 2>said
}
is_reported() { # is_reported PATH REASON: as the diagnostics have them
	grep -F -e "\"path\":\"$1\"" diagnostics | grep -qF -e "$2" && return
	echo "not reported: $1: $2"
	grep -F -e "$1" diagnostics
	return 1
}
all_are_reported() {
	while IFS='	' read -r path reason; do
		is_reported "$path" "$reason" || return
	done <<-'LIST'
		control.xml	control characters
		byte.xml	neither UTF-8 nor declared
		bomb.xml	declarations: ignored
		deep.xml	nested too deeply
		divs.html	nested too deeply
		attributes.html	most of their attributes left out
		brackets.md	front matter is broken
		aliases.md	an alias
		images.md	taken as plain text
		quotes.md	taken as plain text
		line.md	more than 67108864 bytes
		bomb.md.gz	more than
		cut.md.gz	ends too early
		fifo.md	not a regular file
		loop	a symbolic link
		self.md	a symbolic link
		passwd.md	a symbolic link
	LIST
}
count() { # count PATTERN: posts in posts.jsonl that match it
	grep -c -e "$1" posts.jsonl
}
holds_good_posts() {
	test "$(count '"text":"This post is good."')" = "$good"
}
holds_ten() { # holds_ten PATH: all posts of an export
	test "$(count "\"path\":\"$1\"")" = 10
}
names_are_told() {
	has posts.jsonl 'a\\x0anew\\x1b[31mline.md' '\\xff\\xfe.md' &&
		has_not said "$(printf '\033')"
}
nothing_foreign_is_read() {
	has_not posts.jsonl root: laughlaugh
}
is_indexed() {
	# Indexing the largest takes half a minute with sanitizers.
	test "$megabytes" != 0 || find folder -type f -size +150k -delete
	measured nisba-index rebuild -q --db db folder 2>said &&
		nisba-query search --db db --format json --limit 1 \
			'"this post is good"' >answer &&
		has answer "\"total\": $good,"
}

check 'a hostile folder is read' dumps
check 'good posts are all there' holds_good_posts
check 'a control byte costs no post' holds_ten control.xml
check 'nor does a byte of another encoding' holds_ten byte.xml
check 'everything bad is reported' all_are_reported
check 'names of any bytes are told' names_are_told
check 'entities and links lead nowhere' nothing_foreign_is_read
check 'good posts are found' is_indexed
finish
