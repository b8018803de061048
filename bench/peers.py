"""nisba and what else people could pick, on the same posts.

An engine is built from lines of `nisba-index dump` (nisba itself from the
archives) and, if it can, answers a query as a command: one process, ten hits
with a snippet each. Run as a program, this file builds those engines that are
libraries: peers.py fts5|xapian DUMP INDEX.
"""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse

import measure

HITS = 10


def read_dump(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def phrased(words, how):
    """A query as most engines understand it."""
    return {"phrase": '"' + " ".join(words) + '"',
            "or": " OR ".join(words)}.get(how, " ".join(words))


class Engine:
    needs = ()      # programs
    package = ""    # Debian's, if it is not there

    def __init__(self, work):
        self.work = work
        self.folder = work / self.name

    def is_there(self):
        return all(shutil.which(program) for program in self.needs)

    def prepare(self, dump):
        """Write what the engine reads; takes no part in what is measured."""

    def indexes(self):
        """The files and folders that it wrote."""
        return [self.folder]

    def build(self, dump):
        if not self.folder.exists():
            self.prepare(dump)
            self.folder.mkdir(parents=True, exist_ok=True)
            for argv in self.commands(dump):
                measure.command(argv)

    def rebuild(self, dump):
        """Wall, CPU, peak memory of a full build, and bytes of the index."""
        self.prepare(dump)
        for path in self.indexes():
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        runs = [measure.command(argv) for argv in self.commands(dump)]
        return (sum(run[0] for run in runs), sum(run[1] for run in runs),
                max(run[2] for run in runs),
                sum(measure.size(path) for path in self.indexes()))

    def command(self, words, how, facets=False):
        return None, None

    def batch(self, queries):
        return None, None


class Nisba(Engine):
    name = "nisba"

    def __init__(self, programs, work, sources=(), jobs=None):
        super().__init__(work)
        self.program = programs / "query/nisba-query"
        self.indexer = programs / "indexer/nisba-index"
        self.sources, self.jobs = sources, jobs
        self.db = self.folder = work / "nisba.db"

    def is_there(self):
        return self.program.exists()

    def commands(self, _):
        jobs = ["--jobs", self.jobs] if self.jobs else []
        return [[self.indexer, "rebuild", "-q", "--db", self.db, *jobs,
                 *self.sources]]

    def build(self, sources):
        self.sources = sources
        if not (self.db / "current").exists():
            measure.command(self.commands(None)[0])

    def command(self, words, how, facets=False, options=()):
        counts = ["--facets", "--timeline"] if facets else []
        return [str(self.program), "search", "--db", str(self.db), *counts,
                *options, "--", phrased(words, how)], None

    def batch(self, queries):
        lines = "".join(f"{number}\t{' '.join(words)}\n"
                        for number, words in enumerate(queries))
        return [str(self.program), "search", "--db", str(self.db), "--batch",
                "-"], lines

    def matches(self, words, how):
        argv, _ = self.command(words, how, options=("--format", "json"))
        out = subprocess.run(argv, capture_output=True, check=False).stdout
        return json.loads(out)["total"]


class Reading(Engine):
    """The floor: the archives read and parsed, no index made."""
    name = "reading"

    def __init__(self, nisba):
        super().__init__(nisba.work)
        self.nisba = nisba

    def commands(self, _):
        return [[self.nisba.indexer, "dump", "-q", *self.nisba.sources]]


class RawXapian(Engine):
    """Xapian alone: its TermGenerator with stems, the text stored, from posts
    that were read before."""
    name = "xapian"
    package = "python3-xapian"

    def is_there(self):
        return subprocess.run(["/usr/bin/python3", "-c", "import xapian"],
                              stderr=subprocess.DEVNULL,
                              check=False).returncode == 0

    def commands(self, dump):
        return [["/usr/bin/python3", __file__, "xapian", dump,
                 self.folder / "db"]]


class Fts5(Engine):
    """Columns title and text, stemmed; month and author in a table beside."""
    name = "fts5"
    needs = ("sqlite3",)
    package = "sqlite3"
    snippet = "snippet(posts, 1, '[', ']', '...', 30)"

    def __init__(self, work):
        super().__init__(work)
        self.path = self.folder / "fts5.db"

    def commands(self, dump):
        return [[sys.executable, __file__, "fts5", dump, self.path]]

    def hits(self, words, how):
        query = phrased(words, how)
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


class Omega(Engine):
    """scriptindex, and the CGI with a template that prints title and snippet.
    It has neither facets nor a way to answer many queries in one process."""
    name = "omega"
    package = "xapian-omega"
    needs = ("scriptindex",)
    program = pathlib.Path("/usr/lib/cgi-bin/omega/omega")
    fields = ("id : boolean=Q unique=Q\n"
              "title : field index=S index\ntext : field index\n")
    template = ("$set{stemmer,english}$hitlist{$field{title}: "
                "$snippet{$field{text}}\n}")

    def is_there(self):
        return super().is_there() and self.program.exists()

    def prepare(self, dump):
        for folder in ("data", "templates"):
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
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

    def indexes(self):
        return [self.folder / "data/default"]

    def commands(self, _):
        return [["scriptindex", "--stemmer=english",
                 self.folder / "data/default", self.folder / "fields",
                 self.folder / "posts"]]

    def command(self, words, how, facets=False):
        if facets:
            return None, None
        arguments = urllib.parse.urlencode(
            {"P": phrased(words, how), "DB": "default", "FMT": "bench",
             "HITSPERPAGE": HITS, "DEFAULTOP": "and"})
        return ["env", f"OMEGA_CONFIG_FILE={self.folder}/conf",
                "REQUEST_METHOD=GET", f"QUERY_STRING={arguments}",
                str(self.program)], None


class FileEngine(Engine):
    """Reads a file of plain text for each post."""

    def __init__(self, work):
        super().__init__(work)
        self.files = work / "files"

    def prepare(self, dump):
        if self.files.exists():
            return
        for number, post in enumerate(read_dump(dump)):
            path = self.files / f"{number // 1000:04}" / f"{number:07}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(post["title"] + "\n\n" + post["text"],
                            encoding="utf-8")


class Omindex(FileEngine):
    """Omega's indexer of files."""
    name = "omindex"
    needs = ("omindex",)
    package = "xapian-omega"

    def commands(self, _):
        return [["omindex", "--db", self.folder / "db", "--url", "/",
                 self.files]]


class Recoll(FileEngine):
    name = "recoll"
    needs = ("recollindex", "recollq")
    package = "recollcmd"

    def prepare(self, dump):
        super().prepare(dump)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "recoll.conf").write_text(
            f"topdirs = {self.files}\nnoaspell = 1\n")

    def indexes(self):
        return [self.folder / "xapiandb"]

    def commands(self, _):
        return [["recollindex", "-c", self.folder]]

    def command(self, words, how, facets=False):
        if facets:
            return None, None
        return ["recollq", "-c", str(self.folder), "-n", str(HITS), "-A",
                phrased(words, how)], None


class SwishE(FileEngine):
    """It shows the beginning of a file, no snippet; it reads Latin-1 only."""
    name = "swish-e"
    needs = ("swish-e",)
    package = "swish-e"

    def prepare(self, dump):
        super().prepare(dump)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.work / "swish.conf").write_text(
            f"IndexDir {self.files}\nIndexFile {self.folder}/index\n"
            "DefaultContents TXT\nStoreDescription TXT 10000\n"
            "FuzzyIndexingMode Stemming_en2\n")

    def commands(self, _):
        return [["swish-e", "-v", "0", "-c", self.work / "swish.conf"]]

    def command(self, words, how, facets=False):
        if facets:
            return None, None
        query = {"phrase": '"' + " ".join(words) + '"',
                 "or": " or ".join(words)}.get(how, " and ".join(words))
        return ["swish-e", "-f", f"{self.folder}/index", "-w", query, "-m",
                str(HITS), "-p", "swishdescription"], None


class Sphinx(Engine):
    """An index alone: it stores no text, and asks a server for answers."""
    name = "sphinx"
    needs = ("searchd", "indexer")
    package = "sphinxsearch"

    def prepare(self, dump):
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.work / "sphinx.tsv", "w", encoding="utf-8") as out:
            for number, post in enumerate(read_dump(dump), 1):
                out.write("\t".join((str(number),
                                     " ".join(post["title"].split()),
                                     " ".join(post["text"].split()))) + "\n")
        (self.work / "sphinx.conf").write_text(
            "source posts\n{\n type = tsvpipe\n"
            f" tsvpipe_command = cat {self.work}/sphinx.tsv\n"
            " tsvpipe_field = title\n tsvpipe_field = text\n}\n"
            "index posts\n{\n source = posts\n"
            f" path = {self.folder}/posts\n morphology = stem_en\n}}\n"
            "indexer\n{\n mem_limit = 128M\n}\n"
            f"searchd\n{{\n pid_file = {self.folder}/pid\n}}\n")

    def commands(self, _):
        return [["indexer", "-c", self.work / "sphinx.conf", "--quiet",
                 "posts"]]


PEERS = (Omindex, Omega, Fts5, Recoll, SwishE, Sphinx, RawXapian)


def build_fts5(dump, path):
    db = sqlite3.connect(path)
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


def build_xapian(dump, path):
    import xapian  # pylint: disable=import-outside-toplevel
    db = xapian.WritableDatabase(path, xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    for post in read_dump(dump):
        text = post["title"] + "\n" + post["text"]
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(text)
        document.set_data(text)
        db.add_document(document)
    db.commit()
    db.close()


if __name__ == "__main__":
    {"fts5": build_fts5, "xapian": build_xapian}[sys.argv[1]](*sys.argv[2:])
