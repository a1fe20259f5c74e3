"""Tiny Tiny RSS from Debian packages, unpacked into a folder, not installed: on loopback, with feeds of ours.

PHP and PostgreSQL are those of the system where it has them. What cannot be had here is a ``MissingError``
with the reason.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

WEB = ("tt-rss", "php-php-gettext", "php-psr-log", "phpqrcode")
PHP = ("php8.2-cli", "php8.2-common", "php8.2-pgsql", "php8.2-mbstring", "php8.2-xml")
PHP_LIBRARIES = ("libargon2-1", "libsodium23", "libonig5", "libedit2", "libbsd0", "libmd0", "libpq5")
POSTGRES = ("postgresql-15", "postgresql-client-15", "libllvm14", "libz3-4")
EXTENSIONS = (
    *("pdo", "pdo_pgsql", "pgsql", "ctype", "dom", "fileinfo", "iconv", "mbstring", "posix", "tokenizer"),
    *("xml", "simplexml", "xmlreader", "xmlwriter"),
)
SECONDS = 60
"""Patience with a download and with a start."""


class MissingError(Exception):
    """Something it needs cannot be had here."""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class TtRss:
    """``with TtRss() as server``: ``server.url``, user ``admin``, password ``password``."""

    user, password = "admin", "password"

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="khabar-ttrss-"))
        self.folder.chmod(0o755)  # the database runs as another user than root
        self._processes = []
        self._data = None
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self._processes:
            process.terminate()
            process.wait()
        if self._data is not None and self._data.exists():
            self._as_database_user(
                self._bin / "pg_ctl", "-D", self._data, "stop", "-m", "immediate", check=False
            )
        shutil.rmtree(self.folder, ignore_errors=True)

    # Parts

    def _start(self):
        if not shutil.which("apt-get") or not shutil.which("dpkg"):
            raise MissingError("no Debian: no apt-get and dpkg")
        self._unpack(WEB)
        self._start_database()
        self._make_site()
        self._start_site()

    def _unpack(self, packages):
        folder = self.folder / "deb"
        folder.mkdir(exist_ok=True)
        done = self._run("apt-get", "download", "-q", *packages, cwd=folder, check=False, timeout=SECONDS)
        if done.returncode:
            raise MissingError(f"Debian packages cannot be downloaded: {done.stdout[-300:]}")
        for file in folder.glob("*.deb"):
            self._run("dpkg", "-x", file, self.folder / "root")
            file.unlink()

    def _start_database(self):
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not found:
            self._unpack(POSTGRES)
            found = sorted((self.folder / "root/usr/lib/postgresql").glob("*/bin/initdb"))
        self._bin = found[-1].parent
        home = self.folder / "database"
        home.mkdir()
        if os.getuid() == 0:
            os.chown(home, *self._database_user())
        data = home / "data"
        self._as_database_user(
            self._bin / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8",
            "--locale=C.UTF-8",
        )  # fmt: skip
        self._data, self._port = data, free_port()
        settings = (
            f"listen_addresses='127.0.0.1'\nport={self._port}\nunix_socket_directories='{home}'\nfsync=off\n"
        )
        with (data / "postgresql.conf").open("a") as file:
            file.write(settings)
        self._as_database_user(self._bin / "pg_ctl", "-D", data, "-l", home / "log", "-w", "start")
        self.sql("CREATE ROLE ttrss LOGIN", user="postgres", database="postgres")
        self.sql("CREATE DATABASE ttrss OWNER ttrss", user="postgres", database="postgres")

    def _make_site(self):
        root = self.folder / "root"
        site = self.folder / "www"
        shutil.copytree(root / "usr/share/tt-rss/www", site, symlinks=True)
        for name in ("config.php", "feed-icons", "lib/gettext", "vendor/Psr", "lib/phpqrcode"):
            path = site / name
            path.unlink() if path.is_symlink() else shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(root / "usr/share/php/php-php-gettext", site / "lib/gettext")
        shutil.copytree(root / "usr/share/php/Psr", site / "vendor/Psr")
        shutil.copytree(root / "usr/share/phpqrcode", site / "lib/phpqrcode")
        (site / "feed-icons").mkdir()
        for name in (
            "lock",
            "session",
            *(f"cache/{part}" for part in ["images", "upload", "export", "feeds", "simplepie"]),
        ):
            (self.folder / name).mkdir(parents=True)
        self._web_port = free_port()
        self.url = f"http://127.0.0.1:{self._web_port}"
        database = (
            f"$dbtype='pgsql'; $dbserver='127.0.0.1'; $dbport='{self._port}'; $dbuser='ttrss'; "
            "$dbname='ttrss'; $dbpass='';"
        )
        settings = (root / "etc/tt-rss/config.php").read_text()
        for old, new in (
            ("include_once('/etc/tt-rss/database.php');", database),
            ("%SELF_URL_PATH#", f"{self.url}/"),
            ("%SELF_URL_PATH", f"{self.url}/"),
            ("/var/lib/tt-rss", str(self.folder / "lock")),
            ("/var/cache/tt-rss", str(self.folder / "cache")),
            ("'CHECK_FOR_UPDATES', true", "'CHECK_FOR_UPDATES', false"),
        ):
            settings = settings.replace(old, new)
        (site / "config.php").write_text(settings)
        self._psql("-f", root / "usr/share/tt-rss/schema/ttrss_schema_pgsql.sql")
        self.sql("UPDATE ttrss_prefs SET def_value = 'true' WHERE pref_name = 'ENABLE_API_ACCESS'")
        self.allow_api(True)

    def _start_site(self):
        php, options = shutil.which("php"), []
        env = dict(os.environ)
        if not php:
            self._unpack((*PHP, *PHP_LIBRARIES))
            root = self.folder / "root"
            php = next((root / "usr/bin").glob("php8.*"))
            folder = next((root / "usr/lib/php").glob("20*"))
            libraries = next((root / "usr/lib").glob("*-linux-gnu"))
            env["LD_LIBRARY_PATH"] = str(libraries)
            modules = [folder / f"{name}.so" for name in EXTENSIONS]
            options = [option for each in modules if each.exists() for option in ("-d", f"extension={each}")]
        values = {"error_reporting": 0, "display_errors": 0, "session.save_path": self.folder / "session"}
        options += [option for name, value in values.items() for option in ("-d", f"{name}={value}")]
        self._processes.append(
            subprocess.Popen(
                [php, *options, "-S", f"127.0.0.1:{self._web_port}", "-t", self.folder / "www"],
                env=env,
                stdout=(self.folder / "php.log").open("w"),
                stderr=subprocess.STDOUT,
            )
        )
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                ask = Request(
                    f"{self.url}/api/", b'{"op":"isLoggedIn"}', {"Content-Type": "application/json"}
                )
                with urlopen(ask, timeout=5) as answer:
                    if b'"seq"' in answer.read():
                        return
            except (URLError, OSError):
                pass
            time.sleep(0.1)
        raise MissingError(f"Tiny Tiny RSS does not start: {(self.folder / 'php.log').read_text()[-500:]}")

    # Its data

    def allow_api(self, on):
        """Switch the API of the user on or off."""
        self.sql("DELETE FROM ttrss_user_prefs WHERE pref_name = 'ENABLE_API_ACCESS'")
        self.sql(
            "INSERT INTO ttrss_user_prefs (owner_uid, pref_name, value) "
            f"VALUES (1, 'ENABLE_API_ACCESS', '{'true' if on else 'false'}')"
        )

    def add_feed(self, number, title, items, content="<p>نص الخبر</p>"):
        """Add a feed with so many unread items, as if it had fetched them."""
        site = f"https://feed{number}.example"
        self.sql(
            "INSERT INTO ttrss_feeds (id, owner_uid, title, feed_url, site_url, last_updated) VALUES "
            f"({number}, 1, '{title}', '{site}/rss', '{site}', now())"
        )
        self.sql(
            "WITH made AS (INSERT INTO ttrss_entries (title, guid, link, updated, content, content_hash, "
            "date_entered, date_updated) "
            f"SELECT 'خبر ' || n || ' من {title}', 'g{number}-' || n, 'https://feed{number}.example/' || n, "
            f"now() - n * interval '1 minute', '{content}', 'h{number}-' || n, now(), now() "
            f"FROM generate_series(1, {items}) n RETURNING id) "
            "INSERT INTO ttrss_user_entries (ref_id, uuid, feed_id, owner_uid, unread, marked, published, "
            "tag_cache, label_cache) "
            f"SELECT id, '', {number}, 1, true, false, false, '', '' FROM made"
        )

    def sql(self, text, user="ttrss", database="ttrss"):
        """Run a statement; return what it gives, a row a line."""
        return self._psql("-t", "-A", "-c", text, user=user, database=database).stdout.strip()

    def _psql(self, *arguments, user="ttrss", database="ttrss"):
        psql = shutil.which("psql") or self._bin / "psql"
        at = ("-h", "127.0.0.1", "-p", str(self._port), "-U", user, "-d", database)
        return self._run(psql, "-q", *at, *arguments)

    # Programs

    def _as_database_user(self, *command, check=True):
        """Run a program of the database, which refuses to run as root."""
        if os.getuid() == 0:
            name = pwd.getpwuid(self._database_user()[0]).pw_name
            command = ("runuser", "-u", name, "--", *command)
        return self._run(*command, check=check, cwd="/")

    @staticmethod
    def _database_user():
        for name in ("postgres", "nobody"):
            try:
                found = pwd.getpwnam(name)
            except KeyError:
                continue
            return found.pw_uid, found.pw_gid
        raise MissingError("root, and no other user for the database")

    def _run(self, *command, check=True, cwd=None, timeout=None):
        words = [str(word) for word in command]
        with tempfile.TemporaryFile() as output:  # a server that stays would keep a pipe open
            try:
                done = subprocess.run(
                    words, cwd=cwd, timeout=timeout, stdin=subprocess.DEVNULL, stdout=output,
                    stderr=subprocess.STDOUT, check=False,
                )  # fmt: skip
            except (OSError, subprocess.TimeoutExpired) as error:
                raise MissingError(f"{words[0]}: {error}") from error
            output.seek(0)
            done.stdout = output.read().decode("utf-8", "replace")
        if check and done.returncode:
            raise MissingError(f"{' '.join(words[:4])}: {done.stdout[-500:]}")
        return done
