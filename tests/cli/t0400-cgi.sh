# The search page, as a web server runs it.
. "$(dirname "$0")/lib.sh"
need python3

nisba-index rebuild -q --db db "$NISBA_SOURCE/corpus/posts" || exit 99
# What a hostile blog would have in its posts.
mkdir evil || exit 99
cat >evil/feed.xml <<'END'
<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&lt;b&gt;Evil&lt;/b&gt;</title>
<entry><id>javascript:alert(1)</id><title type="text">&lt;script&gt;alert(1)&lt;/script&gt; coup</title>
<link href="javascript:alert(1)"/><updated>2006-01-01T00:00:00Z</updated>
<author><name>"&gt;&lt;img src=x onerror=alert(1)&gt;</name></author>
<category term="' onclick='alert(1)"/><content type="text">coup &lt;/p&gt;&lt;script&gt;alert(2)&lt;/script&gt; &#x202E;gnp &#x85; end</content></entry>
<entry><id>b</id><title>data coup</title><link href="data:text/html,&lt;script&gt;"/>
<updated>2007-01-01T00:00:00Z</updated><content type="text">coup coup</content></entry>
<entry><id>c</id><title>quotes coup</title><link href="http://example.org/&quot;&gt;&lt;script&gt;x"/>
<updated>2008-01-01T00:00:00Z</updated><author><name>&#x2067;rtl</name></author><content type="text">coup {{title}} {{style}}</content></entry>
</feed>
END
nisba-index rebuild -q --db evildb evil || exit 99

GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET NISBA_DB=$PWD/db
SCRIPT_NAME=/search SERVER_NAME=localhost SERVER_PORT=80 NISBA_CONFIG=/dev/null
export GATEWAY_INTERFACE REQUEST_METHOD NISBA_DB SCRIPT_NAME SERVER_NAME \
	SERVER_PORT NISBA_CONFIG

ask() { # ask QUERY_STRING [VARIABLE=VALUE...]: headers and body
	query=$1
	shift
	env "$@" QUERY_STRING="$query" nisba.cgi >reply 2>err || return
	tr -d '\r' <reply | sed '/^$/q' >headers
	tr -d '\r' <reply | sed '1,/^$/d' >body
}
a_page_has_what_was_found() {
	ask 'q=Khazraji+coup' && has headers 'Status: 200 OK' \
		'Content-Type: text/html; charset=utf-8' 'ETag: "' \
		"default-src 'none'" 'nosniff' && is_empty err &&
		has body '<mark>al-Khazraji</mark>' 'value="Khazraji coup"' \
			'href="?q=%3D%D8%A7%D9%84%D8%AE%D8%B2%D8%B1%D8%AC%D9%8A%20coup"' \
			'<q><bdi>Khazraji coup</bdi></q>'
}
links_of_spellings_find_only_them() {
	ask 'q=%3DKhazrachi&format=json' && has body '"Khazrachi"' &&
		has_not body '"Khasraji"'
}
filters_are_kept_and_can_be_left() {
	ask 'q=the&author=Hanan+Qasimi&sort=newest' &&
		has body 'name="author" value="Hanan Qasimi"' \
			'<option value="newest" selected>' 'any author' \
			'href="?q=the&amp;sort=newest">any author'
}
pages_follow_each_other() {
	ask 'q=the' && has body 'rel="next"' 'page=2' && has_not body 'rel="prev"' &&
		ask 'q=the&page=2' && has body 'rel="prev"' '<ol start="11">'
}
the_welcome_counts_posts() {
	ask '' && has body 'posts can be found' '>Newest posts</h2>' '<ol' &&
		ask 'page=2' && has body 'posts can be found' 'start="11"'
}
json_is_the_schema() {
	ask 'q=Khazraji&format=json' &&
		has headers 'Content-Type: application/json' &&
		has body '"timeline"' '"facets"' &&
		python3 -c 'import json; json.load(open("body"))'
}
feeds_and_descriptions_are_xml() {
	for format in atom opensearch; do
		ask "q=Khazraji&format=$format" && python3 -c '
import xml.dom.minidom
xml.dom.minidom.parse("body")' || return
	done
	has body 'template="http://localhost/search?q={searchTerms}"'
}
a_feed_of_nothing_is_of_the_newest() {
	ask 'format=atom' && has body '<entry>' '<updated>2009-' \
		'<id>http://localhost/search?format=atom</id>' &&
		ask 'format=atom&q=Khazraji&tag=Iraq' && has body \
		'href="http://localhost/search?q=Khazraji&amp;tag=Iraq"'
}
suggestions_are_what_is_there() {
	ask 'q=khaz&format=suggest' && has body '["khaz",["Khazr' '"name, 3 posts"'
}
what_has_not_changed_is_304() {
	ask 'q=coup' && tag=$(sed -n 's/^ETag: //p' headers) &&
		ask 'q=coup' "HTTP_IF_NONE_MATCH=$tag" &&
		has headers 'Status: 304 Not Modified' && is_empty body &&
		ask 'q=coup&sort=newest' "HTTP_IF_NONE_MATCH=$tag" &&
		has headers 'Status: 200 OK'
}
head_has_no_body() {
	ask 'q=coup' REQUEST_METHOD=HEAD && has headers 'Status: 200 OK' \
		'Content-Length: ' && is_empty body
}
other_methods_are_405() {
	ask 'q=coup' REQUEST_METHOD=POST &&
		has headers 'Status: 405 Method Not Allowed' 'Allow: GET, HEAD'
}
nonsense_is_400() {
	ask 'q=%zz' && has headers 'Status: 400 Bad Request' &&
		has body 'q is not percent-encoded' && is_empty err
}
no_index_is_503() {
	ask 'q=coup' NISBA_DB=/nonexistent &&
		has headers 'Status: 503 Service Unavailable' 'Retry-After: 60' &&
		has_not body /nonexistent && has err 'nisba.cgi: ' /nonexistent
}
a_bad_setup_is_503() {
	printf 'dbb = x\n' >bad.conf
	ask 'q=coup' NISBA_CONFIG=bad.conf &&
		has headers 'Status: 503 Service Unavailable' &&
		has_not body bad.conf && has err 'bad.conf:1: no key'
}
a_request_names_no_files() {
	ask "q=coup&db=$PWD/evildb&NISBA_DB=$PWD/evildb" \
		"HTTP_NISBA_DB=$PWD/evildb" && has_not body quotes
}
a_home_is_not_looked_at() {
	mkdir -p home/.config/nisba home/nisba
	for file in home/.config/nisba home/nisba; do
		echo nonsense >$file/nisba.conf
		echo nonsense >$file/names
	done
	(unset NISBA_CONFIG; ask 'q=coup' "HOME=$PWD/home" &&
		has headers 'Status: 200' &&
		ask 'q=coup' "XDG_CONFIG_HOME=$PWD/home" &&
		has headers 'Status: 200')
}
a_template_of_ones_own() {
	printf '<p>{{title}}: {{answer}}</p>\n' >own.html
	printf 'db = db\n[web]\ntemplate = own.html\ntitle = <Tea>\n' >own.conf
	(unset NISBA_DB; ask 'q=coup' "NISBA_CONFIG=$PWD/own.conf" &&
		has body '<p>&lt;Tea&gt;: <h1' '</p>') || return
	printf '{{titel}}\n' >own.html
	(unset NISBA_DB; ask 'q=coup' "NISBA_CONFIG=$PWD/own.conf" &&
		has headers 'Status: 503' && has err "own.html:1: no hole 'titel'")
}
hostile_posts_are_text() {
	ask 'q=coup' "NISBA_DB=$PWD/evildb" && has body 'coup</mark>' \
		'&lt;script&gt;alert(1)&lt;/script&gt;' '{{title}} {{style}}' \
		'href="http://example.org/%22%3E%3Cscript%3Ex"' &&
		has_not body '<script>' '<img' 'href="javascript' 'href="data' &&
		ask 'q=coup&format=json' "NISBA_DB=$PWD/evildb" &&
		has body '\u003Cscript>alert(1)' '"url": ""' &&
		has_not body '<' '"url": "javascript' '"url": "data' &&
		ask 'q=%3Cscript&format=suggest' "NISBA_DB=$PWD/evildb" &&
		has body '\u003Cscript' && has_not body '<'
}
everything_is_small() {
	ask 'q=coup' && total=$(wc -c <body) && ask 'format=css' &&
		total=$((total + $(wc -c <body))) && ask 'format=js' &&
		total=$((total + $(wc -c <body))) && echo "$total bytes" &&
		test "$total" -lt 30000
}
arguments_are_not_looked_at() {
	env QUERY_STRING=q=coup nisba.cgi --version >reply && has reply 'Status: 200'
}
a_person_is_told_what_it_is() {
	unset GATEWAY_INTERFACE REQUEST_METHOD
	exits 64 nisba.cgi && has err 'usage: nisba.cgi' &&
		exits 0 nisba.cgi --version &&
		exits 0 nisba.cgi --sandbox-report && has actual 'seccomp: '
}
hostile_requests_do_nothing() {
	python3 "$NISBA_SOURCE/tests/cli/cgi_hostile.py" "$PWD/$1" \
		"${NISBA_HOSTILE_STEP:-$2}"
}

check "a page" a_page_has_what_was_found
check "links of spellings" links_of_spellings_find_only_them
check "filters" filters_are_kept_and_can_be_left
check "pages" pages_follow_each_other
check "no query" the_welcome_counts_posts
check "JSON" json_is_the_schema
check "Atom, OpenSearch" feeds_and_descriptions_are_xml
check "a feed of nothing" a_feed_of_nothing_is_of_the_newest
check "suggestions" suggestions_are_what_is_there
check "304" what_has_not_changed_is_304
check "HEAD" head_has_no_body
check "405" other_methods_are_405
check "400" nonsense_is_400
check "503 without an index" no_index_is_503
check "503 with a bad set-up" a_bad_setup_is_503
check "a request names no files" a_request_names_no_files
check "a home is not looked at" a_home_is_not_looked_at
check "a template of one's own" a_template_of_ones_own
check "hostile posts" hostile_posts_are_text
check "small" everything_is_small
check "arguments" arguments_are_not_looked_at
check "at a shell" a_person_is_told_what_it_is
# All of them: NISBA_HOSTILE_STEP=1.
check "hostile requests" hostile_requests_do_nothing db 29
check "hostile requests and posts" hostile_requests_do_nothing evildb 31
finish
