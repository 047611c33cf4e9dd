"""The running service, and how its answers are compared."""

import http.client
import io
import ipaddress
import json
import urllib.parse

import numpy as np

# Where only the order of addition or the precision differs. Trainings here are stable, so rounding does not grow.
ROUNDING = 1e-9
# What rounding leaves where all cancels.
NOTHING = 1e-13
JSON, CSV, NDJSON, NPY = "application/json", "text/csv", "application/x-ndjson", "application/x-npy"


class Difference(Exception):
    """An answer that is not what it must be."""


class Service:
    """One connection, and the requests of the case that runs."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        parts = urllib.parse.urlsplit(self.url)
        if parts.hostname != "localhost" and not ipaddress.ip_address(parts.hostname).is_loopback:
            raise ValueError(f"{url} is not on this machine")
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=60)
        self.sent = []

    def send(self, path, body=None, kind=JSON, **headers):
        """The status, the headers and the bytes of an answer; a body that is not bytes is sent as JSON."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            headers["Content-Type"] = kind
            self.sent.append((path, headers, body))
        self.connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def raw(self, path, body=None, kind=JSON, **headers):
        """The bytes of an answer that must be a success."""
        status, _, content = self.send(path, body, kind, **headers)
        if status >= 300:
            raise Difference(f"{path}: answered {status}: {content.decode(errors='replace')[:500]}")
        return content

    def call(self, path, body=None, kind=JSON, **headers):
        return json.loads(self.raw(path, body, kind, **({"Accept": JSON} | headers)))

    def train(self, request):
        return self.call("/train", request)

    def predict(self, model, x):
        return self.call("/predict", {"modelId": model["modelId"], "x": rows(x)})["predictions"]

    def refused(self, path, body, status, *words):
        """A request that must be refused with this status, by a problem that holds these words."""
        answered, _, content = self.send(path, body)
        if answered != status:
            raise Difference(f"{path}: answered {answered} instead of {status}: {content.decode()[:300]}")
        for word in words:
            if word not in content.decode():
                raise Difference(f"{path}: the problem does not name {word!r}: {content.decode()[:500]}")


def rows(x):
    return np.asarray(x, float).tolist()


def dataset(x, y, weights=None, names=None):
    parts = {"x": rows(x), "y": rows(y), "sampleWeights": weights if weights is None else rows(weights),
             "featureNames": names}
    return {name: part for name, part in parts.items() if part is not None}


def request(x, y, weights=None, names=None, lossHistoryPoints=1000, **hyperparameters):
    return {"dataset": dataset(x, y, weights, names), "hyperparameters": hyperparameters,
            "lossHistoryPoints": lossHistoryPoints}


def csv(table, header=None):
    lines = [",".join(map(repr, row)) for row in rows(table)]
    return "".join(line + "\n" for line in ([",".join(header)] if header else []) + lines).encode()


def npy(table):
    file = io.BytesIO()
    np.save(file, np.asarray(table, "<f8"))
    return file.getvalue()


def events(stream):
    """The names and data of server-sent events."""
    for block in stream.decode().replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(":", 1) for line in block.split("\n") if ":" in line and line[0] != ":")
        if "data" in fields:
            yield fields.get("event", "").strip(), json.loads(fields["data"])


def codes(model):
    return [(finding["code"], finding.get("featureIndex")) for finding in model["findings"]]


def same(what, actual, expected):
    """Equal, to the last bit where they are numbers."""
    if json.dumps(actual) != json.dumps(expected):
        raise Difference(f"{what}: answered {actual}, must be {expected}")


def close(what, actual, expected, relative=ROUNDING, absolute=0.0):
    """Equal up to rounding: relative to the largest of an array, and an absolute part in each place."""
    actual, expected = np.asarray(actual, np.longdouble), np.asarray(expected, np.longdouble)
    if actual.shape != expected.shape:
        raise Difference(f"{what}: answered {actual.shape} numbers, must be {expected.shape}")
    if not actual.size:
        return
    off = np.abs(actual - expected)
    allowed = relative * np.abs(expected).max() + absolute
    if not np.all(off <= allowed):
        at = np.unravel_index(np.argmax(np.where(np.isnan(off), np.inf, off - allowed)), off.shape)
        place = "".join(f"[{i}]" for i in at)
        raise Difference(
            f"{what}{place}: answered {actual[at]!s}, must be {expected[at]!s};"
            f" off by {float(off[at]):.3g}, allowed {float(np.broadcast_to(allowed, off.shape)[at]):.3g}"
        )


def same_training(actual, expected, parts=("W", "b", "loss", "lossHistory", "epochsRun", "stopReason")):
    """Two trainings with the same bits."""
    for part in parts:
        same(part, actual.get(part), expected.get(part))


def close_training(actual, expected, W=None):
    """Two trainings that differ in rounding alone; W is what the weights must be, if not the same."""
    close("W", actual["W"], expected["W"] if W is None else W, absolute=NOTHING)
    close("b", actual["b"], expected["b"], absolute=ROUNDING * max(1, *map(abs, expected["W"])))
    close("loss", actual["loss"], expected["loss"], absolute=NOTHING)
    close("lossHistory", actual["lossHistory"], expected["lossHistory"], absolute=NOTHING)
    same("accuracy", actual.get("accuracy") and round(actual["accuracy"], 9),
         expected.get("accuracy") and round(expected["accuracy"], 9))
