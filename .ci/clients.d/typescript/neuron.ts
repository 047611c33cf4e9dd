// Trains, predicts and explains by the client that is generated from the OpenAPI document.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { argv: string[] };

const baseUrl = process.argv[2] ?? "http://127.0.0.1:8080";
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl });

function check(right: boolean, what: string): asserts right {
  if (!right) throw new Error(`not so: ${what}`);
}

function answered<T>(what: string, { data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(`${what}: ${JSON.stringify(error)}`);
  return data;
}

const dataset = {
  x: [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]],
  y: [0, 1, 1, 0],
  featureNames: ["x1", "x2", "x3"],
} satisfies components["schemas"]["Dataset"];

const model = answered("train", await client.POST("/train", {
  body: { dataset, hyperparameters: { epochs: 1000, loss: "mse" }, lossHistoryPoints: 10 },
}));
const { modelId, W, b, lossHistory = [] } = model;
check(W.length === 3 && W.every(Number.isFinite) && Number.isFinite(b), "W has a weight a feature");
check(lossHistory.length === 8, "the loss history has every 128th of 1000 epochs");
check(lossHistory[7]! < lossHistory[0]! && lossHistory[0]! === 0.25, "the loss falls from 1/4");

const plain = await createClient<paths>({ baseUrl }).POST("/train", { body: { dataset } });
if (plain.error) throw new Error(plain.error.detail);
check(plain.data.W.length === 3, "a client without a second type argument has the model too");

const dryRun = answered("a dry run", await client.POST("/train/dry-run", { body: { dataset } }));
check(dryRun.cost === 16000 && dryRun.mode === "wait", "a dry run says the cost");

const table = answered("a table", await client.POST("/train", {
  params: { query: { name: "table", target: "a", epochs: 3, loss: "crossEntropy" } },
  headers: { "Content-Type": "text/csv" },
  body: "a,b\n0,1\n1,0\n",
  bodySerializer: (body) => body,
}));
check(table.epochsRun === 3 && table.name === "table", "a table is trained on as its parameters say");

const job = answered("a job", await client.POST("/trainings", { body: { dataset } }));
const found = answered("the job", await client.GET("/trainings/{id}", { params: { path: { id: job.id } } }));
check(found.epochs === 1000, "a training is begun in the background");

async function predict(body: components["schemas"]["PredictionRequest"]): Promise<number[]> {
  const answer = answered("predict", await client.POST("/predict", { body }));
  check(answer.labels.every((label, i) => label === Number(answer.predictions[i]! >= 0.5)), "labels fit");
  return answer.predictions;
}

const predictions = await predict({ modelId, x: [[1, 0, 1], [0, 0, 1]] });
check(predictions.every((p) => p > 0 && p < 1), "predictions lie between 0 and 1");
check(predictions[0]! > 0.5 && predictions[1]! < 0.5, "predictions are right");
for (const x of [[1, 0, 1], [[1, 0, 1]], { x1: 1, x2: 0, x3: 1 }, [{ x1: 1, x2: 0, x3: 1 }]]) {
  check((await predict({ modelId, x }))[0] === predictions[0], "a row in each form has one prediction");
}
check((await predict({ W, b, x: [1, 0, 1] }))[0] === predictions[0], "W and b predict as the model does");

const explained = answered("explain", await client.POST("/explain", {
  body: { W: [0, 0, 0], b: 0, x: [1, 0, 1], y: 1, claims: { yHat: "0.50", dLoss_dW: [-0.25, null, 1] } },
}));
check(explained.loss === 0.25 && explained.yHat === 0.5, "the quantities are those of the slides");
check(String(explained.dLoss_dW) === "-0.25,0,-0.25", "dLoss_dW is 2(ŷ − y) · ŷ(1 − ŷ) · x");
check(String(explained.verdicts.map((verdict) => verdict.right)) === "true,true,false", "claims are judged");
const means = answered("explain", await client.POST("/explain", { body: { modelId, x: dataset.x, y: dataset.y } }));
check(means.rows?.length === 4 && means.dLoss_dW.length === 3, "several rows are explained");

const idOrName = modelId;
const page = answered("the list", await client.GET("/models", { params: { query: { limit: 10 } } }));
check(page.models.some((listed) => listed.modelId === modelId), "the models are listed");
if (page.next !== undefined) {
  answered("the next page", await client.GET("/models", { params: { query: { limit: 10, after: page.next } } }));
}
const kept = answered("the model", await client.GET("/models/{idOrName}", { params: { path: { idOrName } } }));
check(String(kept.W) === String(W) && kept.b === b, "the model is kept as it was trained");
await client.DELETE("/models/{idOrName}", { params: { path: { idOrName } } });
const { error, response } = await client.POST("/predict", { body: { modelId, x: [1, 0, 1] } });
check(response.status === 404 && error?.type === "/problems/model-not-found", "a deleted model is a problem");

console.log("TypeScript: trained, predicted, explained");
