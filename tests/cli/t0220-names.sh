# Names are found under other spellings: wherever they stand, with the reason
# why, and as the tables of names say.
. "$(dirname "$0")/lib.sh"

mkdir posts
cat >posts/one.md <<'MD'
---
title: The Milk Price and Khazraji
author: Nizar Zarkawi
tags: [Moubarak, prices]
date: 2006-06-14
---
Here is nothing but milk.
MD
cat >posts/two.md <<'MD'
---
title: A letter
date: 2006-06-14
---
A letter from General Nizar al-Khazrachi was read to Noori al-Malki.
MD
cat >posts/three.md <<'MD'
---
title: Another letter
date: 2006-06-14
---
A letter from General Nizar Khazraji was read in Saida, which some call Sidon.
MD
check 'the posts are indexed' exits 0 nisba-index rebuild --db db posts
NISBA_DB=db
export NISBA_DB

first() { # first QUERY ID: the first post found
	exits 0 nisba-query search --format jsonl "$1" || return 1
	head -n 1 actual | grep -q "\"id\": *\"$2\"" || { cat actual; return 1; }
}
check 'a title' first title:khazrachi one.md
check 'an author' first author:zarqawi one.md
check 'a tag' first tag:mubarak one.md
check 'a name of two loose spellings' first 'Nuri Maliki' two.md
check 'and as a phrase' first '"Nuri Maliki"' two.md
check 'the exact spelling comes first' first 'khazraji letter' three.md
check 'however it is asked for' first 'khazrachi letter' two.md

matched() {
	exits 0 nisba-query search --format jsonl 'khazraji letter' || return 1
	has actual '"text":"al-Khazrachi"' '"by":"name"' '"rule":"j~ch"'
}
check 'results say what matched' matched
explained() {
	exits 0 nisba-query explain Khazraji || return 1
	has actual 'khazrachi  name 0.83: j written ch'
}
check 'explain says why' explained

spellings() {
	exits 0 nisba-query names --format jsonl Khazragi || return 1
	has actual '{"query":"Khazragi","spellings":[' \
		'"text":"Khazraji","count":2,"posts":2' \
		'"rule":"g~j"'
}
check 'names has the spellings' spellings
table() {
	exits 0 nisba-query names Khazragi || return 1
	has actual 'g written j'
}
check 'and a table of them' table
batch() {
	printf 'Khazragi\n\nNobody\r\nZarqawi' >asked
	nisba-query names --batch - --format jsonl <asked >actual || return 1
	test "$(wc -l <actual)" = 4 || { cat actual; return 1; }
	has actual '{"query":"Nobody","spellings":[]}' '"text":"Zarkawi"'
}
check 'many at once, in their order' batch
none() {
	exits 1 nisba-query names Nobody
}
check 'none is exit 1' none
all() {
	exits 0 nisba-query names --all || return 1
	has actual 'Khazraji 2' 'al-Khazrachi 1'
}
check 'all names, by families' all

mkdir -p config/nisba
cat >config/nisba/names <<'NAMES'
# what I know better
Saida, Sidon
! Khazraji, Khazrachi
NAMES
own() {
	XDG_CONFIG_HOME=$PWD/config
	export XDG_CONFIG_HOME
	exits 0 nisba-query names Sidon || return 1
	has actual 'Saida' || return 1
	exits 0 nisba-query names Khazraji || return 1
	has_not actual Khazrachi
}
check 'a table of ones own' own
unset XDG_CONFIG_HOME
check 'is not there for others' sh -c '
	nisba-query names Sidon | grep -q Saida && exit 1; exit 0'
# Somebody whose HOME is another's, as behind sudo -u.
other() {
	setpriv --reuid 65534 --clear-groups env HOME="$PWD/closed" "$@"
}
closed() {
	mkdir -p closed/.config/nisba
	cp config/nisba/names closed/.config/nisba
	chmod 700 closed
	chmod 755 .
	exits 0 other nisba-query names Sidon || return 1
	has_not actual Saida
}
if test "$(id -u)" = 0 && other nisba-query --version >log 2>&1; then
	check 'nor where nobody may look' closed
else
	echo '# skipped: cannot be somebody else here'
fi
bad() {
	printf 'Saida, Sidon\nOnly-One\n' >names
	exits 2 nisba-query names --names names Sidon || return 1
	has err 'names:2: ' 'two or more'
}
check 'an error names file and line' bad
check 'a table that is not there' exits 2 nisba-query names --names nowhere Sidon
check 'is named' has err nowhere

finish
