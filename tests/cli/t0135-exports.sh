# Exports of hosted blogs, whose pages do not say all that the export knows.
. "$(dirname "$0")/lib.sh"

mkdir -p substack/posts medium/posts medium/profile
cat >substack/posts.csv <<'END'
post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url
101.the-well,2019-07-26T20:48:19.814Z,true,,newsletter,everyone,"The &#8220;well&#8221;, again","Brown,
still",
102.the-road,2019-08-01T00:00:00.000Z,FALSE,,newsletter,everyone,The road,,
END
echo '<p>Nobody had agreed to anything.</p>
<p class="button-wrapper"><a class="button primary" href="/s">Subscribe now</a></p>' \
	>substack/posts/101.the-well.html
echo '<p>It was never built.</p>' >substack/posts/102.the-road.html
echo '<p>Not in the list.</p>' >substack/posts/103.the-goat.html

medium() { # medium TITLE FOOTER
	printf '<!DOCTYPE html><html><head><title>%s</title></head><body>
<article class="h-entry"><header><h1 class="p-name">%s</h1></header>
<section data-field="body" class="e-content"><p>Words.</p></section>
<footer>%s<p>Exported from <a href="https://medium.com">Medium</a> on May
3, 2018.</p></footer></article></body></html>\n' "$1" "$1" "$2"
}
medium Posted '<p>Tagged in <a class="p-tag" href="/t">Wells</a></p><p>By
<a class="p-author h-card" href="/r">Rana</a> on <time class="dt-published"
datetime="2018-05-01T10:00:00.000Z">May 1</time>.</p><p><a class="p-canonical"
href="https://medium.com/@rana/posted-1">Canonical link</a></p>' \
	>medium/posts/a.html
medium Unfinished '<p><a href="https://medium.com/p/2">View original.</a></p>' \
	>medium/posts/draft_b.html
echo '<!DOCTYPE html><html><body><section class="h-card"><ul>
<li><b>Medium user ID:</b> abc</li></ul></section></body></html>' \
	>medium/profile/profile.html

check 'Substack' exits 0 nisba-index dump --diagnostics d.jsonl substack
check 'has titles and dates in a list' has actual \
	'"title":"The “well”, again"' '"date":"2019-07-26T20:48:19Z"'
check 'buttons are no text' has actual \
	'"text":"Nobody had agreed to anything."'
check 'a draft is left out' has_not actual 'It was never built.'
check 'and reported' has d.jsonl '102.the-road.html' 'a draft'
check 'what the list does not have is a post' has actual 'Not in the list.'
check 'drafts, when asked for' exits 0 nisba-index dump --drafts substack
check 'are posts' has actual 'It was never built.' '"title":"The road"'
check 'one page alone' exits 0 nisba-index dump substack/posts/101.the-well.html
check 'is a post, too' has actual '"text":"Nobody had agreed to anything."'

check 'Medium' exits 0 nisba-index dump --diagnostics d.jsonl medium
check 'has all in its footer' has actual '"title":"Posted"' \
	'"url":"https://medium.com/@rana/posted-1"' '"authors":["Rana"]' \
	'"date":"2018-05-01T10:00:00Z"' '"tags":["Wells"]' '"text":"Words."'
check 'no drafts' has_not actual Unfinished
check 'no profile' has_not actual abc
check 'both are reported' has d.jsonl draft_b.html profile.html

mkdir pages
echo '<!DOCTYPE html><title>A</title><meta name="Robots"
content="NOINDEX, follow"><p>Hidden words.</p>' >pages/2006-06-14-the-goat.html
check 'noindex' exits 0 nisba-index dump --diagnostics d.jsonl pages
check 'is honoured' is_empty actual
check 'and reported, too' has d.jsonl the-goat.html noindex
echo '<!DOCTYPE html><meta name="robots" content="index"><p>Words.</p>' \
	>pages/2006-06-14-the-goat.html
check 'index' exits 0 nisba-index dump pages
check 'takes title and day of the path' has actual '"title":"The Goat"' \
	'"date":"2006-06-14T00:00:00Z"'
finish
