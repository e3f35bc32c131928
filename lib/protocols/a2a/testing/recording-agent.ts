import type { RequestHandler } from "express";
import { afterAll, beforeAll } from "vitest";
import type { Generation } from "@/examples/conformance-agent/agent-card";
import {
  type ConformanceAgent,
  startConformanceAgent,
} from "@/examples/conformance-agent/start-conformance-agent";
import type { AgentSpec } from "@/lib/registry/kinds/agent";
import { normalizeCard, specOrThrow } from "@/lib/registry/normalize-card";

export interface SeenRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface RecordingAgent {
  url: string;
  /** Everything that reached the agent since the last `forget`. */
  seen: SeenRequest[];
  forget(): void;
  /** Its spec, offering only some of its interfaces if asked to. */
  spec(only?: { binding?: "JSONRPC" | "HTTP+JSON"; version?: Generation }): Promise<AgentSpec>;
}

/** An agent built on the official SDK that keeps what reached it. Usage: `const agent = recordingAgent(["1.0"])`, then `agent()` inside a test. */
export function recordingAgent(generations: readonly Generation[]): () => RecordingAgent {
  const seen: SeenRequest[] = [];
  let agent: ConformanceAgent | undefined;
  const onRequest: RequestHandler = (req, _res, next) => {
    const entry: SeenRequest = { method: req.method, path: req.originalUrl, headers: req.headers, body: "" };
    seen.push(entry);
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      entry.body = Buffer.concat(chunks).toString("utf8");
      // The agent's own parser leaves a request alone whose body has been read.
      req.body = entry.body === "" ? undefined : JSON.parse(entry.body);
      next();
    });
  };
  beforeAll(async () => {
    agent = await startConformanceAgent(0, { generations, onRequest });
  });
  afterAll(async () => {
    await agent?.close();
  });
  return () => {
    if (!agent) throw new Error("the agent is ready only inside a test");
    const { url, cardUrl } = agent;
    return {
      url,
      seen,
      forget: () => void seen.splice(0),
      async spec(only = {}) {
        const card = await (await fetch(cardUrl, { headers: { "a2a-version": "1.0" } })).json();
        const spec = specOrThrow(normalizeCard(card, cardUrl));
        const interfaces = spec.interfaces.filter(
          ({ binding, version }) =>
            (only.binding ?? binding) === binding && (only.version ?? version) === version,
        );
        seen.splice(0);
        return { ...spec, interfaces };
      },
    };
  };
}
