"""Hostile requests against nisba.cgi.

    cgi_hostile.py DB [STEP [SOCKET]]   every STEP-th case (default 1: all)

Each case is a process of its own with an environment as a web server would
set it, or as none would; with SOCKET it is a request to the FastCGI process
that listens there, whose memory and time are its keeper's matter. Whatever comes in: it exits with 0, answers 200, 304,
400 or 405 with our headers and no others, the body is what the headers say,
and nothing in a page but our own markup is markup. Prints each case that is
not so, and the worst time and memory.
"""
import html.parser
import itertools
import json
import os
import re
import subprocess
import sys
import tarfile
import time
import urllib.parse
import xml.parsers.expat

import fcgi

quote = urllib.parse.quote
SECONDS, KIB = 0.5, 64 << 10
HEADERS = {"status", "allow", "content-type", "content-length", "etag",
           "cache-control", "content-security-policy", "retry-after",
           "x-content-type-options", "x-robots-tag", "referrer-policy"}
TAGS = set("""html head meta title link script body header p a form div label
input datalist button span select option main h1 h2 h3 q ul ol li section nav
aside details summary svg rect time mark bdi""".split())
ATTRIBUTES = set("""lang charset name content rel href type title src defer
class role method action for id value dir maxlength autocomplete autocapitalize
spellcheck list size placeholder selected start datetime aria-label
aria-current aria-labelledby viewbox preserveaspectratio x y width
height""".split())
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufeff]")

PAYLOADS = [
    "<script>alert(1)</script>", "\"><script>alert(1)</script>",
    "'><svg/onload=alert(1)>", "</title><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>",
    "\" onfocus=alert(1) autofocus=\"", "' style='x:expression(alert(1))",
    "<iframe srcdoc=\"<script>\">", "<math><mtext></form><form><mglyph>",
    "{{title}}", "{{constructor.constructor('alert(1)')()}}", "${7*7}",
    "<!--", "-->", "]]>", "<![CDATA[", "<?xml version=\"1.0\"?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "&lt;script&gt;", "&#60;script&#62;", "&quot;onload=", "\\u003cscript",
    "%3Cscript%3E", "+ADw-script+AD4-", "\u202egnp.exe", "\u2066\u2067x",
    "\ufeffq", "a\u0300" * 200, "\U0001f1ee\U0001f1f6", "‮‮‮",
    "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd",
    "file:///etc/passwd", "http://169.254.169.254/", "|id", ";id", "`id`",
    "$(id)", "' OR 1=1--", "\" OR \"\"=\"", "*", "* * *", "a* b* c*", "\"",
    "(((((", ")))))", "-", "--", "-a", "=", "==a", "NEAR/99 a", "a NEAR/5 b",
    "a OR", "OR", "NOT", "NOT a", "title:", "title:(", "date:", "date:zz",
    "date:..", "date:9999..0001", "id:x", "lang:en", "author:\"", "x" * 900,
    "word " * 200, "\"" * 300, "(" * 500, "-" * 500, "a*" * 300,
    "الخزرجي", "القاعدة*", "千里之行", "ﷺ" * 50, "\u200d" * 100, "ſ", "İ",
    "\r\nSet-Cookie: x=1", "\nLocation: http://example.org/", "%0d%0aX: y",
]
ENCODED = [
    "%", "%%", "%1", "%zz", "%u0041", "%00", "%0", "a%00b", "%0d%0aX-Y:%20z",
    "%c0%ae%c0%ae/", "%c0%bc", "%e0%80%bc", "%f0%80%80%bc", "%ed%a0%80",
    "%f4%90%80%80", "%ff%fe", "%80", "%c3", "%e2%82", "%1b[31m", "%7f",
    "%c2%85", "%c2%9b", "%e2%80%ae", "%EF%BB%BF", "%EF%BF%BE", "%EF%BF%BF",
    "+" * 500, "%20" * 300, "%2B", "%26x%3D1", "&" * 2000, "=" * 2000,
    "a&a&a", "=a", "==", "%3D", "a=b=c", ";", "a;b", "%E2%80%A8", "%E2%80%A9",
    "%f3%a0%80%81", "x" * 8180, "x" * 8200, "x" * 100000, "%41" * 2700,
]
NAMES = ["q", "page", "sort", "from", "to", "author", "tag", "series", "site", "lang",
         "format"]
FORMATS = ["html", "json", "atom", "opensearch", "suggest", "css", "js"]
NUMBERS = ["0", "-1", "1", "100", "101", "1e9", "0x10", " 1", "1 ", "+1",
           "01", "1.5", "4294967296", "18446744073709551616", "9" * 400,
           "٣", "NaN", "inf", "1,000", "1;2", "''"]
DATES = ["2006", "2006-13", "2006-02-30", "0000-00-00", "9999-12-31",
         "10000-01-01", "-1", "2006-06-14T25:61:61Z", "last month", "yesterday",
         "before 2003", "2006..2007", "june", "٢٠٠٦", "1e5", "1/1/1",
         "31.02.2006", "9" * 60, "2006-", "--", "now", "tomorrow", "2006%00"]
METHODS = ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH",
           "get", "GET ", "", "G" * 10000, "\x7f", "GET\nX: y"]
USUAL = {"GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "GET",
         "SERVER_NAME": "localhost", "SERVER_PORT": "80",
         "SCRIPT_NAME": "/search", "SERVER_PROTOCOL": "HTTP/1.1"}


def cases(naughty):
    """(name, environment, arguments): what differs from a usual request."""
    for name, text in itertools.product(NAMES, PAYLOADS):
        yield f"{name} payload", {"QUERY_STRING": f"{name}={quote(text, safe='')}"}, []
    for name, text in itertools.product(NAMES, ENCODED):
        yield f"{name} encoded", {"QUERY_STRING": f"{name}={text}"}, []
    for kind, text in itertools.product(FORMATS, PAYLOADS):
        yield f"{kind} payload", {"QUERY_STRING":
                                  f"format={kind}&q={quote(text, safe='')}"}, []
    for text in naughty:
        for name in ("q", "author", "from", "format=json&q", "format=atom&q"):
            yield "naughty", {"QUERY_STRING": f"{name}={quote(text, safe='')}"}, []
    for kind, text in itertools.product(FORMATS, ENCODED):
        yield f"{kind} encoded", {"QUERY_STRING": f"q={text}&format={kind}"}, []
    for text in PAYLOADS[:40]:
        yield "payload raw", {"QUERY_STRING": "q=" + text.replace("\n", "")}, []
        yield "payload as name", {"QUERY_STRING": quote(text, safe="") + "=x&q=coup"}, []
        yield "payload twice", {"QUERY_STRING": "q=a&q=" + quote(text, safe="")}, []
    for number, sort in itertools.product(NUMBERS, ["", "&sort=newest"]):
        yield "page", {"QUERY_STRING": "q=the&page=" + quote(number) + sort}, []
    for date, name in itertools.product(DATES, ["from", "to"]):
        yield "date", {"QUERY_STRING": f"q=the&{name}={date.replace(' ', '+')}"}, []
    for method in METHODS:
        yield "method", {"REQUEST_METHOD": method, "QUERY_STRING": "q=a"}, []
    for kind in FORMATS:
        yield "head", {"REQUEST_METHOD": "HEAD",
                       "QUERY_STRING": f"q=coup&format={kind}"}, []
        yield "body", {"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "99999999999",
                       "CONTENT_TYPE": "multipart/form-data; boundary=" + "x" * 999,
                       "QUERY_STRING": f"q=coup&format={kind}"}, []
    for variable, text in itertools.product(
            ["PATH_INFO", "PATH_TRANSLATED", "SCRIPT_NAME", "SERVER_NAME",
             "SERVER_PORT", "HTTP_HOST", "HTTP_IF_NONE_MATCH", "HTTP_COOKIE",
             "HTTP_NISBA_DB", "HTTP_NISBA_CONFIG", "HTTP_PROXY", "HTTPS",
             "REMOTE_USER", "CONTENT_LENGTH", "HTTP_ACCEPT_LANGUAGE"],
            ["", "x" * 70000, "\r\nX-Injected: 1", "../../etc/passwd",
             "\"><script>alert(1)</script>", "\x01\x02", "%00", "-1"]):
        for kind in ("html", "opensearch"):
            yield f"variable {variable}", {variable: text, "QUERY_STRING":
                                           f"q=coup&format={kind}"}, []
    for variable in USUAL:
        yield f"without {variable}", {variable: None, "QUERY_STRING": "q=coup"}, []
    yield "no query string", {}, []
    yield "empty query string", {"QUERY_STRING": ""}, []
    for text in ["--help", "--version", "--sandbox-report", "-d", "--db=/etc",
                 "--config=/etc/passwd", "q=%41", "x" * 9999]:
        yield "argument", {"QUERY_STRING": text}, [text]


class Page(html.parser.HTMLParser):
    """What is wrong with a page: in self.faults."""
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.in_script = [], False

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.faults.append(f"element {tag}")
        if tag == "script" and not (dict(attributes).get("src") or "").startswith("?format=js"):
            self.faults.append("a script of its own")
        for name, value in attributes:
            if name not in ATTRIBUTES:
                self.faults.append(f"attribute {name}")
            if name in ("href", "src", "action") and not re.match(
                    r"\?|https?://|/|[\w.%~-]+(/|$|\?|#)", value or ""):
                self.faults.append(f"link {value!r}")

    def handle_data(self, data):
        if FORBIDDEN.search(data):
            self.faults.append(f"bytes {data!r}")


def page_faults(text):
    page = Page()
    page.feed(text)
    page.close()
    return page.faults


def xml_faults(text):
    try:
        xml.parsers.expat.ParserCreate().Parse(text.encode(), True)
    except xml.parsers.expat.ExpatError as e:
        return [f"XML: {e}"]
    return []


def json_faults(text):
    """Also when somebody takes it for a page, or follows its links."""
    try:
        found = json.loads(text)
    except ValueError as e:
        return [f"JSON: {e}"]
    wrong = ["a tag in JSON"] if "<" in text else []
    if FORBIDDEN.search(text):
        wrong.append("bytes in JSON")
    for result in found.get("results", []) if isinstance(found, dict) else []:
        if not re.match(r"$|https?://|[^:]*($|[/?#])", result["url"]):
            wrong.append(f"link {result['url']!r}")
    return wrong


KINDS = {"text/html": page_faults, "application/json": json_faults,
         "application/atom+xml": xml_faults,
         "application/opensearchdescription+xml": xml_faults,
         "application/x-suggestions+json": json_faults,
         "text/css": lambda text: [], "text/javascript": lambda text: []}


def faults(reply, code, is_head):
    head, found, body = reply.partition(b"\r\n\r\n")
    if code:
        return [f"exit status {code}"]
    if not found:
        return ["no headers"]
    lines = head.decode("ascii", "replace").split("\r\n")
    pairs = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    wrong = [f"header {line!r}" for line in lines
             if line.partition(":")[0].lower() not in HEADERS or
             FORBIDDEN.search(line)]
    status = pairs.get("status", "")[:3]
    if status not in ("200", "304", "400", "405"):
        wrong.append(f"status {pairs.get('status')}")
    if status == "304":
        return wrong + (["a body"] if body else [])
    kind = pairs.get("content-type", "").partition(";")[0]
    if kind not in KINDS:
        return wrong + [f"type {kind!r}"]
    if is_head:
        return wrong + (["a body"] if body else [])
    if len(body) != int(pairs.get("content-length", -1)):
        wrong.append("content-length")
    try:
        return wrong + KINDS[kind](body.decode())
    except UnicodeDecodeError as e:
        return wrong + [str(e)]


def run_fastcgi(path, environment):
    env = {name: value.replace("\0", "").encode("utf-8", "surrogateescape")
           for name, value in environment.items() if value is not None}
    absent = [name for name, value in environment.items() if value is None]
    return fcgi.ask(path, absent, **env), b"", 0, 0, 0, 0


def run(db, environment, arguments):
    env = dict(USUAL, NISBA_DB=db, NISBA_CONFIG="/dev/null",
               ASAN_OPTIONS="detect_leaks=0")
    for name, value in environment.items():
        if value is None:
            env.pop(name)
        else:
            env[name] = value.replace("\0", "")
    env = {os.fsencode(k): v.encode("utf-8", "surrogateescape")
           for k, v in env.items()}
    began = time.monotonic()
    child = subprocess.Popen([PROGRAM, *arguments], env=env,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    reply, told = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return (reply, told, child.returncode, time.monotonic() - began,
            usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def find(program):
    for folder in os.environ["PATH"].split(":"):
        if os.access(os.path.join(folder, program), os.X_OK):
            return os.path.join(folder, program)
    sys.exit(f"no {program}")


def naughty_strings():
    """Those of the test data, if there are any."""
    packed = os.path.join(os.environ.get("NISBA_TEST_DATA", ""), "formats.tar.xz")
    if not os.path.exists(packed):
        return []
    with tarfile.open(packed) as tar:
        for member in tar:
            if member.name.endswith("/blns.json"):
                return json.load(tar.extractfile(member))
    return []


def main():
    db, step = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    path = sys.argv[3] if len(sys.argv) > 3 else None
    all_cases = list(cases(naughty_strings()))
    sanitized = b"__asan_init" in open(PROGRAM, "rb").read()
    failed, worst, largest, done = 0, 0.0, 0, 0
    for number, (name, environment, arguments) in enumerate(all_cases):
        if number % step:
            continue
        done += 1
        reply, told, code, _, cpu, kib = (
            run_fastcgi(path, environment) if path else
            run(db, environment, arguments))
        # Without these two it is no CGI, and a person asked.
        if "GATEWAY_INTERFACE" not in dict(USUAL, **environment):
            continue
        wrong = faults(reply, code, environment.get("REQUEST_METHOD") == "HEAD")
        if FORBIDDEN.search(told.decode("utf-8", "replace").replace("\n", "")):
            wrong.append(f"on standard error: {told!r}")
        if not sanitized and (cpu > SECONDS or kib > KIB):
            wrong.append(f"{cpu:.2f} s, {kib} KiB")
        worst, largest = max(worst, cpu), max(largest, kib)
        if wrong:
            failed += 1
            print(name, str(environment)[:300], arguments, wrong[:3],
                  told[-300:])
    print(f"{done} of {len(all_cases)} cases, {failed} failed; "
          f"at most {worst * 1000:.0f} ms and {largest // 1024} MiB")
    return failed != 0


PROGRAM = find("nisba.cgi")
sys.exit(main())
