"""Web servers on this machine's loopback, set up by the snippets we ship.

    with servers.start("lighttpd", work, program, config) as server:
        reply = server.ask("q=iraq")

Each runs in the foreground from a folder of its own beneath `work`, as nobody
when a test runs as root: what a web server may read is what it may read in
earnest. NAMES lists them all; missing() says what a server lacks here.
"""
import collections
import contextlib
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

SOURCE = pathlib.Path(__file__).parent.parent.parent
SNIPPETS = SOURCE / "query/cgi/conf"
PATIENCE = 20   # seconds until a server listens
WORKERS = 2     # FastCGI processes
os.environ["PATH"] += ":/usr/sbin"

PATHS = re.compile(r"/(?:usr/libexec|etc/nisba|run)/[\w./]+")
Reply = collections.namedtuple("Reply", "status headers body")

LIGHTTPD = """server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{folder}"
server.errorlog = "{folder}/error.log"
"""
NGINX = """daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
	access_log off;
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	server {{
		listen 127.0.0.1:{port};
		server_name localhost;
{snippet}
	}}
}}
"""
APACHE = """ServerRoot {folder}
ServerName localhost:{port}
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
DocumentRoot {folder}
DefaultRuntimeDir {folder}
Mutex file:{folder} default
"""
APACHE_MODULES = ("mpm_event", "authz_core", "alias", "env")


def missing(name):
    """The programs that this server would need and that are not here."""
    return [program for program in SERVERS[name].programs
            if not shutil.which(program)]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def unprivileged():
    """For subprocess: somebody who owns nothing."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def wait_for(ready, what):
    for _ in range(PATIENCE * 20):
        if ready():
            return
        time.sleep(0.05)
    sys.exit(f"{what} does not come up")


class Server:
    """One that serves the page at /search, by CGI."""
    programs, snippet_name = (), None

    def __init__(self, work, program, config):
        self.port = free_port()
        self.folder = pathlib.Path(work) / type(self).__name__
        self.program, self.config = str(program), str(config)
        self.children = []
        self.folder.mkdir()
        os.chmod(self.folder, 0o777)

    def snippet(self):
        """The shipped lines with our paths in place of theirs."""
        ours = {"/usr/libexec/nisba/nisba.cgi": self.program,
                "/usr/libexec/nisba": os.path.dirname(self.program),
                "/etc/nisba/nisba.conf": self.config,
                "/run/nisba.sock": f"{self.folder}/socket",
                "/run/fcgiwrap.socket": f"{self.folder}/socket",
                "/run/lighttpd/nisba.sock": f"{self.folder}/socket"}
        text = (SNIPPETS / self.snippet_name).read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(\s*)# (.*NISBA_CONFIG)", r"\1\2", text)
        return PATHS.sub(lambda found: ours[found[0]], text)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def spawn(self, command, **how):
        with open(self.folder / "told", "ab") as told:
            child = subprocess.Popen(
                [str(part) for part in command], stdout=told, stderr=told,
                cwd=self.folder, start_new_session=True,
                **{"stdin": subprocess.DEVNULL, **unprivileged(), **how})
        self.children.append(child)
        return child

    def listens(self):
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", self.port)) == 0

    def run(self):
        raise NotImplementedError

    def start(self):
        self.run()
        wait_for(self.listens, type(self).__name__)

    def stop(self):
        for child in reversed(self.children):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
        for child in self.children:
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def connect(self):
        return http.client.HTTPConnection("localhost", self.port, timeout=30)

    def ask(self, query="", method="GET", headers=None, connection=None,
            path="/search"):
        c = connection or self.connect()
        c.request(method, path + ("?" + query if query else ""),
                  headers=headers or {})
        r = c.getresponse()
        reply = Reply(r.status, {k.lower(): v for k, v in r.getheaders()},
                      r.read())
        if not connection:
            c.close()
        return reply

    @property
    def url(self):
        return f"http://localhost:{self.port}/search"

    def told(self):
        """What it and the program said, for whom a test fails."""
        return "".join(path.read_text(encoding="utf-8", errors="replace")
                       for path in (self.folder / "error.log",
                                    self.folder / "told") if path.exists())


class Lighttpd(Server):
    programs, snippet_name = ("lighttpd",), "lighttpd.conf"

    def run(self):
        text = LIGHTTPD.format(port=self.port, folder=self.folder)
        self.spawn(["lighttpd", "-D", "-f",
                    self.write("conf", text + self.snippet())])


class LighttpdFastcgi(Lighttpd):
    """Which starts the processes itself."""
    snippet_name = "lighttpd-fastcgi.conf"


class Nginx(Server):
    """With FastCGI processes that are started beside it."""
    programs, snippet_name = ("nginx",), "nginx-fastcgi.conf"

    def backend(self, listening):
        for _ in range(WORKERS):
            self.spawn([self.program], stdin=listening,
                       env={"NISBA_CONFIG": self.config, **sanitizers()})

    def run(self):
        shutil.copy("/etc/nginx/fastcgi_params", self.folder)
        text = NGINX.format(port=self.port, folder=self.folder,
                            snippet=self.snippet())
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(f"{self.folder}/socket")
            os.chmod(f"{self.folder}/socket", 0o777)
            listening.listen(128)
            self.backend(listening)
        self.spawn(["nginx", "-e", f"{self.folder}/error.log", "-p",
                    self.folder, "-c", self.write("conf", text)])


class NginxFcgiwrap(Nginx):
    programs, snippet_name = ("nginx", "fcgiwrap"), "nginx-fcgiwrap.conf"

    def backend(self, listening):
        self.spawn(["fcgiwrap", "-f", "-c", "4"], stdin=listening,
                   env={"PATH": os.environ["PATH"], **sanitizers()})


class Apache(Server):
    programs, snippet_name = ("apache2",), "apache2.conf"
    modules, own = APACHE_MODULES + ("cgid",), "ScriptSock {folder}/cgisock\n"

    def run(self):
        folder = pathlib.Path("/usr/lib/apache2/modules")
        lines = [f"LoadModule {m}_module {folder}/mod_{m}.so"
                 for m in self.modules]
        text = APACHE + self.own
        self.spawn(["apache2", "-D", "FOREGROUND", "-f", self.write(
            "conf", "\n".join(lines) + "\n" + text.format(
                port=self.port, folder=self.folder) + self.snippet())])


class ApachePrefork(Apache):
    modules = ("mpm_prefork",) + APACHE_MODULES[1:] + ("cgi",)
    own = ""


def sanitizers():
    """A process that is locked in cannot look for leaks when it ends."""
    return {"ASAN_OPTIONS": "detect_leaks=0"}


SERVERS = {"nginx-fcgiwrap": NginxFcgiwrap, "nginx-fastcgi": Nginx,
           "lighttpd": Lighttpd, "lighttpd-fastcgi": LighttpdFastcgi,
           "apache": Apache, "apache-prefork": ApachePrefork}


@contextlib.contextmanager
def start(name, work, program, config):
    server = SERVERS[name](work, program, config)
    try:
        server.start()
        yield server
    finally:
        server.stop()
