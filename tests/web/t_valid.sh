# What leaves the program is what it says it is: HTML by the standard's own
# parser, Atom and OpenSearch by schemas, and all of it in 30 KB.
# shellcheck disable=SC2154 # work, web, python: of what is sourced
. "$(dirname "$0")/../cli/lib.sh"
. "$(dirname "$0")/lib.sh"
need xmllint
"$python" -c 'import html5lib' 2>/dev/null || skip 'no python3-html5lib'

mkdir evil && cp "$web/evil.xml" evil || exit 99
nisba-index rebuild -q --db db "$NISBA_SOURCE/corpus/posts" evil || exit 99
GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search \
	SERVER_NAME=localhost SERVER_PORT=80 NISBA_CONFIG=$work/nisba.conf
export GATEWAY_INTERFACE REQUEST_METHOD SCRIPT_NAME SERVER_NAME SERVER_PORT \
	NISBA_CONFIG

# Every kind of page.
queries='q=Khazraji+coup q=Zarkawi q=the&page=2 q=the&page=100 q=xyzzyplugh
	q=%D8%A7%D9%84%D8%B9%D8%B1%D8%A7%D9%82 q=the&author=Hanan+Qasimi&to=2006
	q=Khazrajji+parliamant q=%zz page=0 q=evilword q=%22%3E%3Cb%3E%26amp;
	tag=Iraq from=2006 q=a*+b*+c* sort=oldest q=evilword&from=%22%3E&to=x'

ask() { # ask QUERY: the body
	QUERY_STRING=$1 nisba.cgi 2>err | tr -d '\r' | sed '1,/^$/d' >body
	test -s body
}
html() {
	for query in '' $queries; do
		ask "$query" || return
		"$python" -c '
import html5lib
html5lib.HTMLParser(strict=True).parse(
	open("body", "rb"), transport_encoding="utf-8")' && continue
		echo "$query"
		return 1
	done
}
# A checker of more than the grammar; only where there is Java.
vnu() {
	folder=$(kept npm)
	jar=$folder/node_modules/vnu-jar/build/dist/vnu.jar
	test -f "$jar" || npm install --silent --no-audit --no-fund \
		--prefix "$folder" vnu-jar || return
	number=0
	mkdir -p pages
	for query in '' $queries; do
		number=$((number + 1))
		ask "$query" || return
		mv body "pages/$number.html"
	done
	ask format=css && mv body pages/style.css &&
		java -jar "$jar" --also-check-css --Werror pages/*
}
schema() { # schema FORMAT QUERY...
	format=$1
	shift
	for query; do
		ask "format=$format&$query" || return
		xmllint --noout --relaxng "$web/$format.rng" body && continue
		cat body
		return 1
	done
}
atom() {
	# shellcheck disable=SC2046,SC2086 # a list of words
	schema atom '' $(printf '%s\n' $queries | grep -v 'zz\|page=0\|to=x') &&
		has body '<link rel="self"' 'The Ahwa Table</title>'
}
opensearch() {
	schema opensearch '' && ask q=a && has body 'format=opensearch'
}
# A schema that lets everything pass shows nothing.
schemas_refuse() {
	ask 'format=atom' && cp body feed || return
	for change in '/<updated>/d' 's/<id>[^<]*/<id>x/' 's/<summary/<x/' \
		's/ href="h/ href="javascript:h/' 's/T00:00:00Z/ 00:00/' \
		's/<content type="html">.*//'; do
		sed "$change" feed >changed
		cmp -s feed changed ||
			xmllint --noout --relaxng "$web/atom.rng" changed 2>err
		test $? -ne 0 && continue
		echo "passes: $change"
		return 1
	done
	ask format=opensearch && sed 's/ShortName>/&A name that is too long/' \
		body >changed && ! xmllint --noout --relaxng \
		"$web/opensearch.rng" changed 2>/dev/null
}
json() {
	ask 'format=json&q=Khazraji' && "$python" \
		"$NISBA_SOURCE/tests/cli/schema.py" \
		"$NISBA_SOURCE"/query/schema/nisba.schema.json answer <body
}
small() { # with its one style sheet
	ask format=css || return
	style=$(wc -c <body)
	for query in '' $queries; do
		ask "$query" || return
		size=$(($(wc -c <body) + style))
		test "$size" -lt 30000 || {
			echo "$query: $size bytes"
			return 1
		}
	done
}

check "HTML" html
if command -v java >/dev/null && command -v npm >/dev/null; then
	check "HTML and CSS by vnu" vnu
fi
check "Atom" atom
check "OpenSearch" opensearch
check "JSON" json
check "the schemas refuse what is wrong" schemas_refuse
check "small" small
finish
