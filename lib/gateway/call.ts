import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { ErrorCode } from "@/lib/core/errors";
import type { Usage } from "@/lib/cost/usage";
import type { Action, EntityRef } from "@/lib/policy/decision";
import type { Asset } from "@/lib/registry/asset";
import type { CalledKind } from "@/lib/registry/kinds";

export type { Usage } from "@/lib/cost/usage";

/** What a caller's connection says about the call besides its credential. */
export interface Inbound {
  /** W3C trace context, if the caller sent a valid one. */
  traceparent: string | undefined;
  tracestate: string | undefined;
  /** How long the caller waits at most, in milliseconds (header `signalbox-timeout-ms`). */
  timeoutMs: number | undefined;
  /** What belongs together over many traces, as the protocol has it: the digest of an MCP session's id. */
  conversation?: string;
  /** Aborts when the caller goes away. */
  signal: AbortSignal;
}

/** What a protocol door says about one call: everything that the pipeline must know, and how to send it on. */
export interface CallIntent<K extends CalledKind = CalledKind> {
  protocol: "a2a" | "mcp" | "openai" | "anthropic";
  /** As the protocol names it: `SendMessage`, `tools/call`, `chat.completions`. */
  method: string;
  action: Action;
  callee: { kind: K; name: string };
  /** The tool, skill or model behind the callee's door. */
  operation?: string;
  /** What the policies see as resource when it is finer than the callee, such as one tool. */
  resource?: EntityRef;
  /** Arguments that policies and task grants may constrain. */
  arguments?: Readonly<Record<string, unknown>>;
  /** What goes on record as the request, exactly as received. */
  payload: { contentType: string; body: string };
  /** One effect per key, caller and callee: a repeated key gets the first answer. */
  idempotencyKey?: string;
  /** What a repetition must be equal in; the payload's body when missing. JSON-RPC doors leave the request's own id out. */
  idempotencyBody?: string;
  /** Refuses the call on grounds that only the protocol knows (a changed tool, a foreign task). Runs after the decision, before anything is recorded as admitted. */
  precheck?(asset: Asset<K>): void | Promise<void>;
  /** Sends the call on. Called at most once, only after the intent is durable. */
  forward(hop: Hop<K>): Promise<Answer>;
}

/** One step of a call to its callee. */
export interface Hop<K extends CalledKind = CalledKind> {
  callId: string;
  asset: Asset<K>;
  /** Credential, traceparent and hop headers for the callee. The caller's own credential is never among them. */
  headers: Readonly<Record<string, string>>;
  /** Aborts at the deadline or when the caller goes away. */
  signal: AbortSignal;
  /**
   * Sends an HTTP request through the egress guard with `headers` added. Redirects are not followed.
   * @throws MeshError `egress_blocked`, `upstream_unreachable`, `upstream_timeout`, `cancelled`
   */
  send(request: HopRequest): Promise<HopResponse>;
}

export interface HopRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer;
}

export interface HopResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: Readable;
  /** The whole body, at most `limitBytes` (default 10 MiB). @throws MeshError `upstream_invalid` when longer */
  text(limitBytes?: number): Promise<string>;
}

/** Why an answer counts as a failure although it is passed on (an error status, a JSON-RPC error, a tool's `isError`). */
export interface Failure {
  code: ErrorCode;
  message: string;
}

/** What the callee said, ready for the caller. */
export type Answer = WholeAnswer | StreamAnswer;

/** An answer that is on record. `replayed` says that it is the recorded answer to an earlier call with the same idempotency key. */
export type GovernedAnswer = Answer & { callId: string; replayed: boolean };

export interface WholeAnswer {
  kind: "whole";
  status: number;
  headers: Record<string, string>;
  body: string;
  upstreamStatus: number;
  usage?: Usage;
  failure?: Failure;
}

/** A body that is passed on as it comes. `usage` and `failure` are asked when it has ended. */
export interface StreamAnswer {
  kind: "stream";
  status: number;
  headers: Record<string, string>;
  body: AsyncIterable<string | Uint8Array>;
  upstreamStatus: number;
  usage?: () => Usage | undefined;
  failure?: () => Failure | undefined;
}
