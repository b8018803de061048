#!/usr/bin/env python3
"""Hold what nisba-index reads from feeds against what the feeds' authors expect.

usage: feedparser.py [-v] DIR   (reads the output of `nisba-index dump DIR` from standard input)

Each file below DIR has a comment with lines such as
    Expect: not bozo and entries[0]['title'] == 'A title'
Those that concern a post's title, address, dates, author, text and tags are checked; text is compared without markup and
white space. Exit 1 when fewer than 95 of 100 hold.
"""
import ast, collections, datetime, html.parser, json, os, re, sys

REFERENCE = re.compile(r"entries\[(\d+)\](?:\['(\w+)'\]|\.(\w+))(?:\[(\d+)\])?(?:\['(\w+)'\]|\.(\w+))?$")
DATES = {'published_parsed': 'date', 'updated_parsed': 'updated', 'issued_parsed': 'date', 'modified_parsed': 'updated',
         'date_parsed': 'date'}
ENOUGH = 95  # of 100


class Text(html.parser.HTMLParser):
    """The text of HTML, as a reader sees it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ('script', 'style')
        if tag == 'img':
            self.parts.append(dict(attrs).get('alt') or '')

    def handle_endtag(self, tag):
        self.hidden -= tag in ('script', 'style')

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def words(value):
    """Text without white space, so that only what is said counts."""
    parser = Text()
    parser.feed(str(value))
    parser.close()
    return re.sub(r'\s+', '', ''.join(parser.parts))


def forms(value):
    """A value as it may be meant: with markup, or literally."""
    return {words(value), re.sub(r'\s+', '', str(value))}


def decode(raw):
    for mark, name in ((b'\xff\xfe\0\0', 'utf-32'), (b'\0\0\xfe\xff', 'utf-32'), (b'\xff\xfe', 'utf-16'),
                       (b'\xfe\xff', 'utf-16'), (b'<\0\0\0', 'utf-32-le'), (b'\0\0\0<', 'utf-32-be'),
                       (b'<\0', 'utf-16-le'), (b'\0<', 'utf-16-be')):
        if raw.startswith(mark):
            return raw.decode(name, 'replace')
    return raw.decode('latin-1')


def expectations(path):
    """(post, field, member, value) of each comparison we can make."""
    with open(path, 'rb') as f:
        found = re.search(r'Expect:\s*(.*?)\s*-->', decode(f.read()), re.S)
    for term in re.split(r'\s+and\s+', found.group(1)) if found else []:
        *references, literal = re.split(r'\s*==\s*', re.sub(r'^not bozo\s+', '', term.strip(' ()')))
        try:
            value = ast.literal_eval(literal)
        except (SyntaxError, ValueError):
            continue
        for match in filter(None, map(REFERENCE.match, references)):
            n, a, b, i, c, d = match.groups()
            yield int(n), a or b, int(i or 0), c or d, value


def moment(value):
    return datetime.datetime(*value[:6]).strftime('%Y-%m-%dT%H:%M:%SZ')


def needs_more(path):
    """What the file alone does not say: where it was fetched from."""
    with open(path, 'rb') as f:
        return 'docuri' in path or b'Content-Location' in f.read()


def check(post, field, i, member, value):
    """True, False, or None when it concerns none of our fields."""
    if field in ('title', 'title_detail') and member in (None, 'value'):
        return bool(forms(post['title']) & forms(value))
    if field == 'link' and member is None:
        return post['url'] == value
    if field in DATES:
        wanted = None if value is None else moment(value)
        return post[DATES[field]] == wanted or (field == 'updated_parsed' and post['date'] == wanted)
    if field == 'author' and member is None or field in ('authors', 'author_detail') and member == 'name':
        got = post['authors'][i] if i < len(post['authors']) else ''
        return got != '' and got in str(value) or got == (value or '')
    if field == 'content' and member == 'value' and i == 0 or \
            field in ('description', 'summary', 'summary_detail') and member in (None, 'value'):
        return bool(forms(post['text']) & forms(value))
    if field == 'tags' and member in ('term', 'label'):
        return value is None or value in post['tags']
    if field == 'category':
        return value in post['tags']
    return None


def main(args):
    verbose = '-v' in args
    folder = [a for a in args if a != '-v'][0]
    posts, passed, failed = collections.defaultdict(list), 0, []
    for line in sys.stdin:
        post = json.loads(line)
        posts[post['path']].append(post)
    for parent, _, files in sorted(os.walk(folder)):
        for path in (os.path.join(parent, name) for name in sorted(files)):
            if needs_more(path):
                continue
            own = posts[os.path.relpath(path, folder)]
            for n, field, i, member, value in expectations(path):
                post = own[n] if n < len(own) else collections.defaultdict(str, authors=[], tags=[])
                result = check(post, field, i, member, value)
                if result is None or field in ('description', 'summary', 'summary_detail') and has_two_texts(path):
                    continue
                passed += result
                if not result:
                    failed.append(f'{path}: {field} should be {value!r}, is {json.dumps(post, ensure_ascii=False)}')
    total = passed + len(failed)
    if verbose:
        print('\n'.join(failed))
    print(f'{passed} of {total} expectations hold')
    return 0 if total and passed * 100 >= total * ENOUGH else 1


def has_two_texts(path):
    """A post's text is its content; then nothing is said of its summary."""
    with open(path, 'rb') as f:
        raw = f.read()
    return all(re.search(rb'<(%s)\b' % names, raw) for names in (
        rb'content|content:encoded|(xhtml:)?body|fullitem|(xhtml:)?div', rb'description|summary'))


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
