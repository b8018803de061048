# A post is found as its readers type it, and what matched is marked.
# shellcheck disable=SC2016 # meant for the inner shell
. "$(dirname "$0")/lib.sh"

mkdir posts
cat >posts/one.txt <<'TXT'
The Example Blog

By Amal Example

A plot that came to nothing

Talk of a coup d'état went round Damascus. General Nizar al-Khazrachi, it was
said, would lead the men of the al-Jaafari/al-Maliki years; Abu Musab al-Zarqawi
was still alive. The Shia militias heard of it in the run-up to the vote.

Via Farid.
TXT
cat >posts/two.md <<'TXT'
---
title: Milk prices
date: 2006-06-14
author: Basel Example
tags: [economy]
---
The price of milk rose again, and the general public pays.
TXT

check 'the posts are indexed' exits 0 nisba-index rebuild --db db posts
check 'in silence' is_empty actual
check 'both' sh -c 'nisba-index stats --db db --json | grep -q "\"posts\": 2"'

finds() { # finds QUERY MARKED...: the first post, with these words marked
	exits 0 nisba-query search --db db --color always --limit 1 "$1" ||
		return 1
	shift
	for word in "$@"; do
		python3 - "$word" <<-'PY' || return 1
		import re, sys
		text = open('actual', encoding='utf-8').read()
		marks = re.findall('\x1b\\[[0-9;]*m([^\x1b]*)\x1b\\[0?m', text)
		sys.exit(0 if sys.argv[1] in marks else f'{sys.argv[1]!r} not in {marks}')
		PY
	done
}

check 'an article may be typed' finds 'al-Maliki' 'al-Maliki'
check 'or left out' finds 'maliki' 'al-Maliki'
check 'a name of many words' finds '"Abu Musab al-Zarqawi"' \
	'Abu Musab al-Zarqawi'
check 'and its parts' finds '"musab zarqawi"' 'Musab al-Zarqawi'
check 'an apostrophe' finds "coup d'etat" "d'état"
check 'another apostrophe' finds "coup d’état" "d'état"
check 'an inflection' finds 'militia' 'militias'
check 'a possessive' finds "Zarqawi's" 'al-Zarqawi'
check 'an exact word' finds '=Khazrachi' 'al-Khazrachi'
check 'a compound' finds 'runup' 'run-up'
check 'a site' finds 'site:example'
check 'a tag' finds 'tag:economy milk' 'milk'
check 'a date' finds 'date:2006-06 milk' 'milk'
check 'a title' finds 'title:plot'
check 'what is excluded and absent does no harm' finds 'general -penguin' \
	'general'

check 'nothing is exit 1' exits 1 nisba-query search --db db penguin
check 'an exclusion excludes' exits 1 nisba-query search --db db 'milk -public'
check 'a kin is no substring' exits 1 nisba-query search --db db '=militia'
check 'no index is exit 2' exits 2 nisba-query search --db nowhere milk
check 'and says what to do' grep -q 'nisba-index' err

for odd in 'maliki AND' '"unclosed' '((' 'title:' ')(' '-' '= =' '*' 'OR' \
	'NEAR/3 milk' 'milk NEAR/3 price' "$(printf '\377\376')" '-milk' \
	'lang:ar -lang:en' 'date:zzz' 'milk*' '()'; do
	check "answered: $odd" sh -c '
		nisba-query search --db db -- "$1" >/dev/null 2>log2
		test $? -le 1' sh "$odd"
done
head -c 10000 /dev/zero | tr '\0' '(' >long
check 'ten thousand parentheses' sh -c \
	'nisba-query search --db db -- "$(cat long)" >/dev/null; test $? -le 1'
head -c 10000 /dev/zero | tr '\0' 'a' >long
check 'ten thousand letters' sh -c \
	'nisba-query search --db db -- "$(cat long)" >/dev/null; test $? -le 1'

check 'JSON is JSON' sh -c \
	'nisba-query search --db db --format json milk | python3 -m json.tool'
check 'and so is explain' sh -c \
	'nisba-query explain --db db --format json "milk OR coup" |
		python3 -m json.tool'

finish
