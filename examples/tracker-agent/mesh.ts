import { randomUUID } from "node:crypto";
import type { Task } from "@a2a-js/sdk";
import { Role, TaskState } from "@a2a-js/sdk";
import { ClientFactory, DefaultAgentCardResolver, JsonRpcTransportFactory } from "@a2a-js/sdk/client";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { z } from "zod";
import type { Settings } from "./settings";
import type { ToolGrant } from "./task-grants";

const TIMEOUT_MS = 90_000;
const tokenReply = z.object({ access_token: z.string().min(1) });
const discovered = z.object({ results: z.array(z.object({ name: z.string() })) });
const refusalReply = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** What came with a task: its badge, and the trace that it is part of. */
export interface Origin {
  badge: string;
  traceparent: string | undefined;
}

/** Work that another agent did for us. */
export interface Delegated {
  agent: string;
  state: "completed" | "failed";
  answer: string;
  refusals: { tool: string; code: string; message: string }[];
}

/** The mesh as this agent uses it: on behalf of whoever sent the task, and never with more rights than the task needs. */
export class Mesh {
  readonly #settings: Settings;
  readonly #keys;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#keys = createRemoteJWKSet(new URL("/oauth/jwks", settings.MESH_URL), { timeoutDuration: 5000 });
  }

  /** Whether a badge was made out by the mesh to this agent. */
  async isForUs(badge: string): Promise<boolean> {
    const { BADGE_AUDIENCE: audience, MESH_URL: mesh, MESH_ISSUER: issuer = mesh } = this.#settings;
    if (!audience) return true;
    return jwtVerify(badge, this.#keys, { issuer, audience, typ: "at+jwt", algorithms: ["ES256"] }).then(
      () => true,
      () => false,
    );
  }

  /** A badge of our own on behalf of the sender (RFC 8693), narrowed to the given tools. @throws Error when the mesh refuses */
  async exchange(origin: Origin, grants: readonly ToolGrant[]): Promise<string> {
    const { CLIENT_ID, CLIENT_SECRET, MESH_URL } = this.#settings;
    const response = await fetch(new URL("/oauth/token", MESH_URL), {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64")}` },
      body: new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: origin.badge,
        subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
        authorization_details: JSON.stringify(grants),
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return tokenReply.parse(await bodyOf(response, "a badge")).access_token;
  }

  /** Names of agents with a skill that the badge's holder may call, best first. */
  async discover(badge: string, skill: string): Promise<string[]> {
    const url = new URL("/api/v1/discover", this.#settings.MESH_URL);
    url.searchParams.set("kind", "agent");
    url.searchParams.set("skill", skill);
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${badge}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return discovered.parse(await bodyOf(response, "discovery")).results.map(({ name }) => name);
  }

  /** Hands a request to an agent and waits for what comes of it. */
  async delegate(
    agent: string,
    request: string,
    badge: string,
    origin: Origin,
    signal: AbortSignal,
  ): Promise<Delegated> {
    const fetchImpl: typeof fetch = (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${badge}`);
      if (origin.traceparent) headers.set("traceparent", origin.traceparent);
      return fetch(input, {
        ...init,
        headers,
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
    };
    // The specialist may be of the older generation; the SDK then speaks its language.
    const legacyCompat = { enabled: true };
    const factory = new ClientFactory({
      transports: [new JsonRpcTransportFactory({ fetchImpl, legacyCompat })],
      cardResolver: new DefaultAgentCardResolver({ fetchImpl, legacyCompat }),
    });
    const client = await factory.createFromUrl(new URL(`/a2a/${agent}/`, this.#settings.MESH_URL).href);
    const result = await client.sendMessage({
      tenant: "",
      configuration: undefined,
      metadata: undefined,
      message: {
        messageId: randomUUID(),
        contextId: "",
        taskId: "",
        role: Role.ROLE_USER,
        parts: [
          {
            content: { $case: "text", value: request },
            metadata: undefined,
            filename: "",
            mediaType: "text/plain",
          },
        ],
        metadata: undefined,
        extensions: [],
        referenceTaskIds: [],
      },
    });
    if (!("status" in result)) throw new Error(`${agent} answered with a message instead of a task`);
    return summarise(agent, result);
  }
}

const resultData = z.looseObject({
  refusals: z.array(z.looseObject({ tool: z.string(), code: z.string(), message: z.string() })).default([]),
});

function summarise(agent: string, task: Task): Delegated {
  const parts = task.artifacts.flatMap((artifact) => artifact.parts);
  const text = parts
    .flatMap((part) => (part.content?.$case === "text" ? [part.content.value] : []))
    .join("\n");
  const said = task.status?.message?.parts
    .map((part) => (part.content?.$case === "text" ? part.content.value : ""))
    .join("\n");
  const data = parts.flatMap((part) => (part.content?.$case === "data" ? [part.content.value] : []));
  return {
    agent,
    state: task.status?.state === TaskState.TASK_STATE_COMPLETED ? "completed" : "failed",
    answer: text || said || "",
    refusals: data.flatMap((value) => resultData.safeParse(value).data?.refusals ?? []),
  };
}

/** The parsed body of an answer, or the refusal in the mesh's own words. */
async function bodyOf(response: Response, what: string): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const refusal = refusalReply.safeParse(parsed(text));
  const reason = refusal.success
    ? `${refusal.data.error.code}: ${refusal.data.error.message}`
    : text.slice(0, 300);
  throw new Error(`the mesh refused ${what} (${response.status}): ${reason}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
