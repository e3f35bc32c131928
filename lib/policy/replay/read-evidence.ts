import type { Db } from "@/db/client";
import {
  listLabelsOfScopes,
  listRequestBodies,
  listServerSpecs,
  type RecordedRow,
} from "@/db/queries/recorded-decisions";
import { mcpServerSpec, type PinnedTool } from "@/lib/registry/kinds/mcp-server";
import { LABEL_LIFE_MS, TASK_LABELS, type TaskLabel } from "../labels";
import { type ReadInputs, recordedInputs } from "../recorded-inputs";
import { toolActionId } from "../request-env";
import { type ReadArguments, readToolArguments } from "../tool-arguments";
import type { NotReplayable } from "./replay.schema";

/** A recorded decision with all that the policies need to make it again. */
export interface Evidence {
  row: RecordedRow;
  inputs: ReadInputs;
  labels: readonly TaskLabel[] | undefined;
  arguments: ReadArguments | undefined;
}

export type Read = { replayable: true; evidence: Evidence } | { replayable: false; why: NotReplayable };

/** What the sets that are compared can look at, beyond the record of the decision itself. */
export interface Needs {
  labels: boolean;
  arguments: (toolActionId: string) => boolean;
}

/** Tools by `<server> <digest>`, kept over the batches of one replay. */
export type ToolVersions = Map<string, readonly PinnedTool[]>;

/** Reads what each decision of a batch was made from: its record, and where a policy asks for them the request's arguments and the task's labels as they were then. */
export async function readEvidence(
  db: Db,
  rows: readonly RecordedRow[],
  needs: Needs,
  versions: ToolVersions,
): Promise<Read[]> {
  const found = rows.map((row) => ({ row, parsed: recordedInputs.safeParse(row.inputs) }));
  const wanting = found.flatMap(({ row, parsed }) =>
    parsed.success && wantsArguments(parsed.data, needs) ? [row] : [],
  );
  const scopes = needs.labels ? found.flatMap(({ parsed }) => parsed.data?.labelScope ?? []) : [];
  const [bodies, labels] = await Promise.all([
    readBodies(db, wanting),
    readLabels(db, [...new Set(scopes)]),
    loadVersions(db, wanting, versions),
  ]);
  return found.map(({ row, parsed }): Read => {
    if (!parsed.success) return refused(isUnruled(row.inputs) ? "unruled" : "unreadable");
    const inputs = parsed.data;
    const given = wantsArguments(inputs, needs) ? argumentsOf(row, inputs, bodies, versions) : undefined;
    if (typeof given === "string") return refused(given);
    const met = needs.labels && inputs.labelScope !== undefined ? labelsOf(row, inputs, labels) : undefined;
    if (met === "labels-forgotten") return refused(met);
    return { replayable: true, evidence: { row, inputs, labels: met, arguments: given } };
  });
}

function refused(why: NotReplayable): Read {
  return { replayable: false, why };
}

/** Calls that were refused before any policy was asked have no inputs. */
function isUnruled(inputs: unknown): boolean {
  return typeof inputs === "object" && inputs !== null && Object.keys(inputs).length === 0;
}

function wantsArguments({ action, resource }: ReadInputs, needs: Needs): boolean {
  return action === "callTool" && needs.arguments(toolActionId(resource.id));
}

type Body = Awaited<ReturnType<typeof listRequestBodies>>[number];

async function readBodies(db: Db, rows: readonly RecordedRow[]): Promise<Map<string, Body>> {
  if (rows.length === 0) return new Map();
  const bodies = await listRequestBodies(db, { ids: rows.map(({ id }) => id) });
  return new Map(bodies.map((body) => [body.callId, body]));
}

type Label = Awaited<ReturnType<typeof listLabelsOfScopes>>[number];

async function readLabels(db: Db, scopes: readonly string[]): Promise<Map<string, Label[]>> {
  const byScope = new Map<string, Label[]>();
  if (scopes.length === 0) return byScope;
  for (const label of await listLabelsOfScopes(db, { scopes })) {
    const known = byScope.get(label.scope);
    if (known) known.push(label);
    else byScope.set(label.scope, [label]);
  }
  return byScope;
}

/** What the task had met when the call began: ids grow with time, and a label has the id of the call that brought it. */
function labelsOf(
  row: RecordedRow,
  { labelScope = "" }: ReadInputs,
  byScope: ReadonlyMap<string, readonly Label[]>,
): TaskLabel[] | "labels-forgotten" {
  if (Date.now() - row.startedAt.getTime() > LABEL_LIFE_MS) return "labels-forgotten";
  const met = (byScope.get(labelScope) ?? []).filter(({ callId }) => callId < row.id);
  return TASK_LABELS.filter((label) => met.some((one) => one.label === label));
}

/** Adds the tools of those servers' versions that are not known yet. */
async function loadVersions(db: Db, rows: readonly RecordedRow[], versions: ToolVersions): Promise<void> {
  const missing = new Map<string, { name: string; digest: string }>();
  for (const { calleeName: name, calleeDigest: digest } of rows) {
    if (digest !== null && !versions.has(keyOf(name, digest)))
      missing.set(keyOf(name, digest), { name, digest });
  }
  if (missing.size === 0) return;
  for (const { name, digest, spec } of await listServerSpecs(db, { versions: [...missing.values()] })) {
    versions.set(keyOf(name, digest), mcpServerSpec.safeParse(spec).data?.tools ?? []);
  }
}

function argumentsOf(
  { id, calleeName, calleeDigest, operation }: RecordedRow,
  { resource }: ReadInputs,
  bodies: ReadonlyMap<string, Body>,
  versions: ToolVersions,
): ReadArguments | NotReplayable {
  const tools = versions.get(keyOf(calleeName, calleeDigest ?? ""));
  const name = operation ?? resource.id.slice(resource.id.indexOf("/") + 1);
  const tool = tools?.find((one) => one.name === name);
  if (!tool) return { unreadable: "the tool is not registered" };
  const sent = bodies.get(id);
  if (!sent || sent.body === null) return "arguments-erased";
  if (sent.truncated !== 0) return "arguments-cut";
  return readToolArguments(tool.inputSchema, argumentsIn(sent.body));
}

/** The arguments of an MCP `tools/call`, as its door reads them: anything but an object is none. */
function argumentsIn(body: string): Record<string, unknown> {
  const message = parsed(body);
  const params = isObject(message) ? message.params : undefined;
  const given = isObject(params) ? params.arguments : undefined;
  return isObject(given) ? given : {};
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keyOf(name: string, digest: string): string {
  return `${name} ${digest}`;
}
