import { canonicalJson, sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { idTimeMs, newId } from "@/lib/core/ids";
import { ROLES, type Role } from "@/lib/identity/roles";
import type { AuditType } from "./audit-types.schema";

/** What happened, in the words of the code that did it. */
export interface AuditEntryInput {
  /** Lower-case UUID version 7, at most a day old; made when missing. The entry of a call's intent has the call's own id. */
  id?: string;
  /** When it happened; now when missing. Milliseconds are kept. */
  at?: Date;
  /** CloudEvents type, such as `io.signalbox.call.admitted`. Tests have types of their own. */
  type: AuditType | `io.signalbox.test${string}`;
  /** Who did it, as `kind:id` (`agent:crm`). */
  actor: string;
  /** What the actor was allowed to be when it acted; roles change, the record does not. The greatest one is kept. */
  roles?: readonly Role[];
  /** To what, as `kind:name` (`mcp-server:crm-tools`). */
  object: string;
  /** One word: `ok`, `denied`, `failed`, ... */
  outcome: string;
  callId?: string;
  /** Details. Only their digest enters the tree, so they can be erased later while every proof still holds. */
  payload?: unknown;
}

/** A row of `audit_entries` in the driver's types: texts only, so that batches go as arrays. `tx` is the database's own. */
export interface AuditEntryRow {
  id: string;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
  type: string;
  actor: string;
  object: string;
  outcome: string;
  callId: string | null;
  leaf: string;
  /** Canonical JSON text. Cast it with `::text::jsonb`: the driver would encode it a second time for a parameter of type jsonb. */
  payload: string | null;
}

/**
 * Longest actor, object and outcome that stand in an entry as they are. A leaf's length is 16 bits (C2SP tlog-tiles, log entries),
 * and a caller chooses some of these texts.
 */
const MAX_FIELD_CHARS = 512;
const KEPT_CHARS = 400;
/** The sequencer looks back a bounded time over ids; an older one could be overlooked. */
const MAX_ID_AGE_MS = 86_400_000;

/**
 * Makes the row of an entry. `leaf` is canonical JSON (RFC 8785) of `{v: 1, id, at, type, actor, object, outcome, call?, payload_sha256?, role?}`, written directly in key
 * order: the fields are flat strings, so no general encoder is needed on the hot path. `payload_sha256` is the SHA-256 of the payload's canonical JSON, in hex.
 * Characters that PostgreSQL or UTF-8 cannot hold (U+0000, lone surrogates) become U+FFFD: a caller must not be able to prevent its own record.
 * @throws MeshError `internal` for an id that is older than a day
 */
export function buildEntry(input: AuditEntryInput): AuditEntryRow {
  const id = input.id ?? newId();
  if (input.id && idTimeMs(input.id) < Date.now() - MAX_ID_AGE_MS)
    throw new MeshError("internal", "The record failed.", { detail: `the entry id ${id} is too old` });
  const at = (input.at ?? new Date()).toISOString();
  const type = fieldText(input.type);
  const actor = fieldText(input.actor);
  const object = fieldText(input.object);
  const outcome = fieldText(input.outcome);
  const callId = input.callId ?? null;
  const payload = input.payload === undefined || input.payload === null ? null : payloadText(input.payload);
  const call = callId === null ? "" : `,"call":"${callId}"`;
  const digest = payload === null ? "" : `,"payload_sha256":"${sha256Hex(payload)}"`;
  const greatest = ROLES.findLast((candidate) => input.roles?.includes(candidate));
  const role = greatest === undefined ? "" : `,"role":"${greatest}"`;
  const leaf =
    `{"actor":${JSON.stringify(actor)},"at":"${at}"${call},"id":"${id}","object":${JSON.stringify(object)}` +
    `,"outcome":${JSON.stringify(outcome)}${digest}${role},"type":${JSON.stringify(type)},"v":1}`;
  return { id, at, type, actor, object, outcome, callId, leaf, payload };
}

/** A text that the database stores as it is. One too long keeps its start and the digest of the whole. */
function fieldText(text: string): string {
  const clean = storable(text);
  if (clean.length <= MAX_FIELD_CHARS) return clean;
  return `${storable(clean.slice(0, KEPT_CHARS))}~sha256:${sha256Hex(clean)}`;
}

function payloadText(payload: unknown): string {
  try {
    const text = canonicalJson(payload);
    if (!text.includes("\\u0000")) return text;
  } catch {
    // Not JSON as it stands, such as a lone surrogate that a caller sent. What can be kept of it is kept below.
  }
  return canonicalJson(JSON.parse(JSON.stringify(payload), storableValue));
}

function storableValue(_key: string, value: unknown): unknown {
  if (typeof value === "string") return storable(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [storable(name), member]));
}

function storable(text: string): string {
  return /[\0\ud800-\udfff]/.test(text) ? text.replace(/\0|\p{Surrogate}/gu, "\ufffd") : text;
}
