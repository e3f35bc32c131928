import type { Answer, Hop, HopResponse, Inbound } from "@/lib/gateway/call";
import { governCall } from "@/lib/gateway/govern-call";
import type { Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import type { McpState } from "../state";
import { isResponse } from "../wire/messages";
import { failureOf } from "./failure";
import { isStream, messageOf } from "./read-messages";

/** A stream of a callee; or its JSON-RPC answer where it gave one instead; or the status with which it opened none. */
export type Opened =
  | {
      kind: "stream";
      response: HopResponse;
      server: Asset<"mcp-server">;
      callId: string;
      close: AbortController;
    }
  | { kind: "answer"; answer: Answer }
  | { kind: "refused"; status: number };

/**
 * Opens a stream of events that lives as long as its reader. Opening it is a governed call, on record with its decision; what comes later belongs to no call, so no deadline ends it.
 * @param open sends the request with the given signal, which ends the stream
 */
export async function openGoverned(
  state: McpState,
  principal: Principal,
  inbound: Inbound,
  about: { server: string; method: string; text: string },
  open: (hop: Hop<"mcp-server">, signal: AbortSignal) => Promise<HopResponse>,
): Promise<Opened> {
  const close = new AbortController();
  const onGone = () => close.abort();
  inbound.signal.addEventListener("abort", onGone, { once: true });
  let opened: { response: HopResponse; server: Asset<"mcp-server"> } | undefined;
  const answer = await governCall(
    state.mesh,
    principal,
    {
      protocol: "mcp",
      method: about.method,
      action: "discover",
      callee: { kind: "mcp-server", name: about.server },
      payload: { contentType: "application/json", body: about.text },
      forward: async (hop) => {
        const response = await open(hop, close.signal);
        if (response.status !== 200 || !isStream(response)) return unopened(response);
        opened = { response, server: hop.asset };
        return { kind: "whole", status: 200, headers: {}, body: "", upstreamStatus: 200 };
      },
    },
    inbound,
  );
  if (opened) return { kind: "stream", ...opened, callId: answer.callId, close };
  return answer.kind === "whole" && answer.body === ""
    ? { kind: "refused", status: answer.status }
    : { kind: "answer", answer };
}

async function unopened(response: HopResponse): Promise<Answer> {
  const { status } = response;
  const text = await response.text();
  const failure = {
    code: "upstream_error",
    message: `The callee opened no stream (status ${status}).`,
  } as const;
  const base = {
    kind: "whole",
    status,
    headers: { "content-type": "application/json" },
    upstreamStatus: status,
  } as const;
  try {
    const message = messageOf(text);
    return {
      ...base,
      body: text,
      failure: (isResponse(message) ? failureOf(message) : undefined) ?? failure,
    };
  } catch {
    // 405 is how a callee says that it has no such stream (2025-11-25, Listening for Messages from the Server): no failure.
    return { ...base, body: "", ...(status === 405 ? {} : { failure }) };
  }
}
