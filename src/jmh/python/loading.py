"""Servers on this machine, and the load that wrk puts on them."""

import contextlib
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

POST = pathlib.Path(__file__).resolve().parents[1] / "http/post.lua"
NEURON = {"W": [5.8, -0.1, -1.4], "b": -1.4}
ROW = {"x": [1, 0, 1]}
TRAINING = {
    "dataset": {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 0]},
    "hyperparameters": {"learningRate": 0.5, "epochs": 1000},
    "lossHistoryPoints": 10,
}
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A process in a session of its own that listens on a port of this machine."""

    def __init__(self, name, command, port):
        self.name, self.port = name, port
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [str(part) for part in command], start_new_session=True, stdout=self.log, stderr=self.log
        )

    def post(self, path, body):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)

    def wait_until_up(self):
        for _ in range(300):
            with contextlib.suppress(OSError):
                self.post("/predict", NEURON | ROW)
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.log.seek(0)
        sys.exit(f"{self.name} did not start:\n{self.log.read().decode()}")

    def cpu_seconds(self):
        """Of all processes in the session, workers too."""
        ticks = 0
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[3]) == self.process.pid:
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / TICKS

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


class Load:
    """One body for one path of one server, and what was measured with it."""

    def __init__(self, server, label, path, body, connections):
        """The body is a function, called before each run."""
        self.server, self.label, self.path = server, label, path
        self.body, self.connections = body, connections
        self.forget()

    def run(self, seconds):
        body = json.dumps(self.body())
        cpu = self.server.cpu_seconds()
        wrk = subprocess.run(
            ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "-s", POST,
             f"http://127.0.0.1:{self.server.port}{self.path}", "--", body],
            capture_output=True, text=True,
        )  # fmt: skip
        found = re.search(r"RESULT requests=(\d+) micros=(\d+) p50=\d+ p99=(\d+) failed=(\d+)", wrk.stdout)
        if not found:
            sys.exit(f"wrk failed on {self.label}:\n{wrk.stdout}{wrk.stderr}")
        requests, micros, p99, failed = map(int, found.groups())
        if requests:
            self.rates.append(requests / micros * 1e6)
            self.p99s.append(p99 / 1000)
            self.cpus.append((self.server.cpu_seconds() - cpu) / requests * 1e6)
        self.failed += failed

    def forget(self):
        self.rates, self.p99s, self.cpus, self.failed = [], [], [], 0

    def rate(self):
        return statistics.median(self.rates)

    def row(self):
        return [
            self.label,
            f"{self.rate():,.0f}",
            f"{min(self.rates):,.0f} – {max(self.rates):,.0f}",
            f"{statistics.median(self.p99s):.1f}",
            f"{statistics.median(self.cpus):.1f}",
            str(self.failed),
        ]


def table(rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
