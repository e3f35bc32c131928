import { at, itemsAt, textAt } from "../json-access";
import type { JsonNode } from "../parse-json-source";
import { mediaWords } from "./media-words";
import { factsOf, type Part, type Reading, type Turn } from "./reading";

/** A message, or the parameters of a method that send one, in either generation of A2A. */
export function readA2aMessage(root: JsonNode | undefined, title: string): Reading | undefined {
  const message = isMessage(root) ? root : at(root, "message");
  if (!isMessage(message)) return undefined;
  return {
    title,
    facts: factsOf([
      ["Task", textAt(message, "taskId")],
      ["Context", textAt(message, "contextId")],
    ]),
    turns: [turnOf(message)],
  };
}

/** A task, bare or in the envelope of an answer: its state, its conversation and what it made. */
export function readA2aTask(result: JsonNode | undefined): Reading | undefined {
  const task = at(result, "task") ?? result;
  if (at(task, "status")?.kind !== "object" || textAt(task, "id") === undefined) return undefined;
  const status = at(task, "status", "message");
  const history = itemsAt(task, "history");
  const last = history.some((message) => textAt(message, "messageId") === textAt(status, "messageId"));
  return {
    title: "Task",
    facts: factsOf([
      ["State", stateOf(textAt(task, "status", "state"))],
      ["Task", textAt(task, "id")],
      ["Context", textAt(task, "contextId")],
    ]),
    turns: [
      ...history.map(turnOf),
      ...(isMessage(status) && !last ? [turnOf(status)] : []),
      ...itemsAt(task, "artifacts").map(artifactTurn),
    ],
  };
}

/** The events of a streamed task, with the pieces of each artifact joined. */
export function readA2aEvents(results: readonly JsonNode[]): Reading | undefined {
  const facts: [string, string][] = [];
  const turns: Turn[] = [];
  const artifacts = new Map<string, { who: string; parts: Part[] }>();
  const states: string[] = [];
  for (const result of results) {
    const status =
      at(result, "statusUpdate") ?? (textAt(result, "kind") === "status-update" ? result : undefined);
    const update =
      at(result, "artifactUpdate") ?? (textAt(result, "kind") === "artifact-update" ? result : undefined);
    if (status) {
      states.push(stateOf(textAt(status, "status", "state")) ?? "unknown");
      const message = at(status, "status", "message");
      if (isMessage(message)) turns.push(turnOf(message));
    } else if (update) {
      const artifact = at(update, "artifact");
      const id = textAt(artifact, "artifactId") ?? "";
      const known = artifacts.get(id) ?? { who: artifactName(artifact), parts: [] };
      if (at(update, "append")?.source !== "true") known.parts = [];
      known.parts = joinTexts([...known.parts, ...itemsAt(artifact, "parts").map(partOf)]);
      artifacts.set(id, known);
    } else {
      const whole = readA2aTask(result) ?? readA2aMessage(result, "Message");
      if (!whole) continue;
      states.push(...whole.facts.filter(([label]) => label === "State").map(([, state]) => state));
      turns.push(...whole.turns);
    }
  }
  if (states.length === 0 && turns.length === 0 && artifacts.size === 0) return undefined;
  if (states.length > 0)
    facts.push(["States", states.filter((state, at) => state !== states[at - 1]).join(" → ")]);
  facts.push(["Events", String(results.length)]);
  return { title: "Task, streamed", facts, turns: [...turns, ...artifacts.values()] };
}

function isMessage(node: JsonNode | undefined): node is JsonNode {
  return at(node, "parts")?.kind === "array" && textAt(node, "role") !== undefined;
}

function turnOf(message: JsonNode): Turn {
  const who = (textAt(message, "role") ?? "unknown").replace(/^ROLE_/, "").toLowerCase();
  return { who, parts: itemsAt(message, "parts").map(partOf) };
}

function artifactTurn(artifact: JsonNode): Turn {
  return { who: artifactName(artifact), parts: itemsAt(artifact, "parts").map(partOf) };
}

function artifactName(artifact: JsonNode | undefined): string {
  return `artifact ${textAt(artifact, "name") ?? textAt(artifact, "artifactId") ?? ""}`.trim();
}

function partOf(part: JsonNode): Part {
  const text = textAt(part, "text");
  if (text !== undefined) return { kind: "text", text };
  const data = at(part, "data");
  if (data) return { kind: "data", text: data.source };
  const file = at(part, "file") ?? part;
  const type = textAt(file, "mediaType") ?? textAt(file, "mimeType");
  const base64 = textAt(file, "raw") ?? textAt(file, "bytes");
  const url = textAt(file, "url") ?? textAt(file, "uri");
  if (base64 === undefined && url === undefined) return { kind: "data", text: part.source };
  const name = textAt(file, "filename") ?? textAt(file, "name");
  return {
    kind: "media",
    words: mediaWords(name ? `File ${name}` : "File", {
      ...(type === undefined ? {} : { type }),
      ...(base64 === undefined ? {} : { base64 }),
      ...(url === undefined ? {} : { url }),
    }),
  };
}

function joinTexts(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === "text" && last?.kind === "text")
      joined[joined.length - 1] = { kind: "text", text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** `TASK_STATE_INPUT_REQUIRED` of one generation and `input-required` of the other as the same words. */
function stateOf(state: string | undefined): string | undefined {
  return state
    ?.replace(/^TASK_STATE_/, "")
    .replaceAll(/[_-]/g, " ")
    .toLowerCase();
}
