# Answers in every format, on a terminal, restricted, counted, completed.
# shellcheck disable=SC2016 # meant for the inner shell
. "$(dirname "$0")/lib.sh"
need python3

nisba-index rebuild -q --db db "$NISBA_SOURCE/corpus" 2>err
NISBA_DB=$(pwd)/db
export NISBA_DB
q() { nisba-query "$@"; }

check 'facets are counted' exits 0 nisba-query search --facets --limit 0 Iraq
check 'by year and author' has actual 'year ' '2006 ' 'author ' 'lang '
check 'a timeline is drawn' exits 0 nisba-query search --timeline Iraq
check 'from month to month, with its scale' has actual 'a bar is' 'the highest'
check 'a filter alone lists posts' exits 0 nisba-query search --from 2006 \
	--to 2006
check 'of that year' has actual '    2006-'
check 'and no other' has_not actual '    2007-' '    2005-'
dates() { # dates QUERY: its posts' days stand in the file `dates`
	q search --limit 100 --format jsonl "$1" |
		sed 's/.*"date":"\([^"T]*\).*/\1/' >dates
	test "$(sort -u dates | wc -l)" -gt 3
}
check 'typed filters list posts' dates 'date:2006 -tag:nothing'
check 'newest first' sort -cr dates
first() { # first ID OPTION...: of what is found
	id=$1
	shift
	test "$(q search --limit 1 --format text0 "$@" | tr -d '\0')" = "$id"
}
mkdir own
for i in 1 2 3 4 5 6 7 8 9; do
	printf -- '---\ntitle: %s\ndate: 201%s\n---\nOf salt %s.\n' $i $i $i >own/$i.md
done
printf 'He met Nuri Maliki there, and others.\n' >own/strict.md
printf 'He met Noori Malki there, and others.\n' >own/loose.md
printf 'He met Nuri Malki there, and others.\n' >own/half.md
printf -- '---\ndate: 1999\n---\nSoon, soon, soon.\n' >own/soon.md
printf -- '---\ndate: 2020\n---\nSoon, said one of many who had waited.\n' >own/waits.md
nisba-index rebuild -q --db own.db own
check 'a pair of names as typed comes first' first strict.md --db own.db \
	Nuri Maliki
check 'as a phrase, too' first strict.md --db own.db '"Nuri Maliki"'
check 'a looser pair is found' first loose.md --db own.db Noori Malki
check 'a date that is none is a word, the best post first' \
	first soon.md --db own.db date:soon
check 'a change is dated' exits 0 nisba-query search 'updated:december 2009'
check 'and shown beside' has actual ' · updated 2009-12-07'
check 'an author' exits 0 nisba-query search --author 'hanan qasimi'
check 'who wrote them' has actual 'Hanan Qasimi'
check 'what passes nothing is exit 1' exits 1 nisba-query search \
	--author nobody Iraq
check 'no date is exit 2' exits 2 nisba-query search --from soon Iraq
check 'and says how to write one' has err '--from soon' '2006-06'

check 'a slip is asked about' exits 1 nisba-query search newspapper
check 'on standard error' has err 'did you mean: newspaper'
check 'a word is completed' exits 0 nisba-query suggest khazr
check 'by names' has actual 'name ' 'Khazraji'
check 'nothing begins so: exit 1' exits 1 nisba-query suggest zzzzq

id=$(nisba-query search --limit 1 --format text0 Khazraji | tr -d '\0')
check 'an id comes as text0' test -n "$id"
check 'posts like it' exits 0 nisba-query related --limit 3 "$id"
check 'in any format' sh -c \
	'nisba-query related --format json "$1" | python3 -m json.tool' sh "$id"
check 'an unknown id is exit 2' exits 2 nisba-query related nowhere
check 'and is named' has err "'nowhere'"

# A NUL ends each of them, and nothing else is printed.
check 'as many NULs as posts' sh -c '
	test "$(nisba-query search --limit 3 --format text0 Iraq | tr -dc "\0" |
		wc -c)" = 3'

parses() { # parses FORMAT: it is well-formed XML
	q search --facets --format "$1" 'Iraq OR "<b>" OR الخزرجي' >out.xml &&
		python3 -c 'import sys, xml.dom.minidom as m
m.parse("out.xml")'
}
check 'Atom is XML' parses atom
check 'and marks what was found' has out.xml '&lt;b&gt;' '<entry>' \
	'opensearch:totalResults'
check 'HTML is well-formed' parses html
check 'and marks what was found' has out.xml '<mark>' 'dir="auto"'

if python3 -c 'import jsonschema' 2>/dev/null; then
	valid() { # valid DEFINITION ARGUMENT...: the output is as documented
		part=$1
		shift
		q "$@" 2>err | python3 "$NISBA_SOURCE/tests/cli/schema.py" \
			"$NISBA_SOURCE/query/schema/nisba.schema.json" "$part"
	}
	check 'an answer is as documented' valid answer search --format json \
		--facets --timeline 'Khazraji coup -milk "the press"'
	check 'one without results' valid answer search --format json zzzzq
	check 'with a suggestion' valid answer search --format json newspapper
	check 'a result a line' valid result search --format jsonl --limit 50 \
		Iraq
	check 'related posts' valid answer related --format json "$id"
	check 'an explanation' valid explanation explain --format json \
		'Khazraji title:"the general" (a OR b*) -c one NEAR/3 two =d'
	deep='(a b) OR c'
	for i in 1 2 3 4 5 6 7 8 9; do deep="(-($deep) title:x$i) OR y$i"; done
	check 'of a deep query' valid explanation explain --format json "$deep"
	check 'of none' valid explanation explain --format json ''
	check 'completions' valid completions suggest --format json al
	check 'names' valid names names --format json Khazraji
else
	echo '# no python3-jsonschema: JSON is not compared with its schema'
fi

# script(1) makes a terminal of 80 columns, and the pager sees what we print.
if command -v script >/dev/null; then
	on_terminal() { # on_terminal COMMAND
		script -qec "stty cols 60; $1" /dev/null </dev/null >actual
	}
	paged() { # paged TEXT...: of a search on a terminal
		NISBA_PAGER='sed s/^/PAGED:/' TERM=xterm on_terminal \
			'nisba-query search --limit 3 Khazraji' && has actual "$@"
	}
	check 'a pager runs on a terminal' paged PAGED:
	check 'and colours are kept' paged "$(printf '\033[1;31m')"
	NISBA_PAGER='cat'
	export NISBA_PAGER
	check 'cat is none' on_terminal 'nisba-query search Khazraji'
	check 'and 0 is found' has actual 'Khazraji'
	not_wide() { # no line of snippets or facts is wider than 60 columns
		sed 's/\x1b[^m]*m//g; s/[\r]//g' actual | python3 -c '
import sys, unicodedata
for line in sys.stdin:
    line = line.rstrip("\n")
    if "/" in line: continue
    n = sum(0 if unicodedata.category(c) in ("Cf", "Mn") else
        2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
    if n > 60: sys.exit(f"{n}: {line}")'
	}
	check 'lines fit' not_wide
	check 'links, where they are wanted' sh -c '
		FORCE_HYPERLINK=1 nisba-query search --limit 50 Iraq |
			grep -q "$(printf "\033]8;;http")" ||
		! nisba-query search --limit 50 --format jsonl Iraq |
			grep -q "\"url\":\"http"'
	check 'and nowhere else' sh -c '
		! nisba-query search --limit 50 Iraq |
			grep "$(printf "\033]8")"'
	NISBA_PAGER='head -n 1'
	check 'a reader may leave early' on_terminal \
		'nisba-query search --limit 10000 the; test $? = 0'
fi

finish
