"""The same posts in SQLite's FTS5 and in Omega, for queries.py.

A peer is built from lines of `nisba-index dump` and answers a query as a
command: one process, ten hits with a snippet each.
"""
import json
import os
import pathlib
import sqlite3
import subprocess
import urllib.parse

HITS = 10


def read_dump(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


class Fts5:
    """Columns title and text, stemmed; month and author in a table beside."""
    name = "fts5"
    snippet = "snippet(posts, 1, '[', ']', '...', 30)"

    def __init__(self, work):
        self.path = work / "fts5.db"

    def build(self, dump):
        if self.path.exists():
            return
        db = sqlite3.connect(self.path)
        db.execute("create virtual table posts using fts5"
                   "(title, text, tokenize='porter unicode61')")
        db.execute("create table about(id integer primary key, month, author)")
        for number, post in enumerate(read_dump(dump), 1):
            db.execute("insert into posts(rowid, title, text) values(?,?,?)",
                       (number, post.get("title", ""), post.get("text", "")))
            db.execute("insert into about values(?,?,?)",
                       (number, (post.get("date") or "")[:7],
                        " ".join(post.get("authors") or [])))
        db.commit()
        db.execute("insert into posts(posts) values('optimize')")
        db.commit()
        db.close()

    def hits(self, words, how):
        query = {"phrase": '"' + " ".join(words) + '"',
                 "or": " OR ".join(words)}.get(how, " ".join(words))
        return (f"select rowid, title, {self.snippet} from posts "
                f"where posts match '{query}' order by rank limit {HITS};",
                f"from posts join about on about.id = posts.rowid "
                f"where posts match '{query}' group by 1;")

    def command(self, words, how, facets=False):
        select, grouped = self.hits(words, how)
        if facets:
            select += "".join(f"select {column}, count(*) {grouped}"
                              for column in ("month", "author"))
        return ["sqlite3", "-batch", str(self.path), select], None

    def batch(self, queries):
        text = "".join(self.hits(words, "and")[0] + "\n" for words in queries)
        return ["sqlite3", "-batch", str(self.path)], text


class Omega:
    """scriptindex, and the CGI with a template that prints title and snippet.
    It has neither facets nor a way to answer many queries in one process."""
    name = "omega"
    program = pathlib.Path("/usr/lib/cgi-bin/omega/omega")
    fields = ("id : boolean=Q unique=Q\n"
              "title : field index=S index\ntext : field index\n")
    template = ("$set{stemmer,english}$hitlist{$field{title}: "
                "$snippet{$field{text}}\n}")

    def __init__(self, work):
        self.folder = work / "omega"

    def build(self, dump):
        if self.folder.exists():
            return
        (self.folder / "data").mkdir(parents=True)
        (self.folder / "templates").mkdir()
        (self.folder / "templates/bench").write_text(self.template)
        (self.folder / "fields").write_text(self.fields)
        (self.folder / "conf").write_text(
            f"database_dir {self.folder}/data\n"
            f"template_dir {self.folder}/templates\n"
            f"log_dir {self.folder}\ncdb_dir {self.folder}\n")
        with open(self.folder / "posts", "w", encoding="utf-8") as out:
            for number, post in enumerate(read_dump(dump), 1):
                title, text = (" ".join((post.get(key) or "").split())
                               for key in ("title", "text"))
                out.write(f"id={number}\ntitle={title}\ntext={text}\n\n")
        subprocess.run(["scriptindex", "--stemmer=english",
                        self.folder / "data/default", self.folder / "fields",
                        self.folder / "posts"], check=True,
                       stdout=subprocess.DEVNULL)
        os.remove(self.folder / "posts")

    def command(self, words, how, facets=False):
        if facets:
            return None, None
        query = {"phrase": '"' + " ".join(words) + '"',
                 "or": " OR ".join(words)}.get(how, " ".join(words))
        arguments = urllib.parse.urlencode(
            {"P": query, "DB": "default", "FMT": "bench",
             "HITSPERPAGE": HITS, "DEFAULTOP": "and"})
        return ["env", f"OMEGA_CONFIG_FILE={self.folder}/conf",
                "REQUEST_METHOD=GET", f"QUERY_STRING={arguments}",
                str(self.program)], None

    def batch(self, _):
        return None, None
