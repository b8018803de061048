"""Does our front matter agree with what other parsers read?

usage: frontmatter.py ARCHIVE < DUMP

ARCHIVE is a folder of Markdown files, DUMP what `nisba-index dump` made of
it. Title, date, authors and tags that PyYAML or tomllib find in a file are
compared with those of its post, with HTML's character references read; a file
without a post must be a draft.
Prints each difference, and exits 1 if there is one. What PyYAML or tomllib
refuse is named and not compared.
"""
import datetime
import html
import json
import os
import re
import sys
import tomllib
import unicodedata
import zoneinfo

import yaml

TITLE = ['title', 'subject']
DATE = ['date', 'pubdate', 'publishdate', 'published', 'published_at',
        'created', 'created_at']
AUTHORS = ['author', 'authors', 'taxonomies.author', 'taxonomies.authors',
           'extra.author']
TAGS = ['tags', 'tag', 'keywords', 'categories', 'category', 'topics']
SEASONAL = {'ET': 'America/New_York', 'PT': 'America/Los_Angeles'}
SPLIT_AT_SPACES = {'tags', 'categories'}  # of YAML, and only without a comma


class Refused(Exception):
    pass


def read_text(path):
    data = open(path, 'rb').read()
    try:
        text = data.decode('utf-8-sig')
    except UnicodeDecodeError:
        text = data.decode('cp1252', 'replace')
    return text.replace('\r\n', '\n')


def flatten(tree, prefix=''):
    """Keys as a.b, in lower case; as in a file, the first of two counts."""
    flat = {}
    for key, value in tree.items():
        name = prefix + str(key).lower()
        if isinstance(value, dict):
            flat.update(flatten(value, name + '.'))
        else:
            flat.setdefault(name, value)
    return flat


def read_front_matter(path):
    """(kind, keys), or None: there is none."""
    match = re.match(r'(---+|\+\+\+)[ \t]*\n(.*?)\n?^\1[ \t]*$',
                     read_text(path), re.S | re.M)
    if not match:
        return None
    kind = 'yaml' if match[1][0] == '-' else 'toml'
    try:
        if kind == 'yaml':
            tree = yaml.load(match[2], yaml.CBaseLoader)
        else:
            tree = tomllib.loads(match[2])
    except (yaml.YAMLError, tomllib.TOMLDecodeError) as why:
        raise Refused(str(why).split('\n')[0]) from why
    return kind, flatten(tree) if isinstance(tree, dict) else {}


def one_line(value):
    text = re.sub(r'&#?\w+;', lambda one: html.unescape(one[0]), str(value))
    text = re.sub(r'[ \t\r\n]', ' ', text).strip(' ')
    return unicodedata.normalize('NFC', text)


def strings(value):
    """A scalar, a list, or a list of mappings with names, as strings."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get('name', '')
        if not isinstance(item, list) and one_line(item):
            yield one_line(item)


def unique(items):
    return list(dict.fromkeys(items))


def parse_date(value):
    """Seconds since 1970; None: no date, or written for people only."""
    zone = None
    if isinstance(value, datetime.datetime):
        date = value
    elif isinstance(value, datetime.date):
        date = datetime.datetime(value.year, value.month, value.day)
    else:
        text = re.sub(r' (GMT|UTC|Z)$', '+00:00', str(value).strip())
        zone = re.search(r' ([EP]T)$', text)
        if zone:
            text = text[:zone.start()]
        text = re.sub(r' ([+-])', r'\1', text)
        text = re.sub(r'([+-])(\d)$', r'\g<1>0\2:00', text)
        text = re.sub(r'^(\d+-\d+)-(\d)\b', r'\1-0\2', text)
        text = re.sub(r'(?<=[ T])(\d):', r'0\1:', text)
        text = re.sub(r'^(\d+)/(\d+)/(\d+)', r'\1-\2-\3', text)
        try:
            date = datetime.datetime.fromisoformat(text)
        except ValueError:
            return None
    if zone:
        date = date.replace(tzinfo=zoneinfo.ZoneInfo(SEASONAL[zone[1]]))
    if date.tzinfo is None:
        date = date.replace(tzinfo=datetime.timezone.utc)
    return int(date.timestamp())


def iso(seconds):
    if seconds is None:
        return None
    date = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return date.strftime('%Y-%m-%dT%H:%M:%SZ')


def first(keys, names):
    for name in names:
        if keys.get(name) not in (None, '', []):
            return keys[name]
    return None


def tags_of(kind, keys):
    found = []
    taxonomies = [key for key in keys if key.startswith('taxonomies.')
                  and key not in [*AUTHORS, 'taxonomies.series']]
    for name in TAGS + taxonomies:
        value = keys.get(name)
        if isinstance(value, str):
            spaces = (kind == 'yaml' and name in SPLIT_AT_SPACES
                      and ',' not in value)
            value = value.split() if spaces else value.split(',')
        if value is not None:
            found += strings(value)
    return unique(found)


def is_yes(value):
    return str(value).lower() in ('true', 'yes', 'on', '1')


def is_no(value):
    return str(value).lower() in ('false', 'no', 'off', '0')


def is_draft(keys):
    return is_yes(keys.get('draft')) or is_no(keys.get('published'))


def differences(kind, keys, post):
    """(member, wanted, got) of what the front matter states."""
    title = first(keys, TITLE)
    if title is not None and one_line(title):
        yield 'title', one_line(title), post['title']
    authors = unique(name for key in AUTHORS if key in keys
                     for name in strings(keys[key]))
    if authors:
        yield 'authors', authors, post['authors']
    yield 'tags', tags_of(kind, keys), post['tags']
    date = parse_date(first(keys, DATE))
    if date is not None:
        yield 'date', iso(date), post['date']


def check_file(folder, path, posts, counts):
    """Lines that say what is wrong with one file."""
    found = read_front_matter(os.path.join(folder, path))
    post = posts.get(path)
    if found is None:
        counts['without'] += 1
        return
    kind, keys = found
    counts[kind] += 1
    if is_draft(keys):
        counts['drafts'] += 1
        if post:
            yield 'a draft, but it is there'
        return
    if not post:
        yield 'no post'
        return
    date = first(keys, DATE)
    counts['odd dates'] += (date is not None and parse_date(date) is None
                            and not is_yes(date) and not is_no(date))
    for member, wanted, got in differences(kind, keys, post):
        counts['compared'] += 1
        if wanted != got:
            yield f'{member}: wanted {wanted!r}, got {got!r}'


def main():
    folder = sys.argv[1]
    posts = {post['path']: post for post in map(json.loads, sys.stdin)}
    counts = dict.fromkeys(
        ['yaml', 'toml', 'without', 'refused', 'drafts', 'odd dates',
         'compared'], 0)
    faults = files = 0
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(place, name), folder)
            files += 1
            try:
                wrong = list(check_file(folder, path, posts, counts))
            except Refused as why:
                counts['refused'] += 1
                print(f'{path}: not compared: {why}')
                continue
            for line in wrong:
                print(f'{path}: {line}')
                faults += 1
    print(f'{files} files, {len(posts)} posts,',
          ', '.join(f'{n} {what}' for what, n in counts.items()))
    if files != len(posts) + counts['drafts']:
        print('posts and drafts are not all files')
        faults += 1
    return faults > 0


sys.exit(main())
