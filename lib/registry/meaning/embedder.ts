import { Worker } from "node:worker_threads";
import { z } from "zod";
import { MeshError } from "@/lib/core/errors";

/** Turns texts into vectors that lie close together where the texts mean the same. */
export interface Embedder {
  /** @returns vectors of length one, in the order of the texts. @throws MeshError `unavailable` */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Named with every stored vector: vectors of two models cannot be compared. */
export const EMBEDDING_MODEL = "universal-sentence-encoder-lite-en/0.2.0";

/** The model takes memory; after so long without a question it is given back. */
const IDLE_MS = 300_000;
const DEADLINE_MS = 60_000;
/** Beside the bundle of the server as beside this file. Named apart, so that no bundler takes it for a script of a page. */
const WORKER = "./embedding-worker.mjs";

const answer = z.union([
  z.object({ id: z.number(), vectors: z.array(z.instanceof(Float32Array)) }),
  z.object({ id: z.number(), error: z.string() }),
]);

interface Waiting {
  resolve: (vectors: Float32Array[]) => void;
  reject: (err: Error) => void;
}

/** A model of language in a thread of its own, started with the first text. */
export function openEmbedder(): Embedder {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const stop = async () => {
    const stopped = worker;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(unavailable("it was stopped"));
    waiting.clear();
    await stopped?.terminate();
  };
  const fail = (err: unknown) => {
    for (const { reject } of waiting.values()) reject(unavailable(err));
    waiting.clear();
    worker = undefined;
  };
  const start = () => {
    const started = new Worker(new URL(WORKER, import.meta.url));
    started.on("message", (message: unknown) => {
      const told = answer.parse(message);
      const asked = waiting.get(told.id);
      waiting.delete(told.id);
      if ("error" in told) asked?.reject(unavailable(told.error));
      else asked?.resolve(told.vectors.map(unit));
    });
    started.on("error", fail);
    started.unref();
    return started;
  };
  return {
    async embed(texts) {
      worker ??= start();
      clearTimeout(idle);
      idle = setTimeout(() => void stop().catch(fail), IDLE_MS);
      idle.unref();
      const id = ++last;
      const current = worker;
      return withDeadline(
        new Promise<Float32Array[]>((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          current.postMessage({ id, texts });
        }),
      );
    },
    async close() {
      clearTimeout(idle);
      await stop();
    },
  };
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unavailable("it took too long")), DEADLINE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function unavailable(cause: unknown): MeshError {
  return new MeshError("unavailable", "The model that reads texts does not answer.", { cause });
}
