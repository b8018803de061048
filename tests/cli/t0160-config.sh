# nisba.conf: where it is looked for, what it sets, what goes over it.
. "$(dirname "$0")/lib.sh"

mkdir -p posts etc .config/nisba own/posts || exit 99
printf -- '---\ntitle: Tea\n---\nTea in Basra.\n' >posts/tea.md
printf -- '---\ntitle: Ink\ndraft: true\n---\nInk in Mosul.\n' >posts/ink.md
printf 'Salt\n\nSalt in Najaf.\n' >own/posts/salt.txt
cat >etc/nisba.conf <<-'END'
	# what cron runs
	db = ../index
	source = ../posts

	[index]
	drafts = yes
	mode = 0640

	[search]
	limit = 1
END

update_needs_no_arguments() {
	exits 0 nisba-index update --config etc/nisba.conf &&
		is_empty err && test -f index/current &&
		exits 0 nisba-query search --config etc/nisba.conf ink
}
environment_names_the_file() {
	NISBA_CONFIG=etc/nisba.conf exits 0 nisba-query search tea
}
search_takes_its_limit() {
	exits 0 nisba-query search --config etc/nisba.conf --format text0 \
		basra OR mosul &&
		test "$(tr '\0' '\n' <actual | wc -l)" = 1 &&
		exits 0 nisba-query search --config etc/nisba.conf --limit 2 \
			--format text0 basra OR mosul &&
		test "$(tr '\0' '\n' <actual | wc -l)" = 2
}
mode_is_for_the_group() {
	test "$(find index -type f -perm -004 | head -n 1)" = "" &&
		find index -type d -perm -001 >others && is_empty others
}
mode_follows_the_file_whatever_the_umask() {
	(umask 077 && nisba-index rebuild --db open posts) &&
		test "$(find open -type f ! -perm -044)" = "" &&
		test "$(find open -type d ! -perm -055)" = ""
}
the_users_own_file_is_found() {
	printf 'db = %s/mine\nsource = ~/own/posts\n' "$PWD" \
		>.config/nisba/nisba.conf &&
		exits 0 nisba-index update && test -f mine/current &&
		exits 0 nisba-query search salt &&
		NISBA_DB=index exits 1 nisba-query search salt &&
		exits 1 nisba-query search --db index salt &&
		rm .config/nisba/nisba.conf
}
a_source_on_the_command_line_wins() {
	exits 0 nisba-index update --config etc/nisba.conf --db other \
		own/posts && exits 0 nisba-query search --db other salt &&
		exits 1 nisba-query search --db other tea
}
no_source_at_all_says_where_to_put_it() {
	exits 64 nisba-index update --db x &&
		has err "no sources; name a folder or file, or put 'source = PATH' into nisba.conf"
}
a_fault_is_78_with_its_line() {
	printf 'db = x\n\n[index]\nkeep = lots\n' >bad.conf &&
		exits 78 nisba-index update --config bad.conf &&
		has err "bad.conf:4: keep wants a number from 0 to 1000, not 'lots'" &&
		printf '[index]\nkep = 2\n' >bad.conf &&
		exits 78 nisba-index stats --config bad.conf &&
		has err "bad.conf:2: no key 'index.kep'; did you mean 'keep' under [index]?" &&
		exits 2 nisba-query search --config bad.conf tea &&
		exits 78 nisba-index update --config nowhere.conf &&
		has err nowhere.conf
}
nothing_says_where_the_index_is() {
	exits 2 env -u HOME nisba-query search tea || return
	# Root has a place of its own.
	test "$(id -u)" = 0 && return
	has err "'db = DIR' into nisba.conf"
}
shipped_file_is_sound_and_sets_nothing_but_the_index() {
	grep -v '^#' "$NISBA_SOURCE/indexer/service/nisba.conf" | grep . \
		>active
	printf 'db = /var/lib/nisba/default\n[index]\n[search]\n[web]\n' \
		>expected
	same expected active &&
		sed 's/^# \([a-z-]* = \)/\1/' \
			"$NISBA_SOURCE/indexer/service/nisba.conf" >all.conf &&
		exits 66 nisba-index update --config all.conf --db none
}
keys_and_manual_are_the_same() {
	sed -n 's/^	{"\([a-z.-]*\)", CONFIG.*/\1/p' \
		"$NISBA_SOURCE/common/base/config.c" | sort >expected
	awk '/^\.Li \[/ { gsub(/[][]/, "", $2); section = $2 "." }
		/^\.It Cm / { print section $3 }' \
		"$NISBA_SOURCE/indexer/man/nisba.conf.5" | sort >actual
	same
}

check "update needs no arguments" update_needs_no_arguments
check "NISBA_CONFIG names the file" environment_names_the_file
check "[search] limit" search_takes_its_limit
check "[index] mode" mode_is_for_the_group
check "modes do not depend on the umask" mode_follows_the_file_whatever_the_umask
check "the user's own file" the_users_own_file_is_found
check "sources on the command line win" a_source_on_the_command_line_wins
check "no source at all" no_source_at_all_says_where_to_put_it
check "a fault is exit 78 and names its line" a_fault_is_78_with_its_line
check "no index at all" nothing_says_where_the_index_is
check "the shipped file" shipped_file_is_sound_and_sets_nothing_but_the_index
check "nisba.conf(5) lists every key" keys_and_manual_are_the_same
finish
