import { countTasks } from "@/db/queries/a2a-tasks";
import { textOf } from "@/lib/core/text-of";
import type { Peer } from "./agent/peer";
import type { AgentCall } from "./agent-call";
import { A2aError, invalidParams } from "./errors";
import { asObject, type JsonObject } from "./operation";

const DEFAULT_SIZE = 50;
const MAX_SIZE = 100;
/** Pages of the agent that one request may take. A caller with few tasks among many gets a short page and a token to go on. */
const MAX_ROUNDS = 20;

/**
 * The caller's own tasks, from the lists of an agent that knows the mesh as one client and lists everybody's. Each page asks the agent for no more than is still missing, so the
 * token with which the caller goes on is always the agent's own and nothing is skipped or told twice.
 *
 * `totalSize` counts the caller's tasks as the mesh has them on record; with a filter on state or time it is an upper bound, exact when the first page is all.
 */
export async function listOwnTasks(call: AgentCall, agent: Peer, params: JsonObject): Promise<JsonObject> {
  if (call.to.version === "0.3") {
    throw new A2aError(
      "UNSUPPORTED_OPERATION",
      "unsupported_operation",
      "This agent speaks A2A 0.3, which cannot list tasks.",
    );
  }
  const { door, owner, named } = call;
  const pageSize = sizeOf(params.pageSize ?? params.page_size);
  const { page_size: _, page_token: __, ...asked } = params;
  let pageToken = textOf(params.pageToken ?? params.page_token ?? "");
  const started = pageToken === "";
  const tasks: JsonObject[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const page = await agent.call("ListTasks", { ...asked, pageSize: pageSize - tasks.length, pageToken });
    tasks.push(...(await ownTasks(call, page)));
    pageToken = typeof page?.nextPageToken === "string" ? page.nextPageToken : "";
    if (pageToken === "" || tasks.length >= pageSize) break;
  }
  const complete = started && pageToken === "";
  const totalSize = complete
    ? tasks.length
    : await countTasks(door.mesh.database.sql, { ...owner, contextId: named.contextId });
  return { tasks, nextPageToken: pageToken, pageSize, totalSize };
}

async function ownTasks(call: AgentCall, page: JsonObject | null): Promise<JsonObject[]> {
  const listed = Array.isArray(page?.tasks) ? page.tasks.map(asObject) : [];
  const tasks = listed.filter((task): task is JsonObject => typeof task?.id === "string");
  const mine = await call.door.owners.own(
    call.owner,
    tasks.map((task) => textOf(task.id)),
  );
  return tasks.filter((task) => mine.has(textOf(task.id)));
}

/** How many tasks a page may have. @throws A2aError INVALID_PARAMS */
export function sizeOf(value: unknown): number {
  if (value === undefined || value === null) return DEFAULT_SIZE;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > MAX_SIZE) {
    throw invalidParams(`pageSize must be a whole number from 1 to ${MAX_SIZE}.`);
  }
  return value;
}
