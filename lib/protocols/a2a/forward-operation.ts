import type { IncomingHttpHeaders } from "node:http";
import { log } from "@/lib/core/log";
import type { Answer, Hop } from "@/lib/gateway/call";
import { agentPeer } from "./agent/agent-peer";
import type { AgentCall } from "./agent-call";
import { type AgentInterface, chooseInterface } from "./choose-interface";
import { A2aError } from "./errors";
import { present } from "./front/present";
import { governedPeer } from "./governed-peer";
import { extensionsHeader } from "./negotiate";
import { type Generation, isSend, type Method, type Operation } from "./operation";
import { passThrough } from "./pass-through";
import { inlinePushConfig } from "./push/inline-config";

/**
 * Sends an operation to its agent. Where nothing has to be understood the bytes go through as they are; where generation or binding differ, or the mesh has a part in the operation
 * (lists of tasks, push configurations, the extended card), it is carried out in terms of 1.0.
 * @throws MeshError
 */
export async function forwardOperation(given: Omit<AgentCall, "to">): Promise<Answer> {
  const { door, operation, named, owner, hop, messageKey } = given;
  const to = chooseInterface(hop.asset.spec, operation);
  checkTenant(operation, to);
  const acknowledged = acknowledge(given);
  if (named.contextId !== undefined && isSend(operation.method)) {
    await door.owners.claimContext(owner, named.contextId);
  }
  let activated: string | undefined;
  const tapped: Hop<"agent"> = {
    ...hop,
    async send(request) {
      const response = await hop.send(request);
      activated ??= activatedExtensions(response.headers, to.version);
      return response;
    },
  };
  const headers = versionHeaders(operation, to.version);
  const call: AgentCall = { ...given, hop: tapped, to };
  const answer = canPass(operation, to)
    ? await passThrough(operation, tapped, to, headers, (ref) =>
        door.owners.remember(owner, ref, { callId: hop.callId, messageKey }),
      )
    : await present(operation, governedPeer(call, agentPeer(tapped, to, headers)));
  await acknowledged;
  return activated === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, [extensionsHeader(operation.generation)]: activated } };
}

/** At its side, so that it costs the call nothing. If it fails the caller sees an old answer once more, which harms nothing. */
async function acknowledge({ door, named, owner }: Omit<AgentCall, "to">): Promise<void> {
  const used =
    named.taskId === undefined ? named.referenceTaskIds : [named.taskId, ...named.referenceTaskIds];
  try {
    await door.owners.acknowledge(owner, used);
  } catch (err) {
    log.warn({ err }, "the key of a message could not be freed");
  }
}

const PASSED: ReadonlySet<Method> = new Set([
  "SendMessage",
  "SendStreamingMessage",
  "GetTask",
  "CancelTask",
  "SubscribeToTask",
]);

function canPass(operation: Operation, to: AgentInterface): boolean {
  return (
    PASSED.has(operation.method) &&
    to.binding === operation.binding &&
    to.version === operation.generation &&
    to.tenant === undefined &&
    inlinePushConfig(operation) === undefined
  );
}

/**
 * The registered interface names the tenant. A caller that could choose another would reach what nobody registered and no policy has seen.
 * @throws A2aError INVALID_PARAMS
 */
export function checkTenant({ params }: Operation, to: Pick<AgentInterface, "tenant">): void {
  const asked = params.tenant ?? "";
  if (asked !== "" && asked !== to.tenant) {
    throw new A2aError("INVALID_PARAMS", "invalid_request", "The agent has no such tenant here.");
  }
}

function versionHeaders(operation: Operation, version: Generation): Record<string, string> {
  const { extensions } = operation;
  return {
    "a2a-version": version,
    ...(extensions === undefined ? {} : { [extensionsHeader(version)]: extensions }),
  };
}

function activatedExtensions(headers: IncomingHttpHeaders, version: Generation): string | undefined {
  const value = headers[extensionsHeader(version)] ?? headers["a2a-extensions"];
  const text = Array.isArray(value) ? value.join(", ") : value;
  return text ? text.slice(0, 4096) : undefined;
}
