"""A proxy that passes every byte on unchanged, and has Prism judge each exchange against the OpenAPI document.

    client ── Judge ── service
                └── Prism ── playback of the response

Prism itself is no proxy for bytes: it parses and writes JSON anew and takes binary bodies for text. So it gets a copy
of each request and, as the answer of its upstream, the response that the service has just given.
"""

import http.client
import itertools
import json
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EXCHANGE = "X-Exchange"
PER_CONNECTION = set("connection keep-alive transfer-encoding content-length upgrade http2-settings expect".split())


# What is served beside the operations of the document.
OTHER_PATHS = ("/actuator", "/client/", "/page/", "/problems/", "/swagger-ui", "/v3/api-docs")


def operation_of(path, headers):
    """The path of the operation that stands for a request of /train, which also takes what others have paths for."""
    parts = urllib.parse.urlsplit(path)
    if parts.path != "/train":
        return path
    query = [pair for pair in parts.query.split("&") if pair]
    headers = {name.lower(): value for name, value in headers.items()}
    if "dryRun=true" in query:
        query.remove("dryRun=true")
        target = "/train/dry-run"
    elif headers.get("content-type") == "application/x-ndjson":
        target = "/train/lines"
    elif headers.get("accept") == "text/event-stream":
        target = "/train/events"
    elif headers.get("prefer") == "respond-async":
        target = "/trainings"
    else:
        target = "/train"
    return "?".join([target, "&".join(query)] if query else [target])


class Response:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.getheaders()
        self.body = response.read()

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def send(address, method, path, headers, body):
    target = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(target.hostname, target.port, timeout=120)
    try:
        connection.request(method, path, body, headers)
        return Response(connection.getresponse())
    finally:
        connection.close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            parts = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        length = self.headers.get("Content-Length")
        return self.rfile.read(int(length)) if length else None

    def reply(self, response):
        self.send_response_only(response.status)
        for name, value in response.headers:
            if name.lower() not in PER_CONNECTION:
                self.send_header(name, value)
        if response.status not in (204, 304):
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    def handle_any(self):
        raise NotImplementedError

    def do_GET(self):
        self.handle_any()

    def do_POST(self):
        self.handle_any()

    def do_DELETE(self):
        self.handle_any()


class Playback:
    """The upstream of Prism: answers with the response that belongs to the exchange."""

    def __init__(self):
        self.responses = {}
        playback = self

        class Player(Handler):
            def handle_any(self):
                self.body()
                self.reply(playback.responses[self.headers[EXCHANGE]])

        self.server = serve(Player)
        self.address = address_of(self.server)


class Judge:
    def __init__(self, service, prism, playback):
        self.service = service
        self.prism = prism
        self.playback = playback
        self.numbers = itertools.count(1)
        self.violations = []
        self.exchanges = 0
        judge = self

        class Passer(Handler):
            def handle_any(self):
                headers = {name: value for name, value in self.headers.items() if name.lower() not in PER_CONNECTION}
                body = self.body()
                response = send(judge.service, self.command, self.path, headers, body)
                judge.judge(self.command, self.path, headers, body, response)
                self.reply(response)

        self.server = serve(Passer)
        self.address = address_of(self.server)

    def judge(self, method, path, headers, body, response):
        if path == "/" or path.startswith(OTHER_PATHS):
            return
        number = str(next(self.numbers))
        self.playback.responses[number] = response
        refused = response.status >= 400
        # A request that is refused need not be what the document says, nor anything that Prism can read.
        asked = operation_of(path, headers)
        left_out = {"host", "content-type"} if refused else {"host"}
        headers = {name: value for name, value in headers.items() if name.lower() not in left_out}
        verdict = send(self.prism, method, asked, headers | {EXCHANGE: number}, None if refused else body)
        del self.playback.responses[number]
        self.exchanges += 1
        for violation in violations(verdict, response):
            if not (refused and violation.get("location", [""])[0] == "request"):
                self.violations.append(f"{method} {path} → {response.status}: {json.dumps(violation, ensure_ascii=False)}")


def violations(verdict, response):
    # Errors of Prism itself, such as a path that it does not find in the document.
    if "stoplight" in verdict.body[:200].decode("utf-8", "replace") or verdict.status != response.status:
        return [{"message": verdict.body.decode("utf-8", "replace")[:500]}]
    return json.loads(verdict.header("sl-violations") or "[]")


def serve(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def address_of(server):
    return f"http://127.0.0.1:{server.server_address[1]}"
