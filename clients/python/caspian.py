"""Ask caspiand, the query daemon, over its Unix socket.

    import caspian

    with caspian.Client() as client:
        for hit in client.search("coastline", limit=3)["hits"]:
            print(hit["path"], hit["line"], hit["snippet"])

Needs nothing but Python 3.9 or later. A client may be used from several threads at once: requests are told apart by their
ids. It starts the daemon through caspianctl when none runs, connects again when the daemon was restarted, and asks once
more what was lost on the way if asking twice does no harm.
"""

from __future__ import annotations

import dataclasses
import enum
import json
import os
import shutil
import socket as sockets
import stat
import subprocess
import threading
import time
from collections import deque
from typing import Any, Callable, Iterator, Mapping, Optional, Sequence, Union

__version__ = "0.1.0"

#: What a daemon must answer as ``protocol``.
PROTOCOL = 1


class Error(Exception):
    """Anything that keeps a request from being answered; says what, and in :attr:`hint` what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class NoDaemon(Error):
    """Nobody answers at the socket, and none could be started."""


class ConnectionLost(Error):
    """The daemon closed the connection before it had answered."""


class VersionMismatch(Error):
    """The daemon speaks another version of the protocol."""


class TimedOut(Error, TimeoutError):
    """No answer came in time, not even that the time is over."""


class Failure(Error):
    """The daemon's own answer that it can't do what was asked."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        data = error.get("data") or {}
        super().__init__(str(error.get("message", "")), str(data.get("hint", "")))
        number = error.get("code", 0)
        #: One of :class:`Code`, or a number that this client does not know yet.
        self.code: Union[Code, int] = Code(number) if number in set(Code) else int(number)
        #: The code in a word, such as ``notFound``.
        self.kind = str(data.get("kind", ""))
        #: Whether the same request may succeed later, and after how many seconds.
        self.retryable = bool(data.get("retryable", False))
        wait = data.get("retryAfterMs")
        self.retry_after: Optional[float] = wait / 1000 if wait is not None else None
        #: Everything else that is known, such as ``pointer``, ``problems`` or ``suggestion``.
        self.data: dict[str, Any] = dict(data)


@dataclasses.dataclass(frozen=True)
class Progress:
    """How far long work is."""

    done: float
    total: Optional[float]
    message: str


@dataclasses.dataclass(frozen=True)
class Options:
    """What a request may say beside its parameters."""

    #: Seconds until the answer must be there; the client's own when ``None``.
    timeout: Optional[float] = None
    #: The members of the result that are wanted, such as ``["total", "hits.path"]``.
    fields: Optional[Sequence[str]] = None
    #: Told how far long work is, in the thread that waits for the answer.
    progress: Optional[Callable[[Progress], None]] = None
    #: The request waits until the corpus has come so far.
    min_generation: Optional[int] = None


@dataclasses.dataclass(frozen=True)
class Notification:
    """What the daemon tells without being asked, once :meth:`Client.subscribe` has asked for it."""

    method: str
    params: dict[str, Any]


def socket_path(explicit: Optional[str] = None, config: Optional[str] = None) -> str:
    """Where the daemon's socket is: ``explicit``, ``$CASPIAN_SOCKET``, what its configuration says, or its usual place.

    A configuration is read by caspianctl, where there is one. Raises :class:`NoDaemon` when it can't be.
    """
    path = explicit or os.environ.get("CASPIAN_SOCKET")
    if path:
        return path
    program = os.environ.get("CASPIANCTL") or shutil.which("caspianctl")
    if program is not None and _has_configuration(config):
        words = [program, "socket"] + (["--config", config] if config else [])
        try:
            told = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True)
        except OSError as reason:
            raise NoDaemon(f"can't run {program}: {reason.strerror}") from reason
        if told.returncode != 0:
            raise NoDaemon(told.stderr.decode("utf-8", "replace").strip())
        return os.fsdecode(told.stdout.rstrip(b"\n"))
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if folder.startswith("/"):
        return folder + "/caspian/caspiand.sock"
    runtime = f"/run/user/{os.getuid()}"
    try:
        found = os.lstat(runtime)
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid():
            return runtime + "/caspian/caspiand.sock"
    except OSError:
        pass
    return f"/tmp/caspian-{os.getuid()}/caspiand.sock"


def _has_configuration(config: Optional[str]) -> bool:
    if config or os.environ.get("CASPIAN_CONFIG"):
        return True
    folder = os.environ.get("XDG_CONFIG_HOME", "")
    below = folder if folder.startswith("/") else os.path.expanduser("~/.config")
    places = ("config/caspian.yaml", below + "/caspian/caspian.yaml", "/etc/caspian/caspian.yaml")
    return any(os.path.exists(place) for place in places)


class Request:
    """A request under way."""

    def __init__(self, client: "Client", method: str, params: Mapping[str, Any], options: Options) -> None:
        self.method = method
        self.params = dict(params)
        self.options = options
        self._client = client
        self._connection: Optional[_Connection] = None
        self._id = 0
        self._retries = 1 if method in READ_ONLY else 0

    def result(self) -> Any:
        """The answer, waited for if need be. Raises :class:`Failure` or another :class:`Error`; Ctrl-C cancels."""
        while True:
            assert self._connection is not None
            try:
                return self._connection.wait(self._id, self.method, self._deadline)
            except ConnectionLost:
                if self._retries == 0:
                    raise
                self._retries -= 1
                self._begin()
            except KeyboardInterrupt:
                self.cancel()
                raise

    def cancel(self) -> None:
        """Tells the daemon not to go on; :meth:`result` then raises a failure with :attr:`Code.CANCELLED`."""
        if self._connection is not None:
            self._connection.cancel(self._id)

    def _begin(self) -> None:
        client = self._client
        seconds = self.options.timeout if self.options.timeout is not None else client.timeout
        # The daemon gets the same time and should be the one to say that it is over.
        self._deadline = time.monotonic() + seconds + 1
        self._connection = client._connected()
        self._id = self._connection.begin(self.method, self.params, self.options, seconds)


class Client:
    """A connection to the daemon, made when it is first needed."""

    def __init__(
        self,
        socket: Optional[str] = None,
        *,
        config: Optional[str] = None,
        timeout: float = 60,
        start: bool = True,
    ) -> None:
        """
        :param socket: the daemon's socket; else ``$CASPIAN_SOCKET``, what the configuration says, or its usual place.
        :param config: the daemon's configuration; else as caspianctl finds it.
        :param timeout: seconds for an answer, where a request says nothing else.
        :param start: whether to start a daemon, through caspianctl, when none runs.
        """
        self.socket = socket_path(socket, config)
        self.config = config
        self.timeout = timeout
        self.start = start
        self._lock = threading.Lock()
        self._connection: Optional[_Connection] = None

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection, which ends all that is under way. The next request makes another one."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def call(self, method: str, params: Optional[Mapping[str, Any]] = None, options: Options = Options()) -> Any:
        """Asks any method, also one of a plugin that this module does not know, and waits for its result."""
        return self.submit(method, params, options).result()

    def submit(self, method: str, params: Optional[Mapping[str, Any]] = None, options: Options = Options()) -> Request:
        """Asks and does not wait, so that several requests are under way on one connection."""
        request = Request(self, method, params or {}, options)
        try:
            request._begin()
        except ConnectionLost:
            # It had gone before anything was asked.
            request._begin()
        return request

    def notifications(self, timeout: Optional[float] = None) -> Iterator[Notification]:
        """What comes after :meth:`subscribe`, until nothing has come for ``timeout`` seconds."""
        connection = self._connected()
        while True:
            told = connection.notification(timeout)
            if told is None:
                return
            yield told

    def _connected(self) -> "_Connection":
        with self._lock:
            if self._connection is None or self._connection.is_closed:
                self._connection = self._connect()
            return self._connection

    def _connect(self) -> "_Connection":
        try:
            opened = self._open()
        except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError) as reason:
            if not self.start:
                raise NoDaemon(f"no daemon runs at {self.socket}", "start one with 'caspianctl ping'") from reason
            self._start()
            opened = self._open_again()
        except OSError as reason:
            raise NoDaemon(f"can't connect to {self.socket}: {reason.strerror}", "see 'caspianctl doctor'") from reason
        connection = _Connection(opened)
        told = connection.begin("discover", {}, Options(), self.timeout)
        answer = connection.wait(told, "discover", time.monotonic() + self.timeout)
        spoken = answer.get("protocol") if isinstance(answer, dict) else None
        if spoken != PROTOCOL:
            connection.close()
            older = isinstance(spoken, int) and spoken < PROTOCOL
            raise VersionMismatch(
                f"caspiand at {self.socket} speaks protocol {spoken}, this module speaks {PROTOCOL}",
                "restart the daemon, which is older" if older else "install the module that belongs to the daemon",
            )
        connection.longest = int((answer.get("limits") or {}).get("line", connection.longest))
        return connection

    def _open(self) -> sockets.socket:
        opened = sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM)
        try:
            opened.settimeout(self.timeout)
            opened.connect(self.socket)
        except BaseException:
            opened.close()
            raise
        return opened

    def _open_again(self) -> sockets.socket:
        try:
            return self._open()
        except OSError as reason:
            raise NoDaemon(f"a daemon was started but does not answer at {self.socket}", "see 'caspianctl doctor'") from reason

    def _start(self) -> None:
        program = os.environ.get("CASPIANCTL") or shutil.which("caspianctl")
        if program is None:
            raise NoDaemon(
                f"no daemon runs at {self.socket}, and caspianctl is not in PATH",
                "install it, name it with $CASPIANCTL, or start caspiand yourself",
            )
        words = [program, "ping", "--socket", self.socket] + (["--config", self.config] if self.config else [])
        try:
            ended = subprocess.run(
                words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=self.timeout
            )
        except subprocess.TimeoutExpired as reason:
            raise NoDaemon("the daemon is started but is not ready yet", "try again, or see 'caspianctl doctor'") from reason
        except OSError as reason:
            raise NoDaemon(f"can't run {program}: {reason.strerror}") from reason
        if ended.returncode != 0:
            raise NoDaemon(ended.stderr.decode("utf-8", "replace").strip() or f"{program} ended with {ended.returncode}")

    # generated: begin methods
    def config_check(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Reads the configuration's file as a reload would, and lists every mistake; nothing changes."""
        return self.call("config.check", {}, options)

    def config_reload(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Reads configuration, plugins and corpus again, as SIGHUP does; a mistake changes nothing."""
        return self.call("config.reload", {}, options)

    def config_schema(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """JSON Schema of the configuration, with the settings of the built-in plugins."""
        return self.call("config.schema", {}, options)

    def config_show(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """The configuration in effect, each value with where it comes from."""
        return self.call("config.show", {}, options)

    def corpus_clean(
        self,
        *,
        file: Optional[str] = None,
        text: Optional[str] = None,
        language: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Shows what cleaning makes of any file or text: paragraphs in order, boilerplate, and what was repeated.

        :param file: An absolute path, read as the corpus would read it: by its extension, filters included.
        :param text: A plain text in its place, or subtitles.
        :param language: By BCP 47; else what the file says, else what it looks like. There are rules for en, de,
            fr, es, ru, fa, ar, az, kk, tk, tr, zh, ja, it, nl, pl, pt, sv, da, nb, el, bg; others are read by what
            these share.
        """
        return self.call("corpus.clean", _given({"file": file, "text": text, "language": language}), options)

    def corpus_copies(
        self,
        text: str,
        *,
        markup: Optional[str] = None,
        language: Optional[str] = None,
        file: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Finds what a text repeats of itself and of the corpus, each passage with its twin.

        :param text: A text, as it stands in an editor.
        :param markup: How it marks headings, lists and code. Without: "plain".
        :param language: By BCP 47; else what it looks like.
        :param file: The absolute path of the file that the text is to become: its own document is no other one.
        """
        return self.call("corpus.copies", _given({"text": text, "markup": markup, "language": language, "file": file}), options)

    def corpus_explain(
        self,
        document: str,
        *,
        options: Options = Options(),
    ) -> Any:
        """Shows how a file was read, what cleaning took from it, why, and where the surviving copy stands.

        :param document: A document's id, its path, or its absolute file.
        """
        return self.call("corpus.explain", _given({"document": document}), options)

    def corpus_list(
        self,
        *,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Lists the documents.

        :param limit: At most so many. Without: 100.
        :param offset: Leave out so many first. Without: 0.
        """
        return self.call("corpus.list", _given({"limit": limit, "offset": offset}), options)

    def corpus_outline(
        self,
        text: str,
        *,
        markup: Optional[str] = None,
        language: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Tells the sections, blocks and sentences of a text, in bytes of the text.

        :param text: A text, as it stands in an editor.
        :param markup: How it marks headings, lists and code. Without: "plain".
        :param language: By BCP 47; else what it looks like.
        """
        return self.call("corpus.outline", _given({"text": text, "markup": markup, "language": language}), options)

    def corpus_problems(
        self,
        *,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        skipped: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Lists the files that could not be read, or not as they should be, each with its reason.

        :param limit: At most so many. Without: 100.
        :param offset: Leave out so many first. Without: 0.
        :param skipped: Whether the files are listed instead that are no text, which is nobody's fault, and that
            were not asked for by name. Without: false.
        """
        return self.call("corpus.problems", _given({"limit": limit, "offset": offset, "skipped": skipped}), options)

    def corpus_read(
        self,
        document: str,
        *,
        lines: Optional[str] = None,
        passage: Optional[int] = None,
        around: Optional[int] = None,
        size: Optional[int] = None,
        cursor: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Shows what a document says, whole or in part, passage by passage, each with its place in the file.

        :param document: A document's id, path or file, or its address (caspian:///…), which may name lines: #L3-9.
        :param lines: Only these lines of the file: 3, 3-9, or with columns in bytes L3C5-L9C7.
        :param passage: Only this passage, by its number in the document, as search tells it.
        :param around: So many passages before and behind it, too. Without: 0.
        :param size: At most so many bytes of text. Without: 20000.
        :param cursor: Goes on where an answer ended: its 'next', with the same parameters.
        """
        return self.call("corpus.read", _given({"document": document, "lines": lines, "passage": passage, "around": around, "size": size, "cursor": cursor}), options)

    def corpus_reload(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Reads the corpus again and swaps to it when it is ready; the reply names the new generation."""
        return self.call("corpus.reload", {}, options)

    def corpus_sentences(
        self,
        *,
        file: Optional[str] = None,
        text: Optional[str] = None,
        language: Optional[str] = None,
        clean: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Shows the sentences of any file or text, cleaned, each with its place.

        :param file: An absolute path, read as the corpus would read it: by its extension, filters included.
        :param text: A plain text in its place, or subtitles.
        :param language: By BCP 47; else what the file says, else what it looks like. There are rules for en, de,
            fr, es, ru, fa, ar, az, kk, tk, tr, zh, ja, it, nl, pl, pt, sv, da, nb, el, bg; others are read by what
            these share.
        :param clean: Whether copies and boilerplate are left out. Without: true.
        """
        return self.call("corpus.sentences", _given({"file": file, "text": text, "language": language, "clean": clean}), options)

    def discover(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Says who answers, in which version, within which limits, and names every method."""
        return self.call("discover", {}, options)

    def division_bodies(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Lists the seas and lakes that the configuration names, with their states."""
        return self.call("division.bodies", {}, options)

    def division_calculate(
        self,
        rule: Union[str, Mapping[str, Any]],
        *,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        of: Optional[Union[float, str]] = None,
        decimals: Optional[int] = None,
        islands: Optional[str] = None,
        lagoon: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Computes each state's share under one formula, with lengths of lines, tripoints and what it hangs on.

        :param rule: The formula, by its name: equal, coast, median, … ('division.compare' shows them all); or one
            of your own as in the configuration, such as {"belts-nm": 12}.
        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param of: What is divided: a number, or one with its unit such as "378,667 km²"; else the body's area.
        :param decimals: Digits behind the point of percentages and amounts; without, all of them where the shore is
            known, else 2.
        :param islands: How islands count as coasts: full (without a word), half or none.
        :param lagoon: Whether lagoons are divided with the rest rather than closed off. Without: false.
        """
        return self.call("division.calculate", _given({"rule": rule, "body": body, "of": of, "decimals": decimals, "islands": islands, "lagoon": lagoon}), options)

    def division_coast(
        self,
        *,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        rulers: Optional[Sequence[float]] = None,
        island_coasts: Optional[bool] = None,
        lagoon: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Measures each state's coast as digitised, by rulers of many lengths and straight, with its fractal
            dimension.

        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param rulers: Steps of a divider in km; the coasts are measured by each. Without: [0.5, 1.0, 2.0, 5.0,
            10.0, 20.0, 50.0].
        :param island_coasts: Whether islands are measured too. Without: false.
        :param lagoon: Whether lagoons are divided with the rest rather than closed off. Without: false.
        """
        return self.call("division.coast", _given({"body": body, "rulers": rulers, "islandCoasts": island_coasts, "lagoon": lagoon}), options)

    def division_compare(
        self,
        *,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        decimals: Optional[int] = None,
        against: Optional[str] = None,
        islands: Optional[str] = None,
        lagoon: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Compares what each state would get under every formula, with what it would gain, prefer and veto.

        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param decimals: Digits behind the point of percentages and amounts; without, all of them where the shore is
            known, else 2.
        :param against: The formula that gains and losses are counted from; without, the median line.
        :param islands: How islands count as coasts: full (without a word), half or none.
        :param lagoon: Whether lagoons are divided with the rest rather than closed off. Without: false.
        """
        return self.call("division.compare", _given({"body": body, "decimals": decimals, "against": against, "islands": islands, "lagoon": lagoon}), options)

    def division_fairness(
        self,
        *,
        rule: Optional[str] = None,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        estate: Optional[Union[float, str]] = None,
        claims: Optional[Union[Sequence[Union[float, str]], Mapping[str, Any], str, float]] = None,
        game: Optional[Mapping[str, Any]] = None,
        bargain: Optional[Mapping[str, Any]] = None,
        ballots: Optional[Union[str, Sequence[Any], Mapping[str, Any]]] = None,
        candidates: Optional[Sequence[str]] = None,
        quota: Optional[Union[float, str]] = None,
        goods: Optional[Mapping[str, Any]] = None,
        formulas: Optional[Mapping[str, Any]] = None,
        reference: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Divides what is claimed, agreed, voted or valued, by every rule of the literature and exactly.

        :param rule: One rule by name; without, every one that answers such a question.
        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param estate: What there is to divide, with 'claims'.
        :param claims: What each claims: a list, numbers by name, or a text such as A=100, B=200.
        :param game: What every coalition of players can reach.
        :param bargain: What parties can agree on, and what each has without agreement.
        :param ballots: Rankings with how many voters: 18 A>D>E; 12 B>E=D. A bar stands below what is good enough:
            A>B|C.
        :param candidates: Who can be voted for; without, all that are ranked. Without: [].
        :param quota: The weight of votes that fallback bargaining needs.
        :param goods: Goods and what they are worth to each, to divide, or to check how they were divided.
        :param formulas: What each party gets under each formula, to find the mixture with the least regret.
        :param reference: The formula that holds without agreement; states veto what gives them less. Without: the
            median line, if known.
        """
        return self.call("division.fairness", _given({"rule": rule, "body": body, "estate": estate, "claims": claims, "game": game, "bargain": bargain, "ballots": ballots, "candidates": candidates, "quota": quota, "goods": goods, "formulas": formulas, "reference": reference}), options)

    def division_fields(
        self,
        *,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        islands: Optional[str] = None,
        lagoon: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Says who holds each field of oil and gas under every formula, and when that is too close to call.

        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param islands: How islands count as coasts: full (without a word), half or none.
        :param lagoon: Whether lagoons are divided with the rest rather than closed off. Without: false.
        """
        return self.call("division.fields", _given({"body": body, "islands": islands, "lagoon": lagoon}), options)

    def division_line(
        self,
        rule: Union[str, Mapping[str, Any]],
        *,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        vertices: Optional[int] = None,
        islands: Optional[str] = None,
        lagoon: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Draws the lines between the waters under one formula, in degrees.

        :param rule: The formula, by its name: equal, coast, median, … ('division.compare' shows them all); or one
            of your own as in the configuration, such as {"belts-nm": 12}.
        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param vertices: Simplify each line to so many points, with areas kept, as treaties give them.
        :param islands: How islands count as coasts: full (without a word), half or none.
        :param lagoon: Whether lagoons are divided with the rest rather than closed off. Without: false.
        """
        return self.call("division.line", _given({"rule": rule, "body": body, "vertices": vertices, "islands": islands, "lagoon": lagoon}), options)

    def division_locate(
        self,
        lon: float,
        lat: float,
        *,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        islands: Optional[str] = None,
        lagoon: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Says whose water a point is under every formula, and how far from each coast.

        :param lon: Degrees east of Greenwich, on WGS84.
        :param lat: Degrees north of the equator.
        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param islands: How islands count as coasts: full (without a word), half or none.
        :param lagoon: Whether lagoons are divided with the rest rather than closed off. Without: false.
        """
        return self.call("division.locate", _given({"lon": lon, "lat": lat, "body": body, "islands": islands, "lagoon": lagoon}), options)

    def division_map(
        self,
        *,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        rule: Optional[Union[str, Mapping[str, Any]]] = None,
        as_: Optional[str] = None,
        islands: Optional[str] = None,
        lagoon: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Draws who gets which water, as a picture, as data or as a page.

        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param rule: The formula to draw, by name or as in the configuration. Without: every one for html and
            geojson, the median line for svg.
        :param as_: A picture, data for QGIS and the like (RFC 7946), or a page with a slider between the formulas.
            Without: "svg".
        :param islands: How islands count as coasts: full (without a word), half or none.
        :param lagoon: Whether lagoons are divided with the rest rather than closed off. Without: false.
        """
        return self.call("division.map", _given({"body": body, "rule": rule, "as": as_, "islands": islands, "lagoon": lagoon}), options)

    def division_sensitivity(
        self,
        rule: Union[str, Mapping[str, Any]],
        *,
        body: Optional[Union[str, Mapping[str, Any]]] = None,
        islands: Optional[str] = None,
        lagoon: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Says how much each state's share hangs on shoreline, islands, ruler and lagoon, the largest swing first.

        :param rule: The formula, by its name: equal, coast, median, … ('division.compare' shows them all); or one
            of your own as in the configuration, such as {"belts-nm": 12}.
        :param body: The sea or lake: its name in the configuration, {"geojson": FILE}, or a GeoJSON
            FeatureCollection; the first one of the configuration where none is named.
        :param islands: How islands count as coasts: full (without a word), half or none.
        :param lagoon: Whether lagoons are divided with the rest rather than closed off. Without: false.
        """
        return self.call("division.sensitivity", _given({"rule": rule, "body": body, "islands": islands, "lagoon": lagoon}), options)

    def health(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Says whether everything works: 'ok', 'degraded' when a part does not, 'failing' when nothing answers."""
        return self.call("health", {}, options)

    def introspect(
        self,
        *,
        method: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Describes methods: summary, parameters, result, errors and examples, with JSON Schemas.

        :param method: One method; all when left out.
        """
        return self.call("introspect", _given({"method": method}), options)

    def log_level(
        self,
        *,
        level: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Says how much is logged, or changes it until the next reload of the configuration.

        :param level: The least level that is written from now on.
        """
        return self.call("log.level", _given({"level": level}), options)

    def log_recent(
        self,
        *,
        count: Optional[int] = None,
        level: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """The latest log entries that were written.

        :param count: At most so many, the newest. Without: 50.
        :param level: The least level shown. Without: "trace".
        """
        return self.call("log.recent", _given({"count": count, "level": level}), options)

    def metrics(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """All counters and latency histograms in Prometheus' text format."""
        return self.call("metrics", {}, options)

    def ping(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Answers, to show that the daemon does."""
        return self.call("ping", {}, options)

    def plugin_list(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Lists the plugins with their methods and their state."""
        return self.call("plugin.list", {}, options)

    def query(
        self,
        question: str,
        *,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Asks one question of every plugin that can answer it, and returns their answers, best first.

        :param question: What you want to know, in your own words.
        :param limit: At most so many hits in an answer that lists. Without: 3.
        """
        return self.call("query", _given({"question": question, "limit": limit}), options)

    def search(
        self,
        query: Union[str, Mapping[str, Any]],
        *,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        document: Optional[str] = None,
        syntax: Optional[str] = None,
        explain: Optional[bool] = None,
        filter: Optional[Union[str, Mapping[str, Any]]] = None,
        sort: Optional[str] = None,
        cursor: Optional[str] = None,
        group: Optional[str] = None,
        passages: Optional[int] = None,
        duplicates: Optional[str] = None,
        facets: Optional[Sequence[str]] = None,
        positions: Optional[bool] = None,
        timings: Optional[bool] = None,
        mode: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Finds the passages that a query asks for, best first.

        :param query: Words, "phrases", "near phrases"~2, AND, OR, NOT or -word, +word, parentheses, field:word,
            date:[1990 TO 1999], prefix*, wild?card, /regex/, fuzzy~1, boost^2, NEAR/5; or a plain question; or the
            same as an object.
        :param limit: At most so many hits. Without: 10.
        :param offset: Leaves out so many hits. Without: 0.
        :param document: Only in this document: its id, its path or its file.
        :param syntax: 'plain' takes every text as words alone, whatever signs and operators seem to stand in it.
            Without: "query".
        :param explain: Whether each hit says what each term adds to its score. Without: false.
        :param filter: A query that hits must match as well; it doesn't change their order.
        :param sort: score, title or the name of a field such as date; with a minus before it for the highest first.
            Without: "score".
        :param cursor: Goes on behind a page: 'next' of its answer, with the same query. It stays valid when the
            corpus changes: for five minutes all pages are of the corpus that the first one was of, later of the
            newest, behind the last hit.
        :param group: 'document' keeps the passages of a document together; limit and offset then count documents.
            Without: "none".
        :param passages: At most so many of each document. Without: 3.
        :param duplicates: 'collapse' shows the best of passages that say nearly the same, and how many it stands
            for. Without: "keep".
        :param facets: Fields whose values are counted, such as language, format, path or any metadata. Without: [].
        :param positions: Whether each hit says where its highlights stand in the file: bytes, line and column,
            UTF-16. Without: false.
        :param timings: Whether the answer says how long each stage took. Without: false.
        :param mode: 'deep' looks at the best passages again and puts them in a better order; 'fast' is for as one
            types, and does not count what it needs not read. Without: "deep".
        """
        return self.call("search", _given({"query": query, "limit": limit, "offset": offset, "document": document, "syntax": syntax, "explain": explain, "filter": filter, "sort": sort, "cursor": cursor, "group": group, "passages": passages, "duplicates": duplicates, "facets": facets, "positions": positions, "timings": timings, "mode": mode}), options)

    def search_complete(
        self,
        text: str,
        *,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Completes the last word by words of the corpus, or by values of the field before it, the most frequent
            first.

        :param text: What has been typed: its last word is completed, unless a space follows it.
        :param limit: At most so many completions. Without: 10.
        """
        return self.call("search.complete", _given({"text": text, "limit": limit}), options)

    def search_similar(
        self,
        *,
        text: Optional[str] = None,
        document: Optional[str] = None,
        passage: Optional[int] = None,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Finds passages that are about the same as a passage, a document or any text.

        :param text: A text; or give 'document'.
        :param document: A document of the corpus: its id, its path or its file. It is not among the hits. With a
            place behind it, such as :12 or :12:5, its passage there.
        :param passage: One passage of the document, by its number; the whole document when left out.
        :param limit: At most so many hits. Without: 10.
        """
        return self.call("search.similar", _given({"text": text, "document": document, "passage": passage, "limit": limit}), options)

    def shutdown(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Stops the daemon as SIGTERM does: what is under way is finished first."""
        return self.call("shutdown", {}, options)

    def status(
        self,
        *,
        options: Options = Options(),
    ) -> Any:
        """Everything that the daemon knows about itself: corpus, plugins, last reload, counters and latencies."""
        return self.call("status", {}, options)

    def subscribe(
        self,
        topics: Sequence[str],
        *,
        queries: Optional[Mapping[str, Any]] = None,
        options: Options = Options(),
    ) -> Any:
        """Sends notifications about generations, log entries and the hits of saved queries until it closes.

        :param topics: 'generation' tells of every new generation, 'log' sends every log entry.
        :param queries: Saved queries, each under a name of your own; one in the place of another of its name.
            Whenever a new generation gives one of them other hits, 'notifications/query' says which came and which
            went, and once what is wrong with one that can't be answered.
        """
        return self.call("subscribe", _given({"topics": topics, "queries": queries}), options)

    def summary(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        sentences: Optional[int] = None,
        words: Optional[int] = None,
        characters: Optional[int] = None,
        percent: Optional[float] = None,
        cut: Optional[bool] = None,
        query: Optional[str] = None,
        style: Optional[str] = None,
        order: Optional[str] = None,
        cursor: Optional[str] = None,
        known: Optional[Sequence[str]] = None,
        since: Optional[str] = None,
        explain: Optional[bool] = None,
        options: Options = Options(),
    ) -> Any:
        """Picks the sentences that say what documents or a text are about, or what they say about a question.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        :param sentences: At most so many sentences; 3 where no budget is given.
        :param words: At most so many words, but at least one sentence.
        :param characters: At most so many characters, a space between two sentences included, but at least one
            sentence.
        :param percent: At most so many percent of the words, but one sentence.
        :param cut: Whether a sentence may be cut to fill a budget of words or characters, as previews of a fixed
            size need it. Without: false.
        :param query: A question or a matter: only what the texts say about it.
        :param style: How 'text' reads; a headline is the core of the one best sentence. Without: "sentences".
        :param order: As the sentences stand in the source, or the best first. Without: "source".
        :param cursor: The 'cursor' of an earlier answer about the same texts: what to say next, without what was
            said.
        :param known: Documents that the reader knows: only what is new beside them. Folders as in 'documents'.
        :param since: A day, month or year such as 2021-05-30: only what documents dated since then say that older
            ones don't.
        :param explain: Whether each sentence says what its score is made of. Without: false.
        """
        return self.call("summary", _given({"document": document, "documents": documents, "text": text, "texts": texts, "sentences": sentences, "words": words, "characters": characters, "percent": percent, "cut": cut, "query": query, "style": style, "order": order, "cursor": cursor, "known": known, "since": since, "explain": explain}), options)

    def summary_definitions(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Finds the sentences that say what a word means or what a short form stands for.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        :param limit: At most so many. Without: 100.
        """
        return self.call("summary.definitions", _given({"document": document, "documents": documents, "text": text, "texts": texts, "limit": limit}), options)

    def summary_entities(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Finds who and what texts name, each with all its names there, the most often named first.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        :param limit: At most so many. Without: 100.
        """
        return self.call("summary.entities", _given({"document": document, "documents": documents, "text": text, "texts": texts, "limit": limit}), options)

    def summary_html(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        sentences: Optional[int] = None,
        words: Optional[int] = None,
        characters: Optional[int] = None,
        percent: Optional[float] = None,
        query: Optional[str] = None,
        cursor: Optional[str] = None,
        known: Optional[Sequence[str]] = None,
        since: Optional[str] = None,
        options: Options = Options(),
    ) -> Any:
        """Shows documents or a text as an HTML page, with the sentences of their summary highlighted in it.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        :param sentences: At most so many sentences; 3 where no budget is given.
        :param words: At most so many words, but at least one sentence.
        :param characters: At most so many characters, a space between two sentences included, but at least one
            sentence.
        :param percent: At most so many percent of the words, but one sentence.
        :param query: A question or a matter: only what the texts say about it.
        :param cursor: The 'cursor' of an earlier answer about the same texts: what to say next, without what was
            said.
        :param known: Documents that the reader knows: only what is new beside them. Folders as in 'documents'.
        :param since: A day, month or year such as 2021-05-30: only what documents dated since then say that older
            ones don't.
        """
        return self.call("summary.html", _given({"document": document, "documents": documents, "text": text, "texts": texts, "sentences": sentences, "words": words, "characters": characters, "percent": percent, "query": query, "cursor": cursor, "known": known, "since": since}), options)

    def summary_numbers(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Lists the amounts that texts name, with their units; years are in summary.timeline.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        :param limit: At most so many. Without: 100.
        """
        return self.call("summary.numbers", _given({"document": document, "documents": documents, "text": text, "texts": texts, "limit": limit}), options)

    def summary_phrases(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Finds the phrases that texts are about, the weightiest first.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        :param limit: At most so many. Without: 100.
        """
        return self.call("summary.phrases", _given({"document": document, "documents": documents, "text": text, "texts": texts, "limit": limit}), options)

    def summary_positions(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        actor: Optional[str] = None,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Tells who favours, opposes, claims or should do what, on whose word, and the sentence that says so.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        :param actor: Only what is said of this one, by any of its names.
        :param limit: At most so many. Without: 100.
        """
        return self.call("summary.positions", _given({"document": document, "documents": documents, "text": text, "texts": texts, "actor": actor, "limit": limit}), options)

    def summary_readability(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        options: Options = Options(),
    ) -> Any:
        """Measures how hard texts are to read: lengths of sentences and words, LIX, and for English Flesch's grade.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        """
        return self.call("summary.readability", _given({"document": document, "documents": documents, "text": text, "texts": texts}), options)

    def summary_timeline(
        self,
        *,
        document: Optional[str] = None,
        documents: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        texts: Optional[Sequence[str]] = None,
        limit: Optional[int] = None,
        options: Options = Options(),
    ) -> Any:
        """Lists what texts date, in the order of time.

        :param document: The document to look at, by its id, path or file; the whole corpus where nothing is named.
        :param documents: Several documents to look at together; a name that ends with / means all below that
            folder.
        :param text: A text that is not in the corpus; subtitles are read as such.
        :param texts: Several such texts to look at together, each with a lead of its own.
        :param limit: At most so many. Without: 100.
        """
        return self.call("summary.timeline", _given({"document": document, "documents": documents, "text": text, "texts": texts, "limit": limit}), options)
    # generated: end methods


class _Connection:
    """One socket. Whoever waits reads for all: answers and notifications are put where those find them who wait."""

    def __init__(self, opened: sockets.socket) -> None:
        self._socket = opened
        self._sending = threading.Lock()
        self._state = threading.Condition()
        self._isReading = False
        self._pending = bytearray()
        self._last = 0
        self._open: dict[int, Options] = {}
        self._chunks: dict[int, list[dict[str, Any]]] = {}
        self._answers: dict[int, dict[str, Any]] = {}
        self._told: deque[Notification] = deque(maxlen=10_000)
        self._loss: Optional[str] = None
        self.longest = 1 << 20

    @property
    def is_closed(self) -> bool:
        return self._loss is not None

    def close(self) -> None:
        self._lose("this client closed the connection")

    def begin(self, method: str, params: Mapping[str, Any], options: Options, seconds: float) -> int:
        with self._state:
            self._last += 1
            number = self._last
            self._open[number] = options
        meta: dict[str, Any] = {"timeoutMs": max(1, min(86_400_000, int(seconds * 1000)))}
        if options.fields is not None:
            meta["fields"] = list(options.fields)
        if options.progress is not None:
            meta["progressToken"] = number
        if options.min_generation is not None:
            meta["minGeneration"] = options.min_generation
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": {**params, "_meta": meta}}
        try:
            self._send(message)
        except BaseException:
            with self._state:
                self._open.pop(number, None)
            raise
        return number

    def cancel(self, number: int) -> None:
        try:
            self._send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": number}})
        except ConnectionLost:
            pass  # With the connection the request has ended too.

    def wait(self, number: int, method: str, deadline: float) -> Any:
        def answered() -> Optional[dict[str, Any]]:
            return self._answers.pop(number, None)

        try:
            answer = self._read_until(answered, deadline)
        finally:
            with self._state:
                options = self._open.pop(number, None)
                chunks = self._chunks.pop(number, [])
        if answer is None:
            self.cancel(number)
            raise TimedOut(f"no answer to '{method}' in time", "give more with Options(timeout=…)")
        del options
        if "error" in answer:
            raise Failure(answer["error"])
        return _joined(answer.get("result"), chunks)

    def notification(self, timeout: Optional[float]) -> Optional[Notification]:
        deadline = time.monotonic() + timeout if timeout is not None else float("inf")
        told: Optional[Notification] = self._read_until(lambda: self._told.popleft() if self._told else None, deadline)
        return told

    def _send(self, message: Mapping[str, Any]) -> None:
        line = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
        if len(line) > self.longest + 1:
            raise Failure(
                {
                    "code": 1004,
                    "message": f"the request has {len(line)} bytes, the daemon reads lines of {self.longest}",
                    "data": {"kind": "tooLarge", "hint": "send less at once; 'limits.line' of the configuration sets it"},
                }
            )
        with self._sending:
            if self._loss is not None:
                raise ConnectionLost(self._loss, "ask again")
            try:
                self._socket.settimeout(None)
                self._socket.sendall(line)
            except OSError:
                # The daemon may have said why before it closed, so what it sent is read in any case.
                self._lose("the daemon closed the connection")
                raise ConnectionLost("the daemon closed the connection", "ask again; its log says why") from None

    def _read_until(self, found: Callable[[], Any], deadline: float) -> Any:
        """What ``found`` finds; ``None`` when time is over. One of those who wait reads, the others are told."""
        with self._state:
            while True:
                value = found()
                if value is not None:
                    return value
                if self._loss is not None:
                    raise ConnectionLost(self._loss, "ask again; the daemon's log says why it closed")
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                if self._isReading:
                    self._state.wait(min(left, 3600))
                    continue
                self._isReading = True
                self._state.release()
                lines: list[bytes] = []
                try:
                    lines = self._read(left)
                finally:
                    self._state.acquire()
                    self._isReading = False
                    self._state.notify_all()
                reports = [report for report in map(self._take, lines) if report is not None]
                self._state.notify_all()
                for report in reports:
                    self._state.release()
                    try:
                        report()
                    finally:
                        self._state.acquire()

    def _read(self, seconds: float) -> list[bytes]:
        try:
            self._socket.settimeout(min(seconds, 3600))
            data = self._socket.recv(1 << 16)
        except (sockets.timeout, BlockingIOError):
            return []
        except OSError:
            data = b""
        if not data:
            middle = bool(self._pending) or bool(self._chunks)
            self._lose(f"the daemon closed the connection {'in the middle of' if middle else 'before'} the answer")
            return []
        start = len(self._pending)
        self._pending += data
        end = self._pending.rfind(b"\n", start)
        if end < 0:
            return []
        lines = bytes(self._pending[:end]).split(b"\n")
        del self._pending[: end + 1]
        return lines

    def _take(self, line: bytes) -> Optional[Callable[[], None]]:
        try:
            message = json.loads(line)
            if not isinstance(message, dict):
                raise ValueError
        except ValueError:
            self._lose("what answers at the socket does not speak Caspian's protocol")
            return None
        method, params = message.get("method"), message.get("params") or {}
        if method is None:
            number = message.get("id")
            if number is None:
                # To a line that could not be read, which can only be the last one that is under way.
                number = max(self._open, default=None)
            if number in self._open:
                self._answers[number] = message
        elif method == "stream/chunk":
            if params.get("id") in self._open:
                self._chunks.setdefault(params["id"], []).append(params)
        elif method == "notifications/progress":
            options = self._open.get(params.get("progressToken", 0))
            if options is not None and options.progress is not None:
                report = options.progress
                progress = Progress(params.get("progress", 0), params.get("total"), params.get("message", ""))
                return lambda: report(progress)
        else:
            self._told.append(Notification(method, params))
        return None

    def _lose(self, reason: str) -> None:
        if self._loss is None:
            self._loss = reason
        try:
            self._socket.shutdown(sockets.SHUT_RDWR)
        except OSError:
            pass
        self._socket.close()


def _joined(result: Any, chunks: Sequence[Mapping[str, Any]]) -> Any:
    """A result with the pieces put in that came before it, each at the place that its JSON pointer names."""
    for chunk in chunks:
        holder, key, place = None, None, result
        for token in chunk["path"].split("/")[1:]:
            token = token.replace("~1", "/").replace("~0", "~")
            holder, key = place, int(token) if isinstance(place, list) else token
            place = place[key]
        if "items" in chunk:
            place.extend(chunk["items"])
        elif "members" in chunk:
            place.update(chunk["members"])
        elif holder is None:
            result = place + chunk["text"]
        else:
            holder[key] = place + chunk["text"]
    return result


# generated: begin tables
class Code(enum.IntEnum):
    """Why a request has no result."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    OVERLOADED = 1001
    DEADLINE_EXCEEDED = 1002
    CANCELLED = 1003
    TOO_LARGE = 1004
    STARTING = 1005
    SHUTTING_DOWN = 1006
    PLUGIN_UNAVAILABLE = 1007
    PLUGIN_CRASHED = 1008
    PLUGIN_TIMEOUT = 1009
    NOT_FOUND = 1010
    PERMISSION_DENIED = 1011
    CONFIG_INVALID = 1012
    QUOTA_EXCEEDED = 1013
    UNSUPPORTED_VERSION = 1014
    SLOW_CONSUMER = 1015
    DUPLICATE_ID = 1016
    GENERATION_GONE = 1017
    PLUGIN_PROTOCOL = 1018


#: Methods that change nothing, so that a request which was lost may be sent again.
READ_ONLY = frozenset(
    {
        "config.check",
        "config.schema",
        "config.show",
        "corpus.clean",
        "corpus.copies",
        "corpus.explain",
        "corpus.list",
        "corpus.outline",
        "corpus.problems",
        "corpus.read",
        "corpus.sentences",
        "discover",
        "division.bodies",
        "division.calculate",
        "division.coast",
        "division.compare",
        "division.fairness",
        "division.fields",
        "division.line",
        "division.locate",
        "division.map",
        "division.sensitivity",
        "health",
        "introspect",
        "log.recent",
        "metrics",
        "ping",
        "plugin.list",
        "query",
        "search",
        "search.complete",
        "search.similar",
        "status",
        "subscribe",
        "summary",
        "summary.definitions",
        "summary.entities",
        "summary.html",
        "summary.numbers",
        "summary.phrases",
        "summary.positions",
        "summary.readability",
        "summary.timeline",
    }
)


def _given(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}
# generated: end tables
