"""Walks all operations of the OpenAPI document: each with every example that it has, and each refused once or more."""

import json
import re
import urllib.parse

from judge import send

ID = "omljMKr4aktpzGAmt2QKDg"  # of nothing
JSON, CSV, LINES = "application/json", "text/csv", "application/x-ndjson"
RAGGED = '{"dataset": {"x": [[0, 1], [1]], "y": [0, 1]}}'
TRAININGS = ["/train", "/train/dry-run", "/train/events", "/trainings"]

# Status, method, path, format and body of requests that are refused.
REFUSED = [
    *((422, "POST", path, JSON, RAGGED) for path in TRAININGS),
    *((422, "POST", path, JSON, "{}") for path in TRAININGS),
    *((400, "POST", path, JSON, "{") for path in TRAININGS),
    *((400, "POST", path + "?epochs=1", JSON, RAGGED) for path in TRAININGS),
    *((415, "POST", path, "text/plain", "x") for path in TRAININGS),
    *((404, "POST", path + "?startFrom=nothing", CSV, "a,y\n0,0\n1,1\n") for path in TRAININGS),
    *((422, "POST", path, CSV, "a,y\n0,\n1,1\n") for path in TRAININGS),
    (422, "POST", "/train/dry-run?preview=2", CSV, "a,y\n0,\n1,1\n"),
    (422, "POST", "/train/dry-run?preview=5001", CSV, "a,y\n0,0\n1,1\n"),
    (400, "POST", "/train/dry-run?preview=x", CSV, "a,y\n0,0\n1,1\n"),
    (415, "POST", "/train/lines", JSON, RAGGED),
    (400, "POST", "/train/lines?epochs=1", LINES, RAGGED),
    (422, "POST", "/trainings/upload?epochs=1", CSV, "a,y\n0,\n1,1\n"),
    (422, "POST", "/trainings/upload?batchSize=1", CSV, "a,y\n0,0\n1,1\n"),
    (404, "POST", "/trainings/upload?startFrom=nothing", CSV, "a,y\n0,0\n1,1\n"),
    (400, "POST", "/trainings/upload?rate=1", CSV, "a,y\n0,0\n1,1\n"),
    (400, "GET", "/trainings?limit=0", None, None),
    (400, "GET", "/trainings?after=x", None, None),
    (404, "GET", "/trainings/" + ID, None, None),
    (404, "DELETE", "/trainings/" + ID, None, None),
    (404, "GET", f"/trainings/{ID}/events", None, None),
    (404, "POST", "/predict", JSON, '{"modelId": "nothing", "x": [[1]]}'),
    (422, "POST", "/predict", JSON, '{"modelId": "first-column", "x": [[1]]}'),
    (400, "POST", "/predict", JSON, '{"W": "x"}'),
    (422, "POST", "/predict", CSV, "1,0,1\n"),
    (422, "POST", "/explain", JSON, '{"W": [0], "b": 0, "x": [1]}'),
    (404, "POST", "/explain", JSON, '{"modelId": "nothing", "x": [1], "y": 1}'),
    (422, "POST", "/models", JSON, '{"W": [1]}'),
    (400, "POST", "/models", JSON, '{"w": [1]}'),
    (400, "GET", "/models?limit=1001", None, None),
    (404, "GET", "/models/nothing", None, None),
    (404, "DELETE", "/models/nothing", None, None),
    (404, "GET", "/models/nothing/export", None, None),
    (400, "GET", "/models/first-column/export?format=docx", None, None),
    *((404, "GET", path, None, None) for path in (
        "/v2/models/nothing", "/v2/models/nothing/ready", "/v2/models/nothing/versions/1",
        "/v2/models/first-column/versions/1/ready", "/v1/models/nothing", "/v1/models/nothing/metadata",
        "/v1/models/first-column/versions/1", "/v1/models/first-column/versions/1/metadata")),
    *((400, "POST", path, JSON, '{"inputs": []}') for path in (
        "/v2/models/first-column/infer", "/v1/models/first-column:predict", "/models/first-column/invocations")),
    (400, "POST", "/v2/repository/index", JSON, '{"ready": "yes"}'),
    *((404, "POST", path, JSON, '{"inputs": [{"name": "x", "shape": [1, 1], "datatype": "FP64", "data": [1]}]}')
      for path in ("/v2/models/first-column/versions/1/infer", "/v2/models/nothing/infer")),
    *((404, "POST", path, JSON, '{"instances": [[1]]}') for path in (
        "/v1/models/first-column/versions/1:predict", "/v1/models/nothing:predict", "/models/nothing/invocations")),
]  # fmt: skip


class Walk:
    def __init__(self, address, document):
        self.address = address
        self.document = document
        self.failures = []
        self.steps = 0
        self.served = set()
        self.refused = set()

    def step(self, expected, method, path, media_type=None, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if media_type:
            headers["Content-Type"] = media_type
        response = send(self.address, method, path, headers, None if body is None else body.encode())
        self.steps += 1
        text = response.body.decode("utf-8", "replace")
        if response.status // 100 != expected and response.status != expected:
            self.failures.append(f"{method} {path}: {response.status} instead of {expected}: {text[:300]}")
        (self.refused if response.status >= 400 else self.served).add(self.operation(method, path))
        return text

    def operation(self, method, path):
        path = urllib.parse.urlsplit(path).path
        for template, operations in self.document["paths"].items():
            pattern = re.sub(r"\\\{.*?\\\}", "[^/:]+", re.escape(template))
            # A path without a variable, such as /trainings/upload, comes before one with it.
            if method.lower() in operations and re.fullmatch(pattern, path):
                return operations[method.lower()]["operationId"]
        return None

    def run(self):
        training = next(iter(self.examples("/train", JSON)))
        self.step(201, "POST", "/train", JSON, training)
        job = json.loads(self.step(202, "POST", "/trainings", JSON, training, Prefer="respond-async"))["id"]
        versions = json.loads(self.step(200, "GET", "/v2/models/first-column"))["versions"]
        variables = {"id": job, "idOrName": "first-column", "model": "first-column", "version": versions[0]}
        for template, operations in self.document["paths"].items():
            path = re.sub(r"\{(.*?)\}", lambda name: variables[name[1]], template)
            if "get" in operations:
                self.get(path, operations["get"])
            if "post" in operations:
                self.post(path, template, operations["post"])
        self.special(job)
        for status, method, path, media_type, body in REFUSED:
            self.step(status, method, path, media_type, body)
        for template, operations in self.document["paths"].items():
            if "get" in operations and "{" not in template and "406" in operations["get"]["responses"]:
                self.step(406, "GET", template, Accept="image/png")
        for path in ("/ping", "/health", "/version"):
            self.step(421, "GET", path, Host="neuron.example")
        for path in ("/v2", "/v2/health/live", "/v2/health/ready", "/v1/models"):
            self.step(406, "GET", path, Accept="image/png")
        self.deletions(job)
        self.complete()

    def get(self, path, operation):
        self.step(2, "GET", path)
        for parameter in operation.get("parameters", []):
            if parameter.get("in") == "query":
                for value in parameter["schema"].get("enum", [parameter.get("example")]):
                    if value is not None:
                        self.step(2, "GET", f"{path}?{parameter['name']}={value}")

    def post(self, path, template, operation):
        for media_type in operation["requestBody"]["content"]:
            query = "?model=first-column" if path == "/predict" and media_type != JSON else ""
            for example in self.examples(template, media_type):
                self.step(2, "POST", path + query, media_type, example)

    def special(self, job):
        table = next(iter(self.examples("/train", CSV)))
        for path in TRAININGS:
            query = "?name=table&target=y&header=true&epochs=3&learningRate=1&seed=7&loss=mse"
            self.step(2, "POST", path + query, CSV, table)
        self.step(2, "POST", "/train/events?progressPoints=2&epochs=3", CSV, table)
        for path in ("/train", "/trainings"):
            for _ in range(2):
                self.step(2, "POST", path + "?epochs=2", CSV, table, Idempotency_Key="contract" + path)
        for accept in (JSON, CSV, LINES, "application/x-npy"):
            self.step(200, "POST", "/predict", JSON, '{"W": [1, -1], "b": 0, "x": [[1, 2], [3, 4]]}', Accept=accept)
        claims = '{"h": "0,00", "yHat": 0.5, "loss": "2.5e-1", "dLoss_dW": ["−0.25", null, 1], "step": {"b": ".125"}}'
        explained = '{"W": [0, 0, 0], "b": 0, "x": [1, 0, 1], "y": [1], "claims": %s}' % claims
        self.step(200, "POST", "/explain", JSON, explained)
        self.step(204, "GET", f"/trainings/{job}/events", Last_Event_ID=str(self.last_event(job)))
        tag = json.loads(self.step(200, "GET", "/models/first-column"))["modelId"]
        self.step(304, "GET", "/models/first-column", If_None_Match=f'"{tag}"')

    def last_event(self, job):
        return max(map(int, re.findall("^id: ?([0-9]+)$", self.step(200, "GET", f"/trainings/{job}/events"), re.M)))

    def deletions(self, job):
        training = json.loads(next(iter(self.examples("/train", JSON))))
        training["hyperparameters"] = {"epochs": 10000000}
        long = json.loads(self.step(202, "POST", "/trainings", JSON, json.dumps(training)))["id"]
        self.step(202, "DELETE", "/trainings/" + long)
        self.step(204, "DELETE", "/trainings/" + job)
        model = json.loads(self.step(200, "GET", "/models/table"))["modelId"]
        self.step(204, "DELETE", "/models/" + model)

    def complete(self):
        for operations in self.document["paths"].values():
            for operation in operations.values():
                name = operation["operationId"]
                if name not in self.served:
                    self.failures.append(f"{name} was never served")
                if name not in self.refused and any(status.startswith("4") for status in operation["responses"]):
                    self.failures.append(f"{name} was never refused")

    def examples(self, template, media_type):
        content = self.document["paths"][template]["post"]["requestBody"]["content"].get(media_type, {})
        for example in content.get("examples", {}).values():
            value = example["value"]
            yield value if isinstance(value, str) else json.dumps(value)
