import { CloudEvent } from "cloudevents";
import type { LeafRow } from "@/db/queries/audit-leaves";
import { jsonLine } from "@/lib/core/json-line";

/** What an event carries besides its CloudEvents attributes. */
export interface MeshEventData {
  entry_id: string;
  actor: string;
  outcome: string;
  call_id: string | undefined;
  payload: unknown;
}

/** One event, ready for any number of readers: it is encoded once. */
export interface MeshEvent {
  /** Leaf index of the audit entry that it is: total, without gaps, and the same on every replica. */
  index: number;
  type: string;
  actor: string;
  object: string;
  /** The call that it is about. */
  callId: string | undefined;
  /** CloudEvents 1.0, structured mode, JSON. */
  json: string;
}

/**
 * The event that an audit entry is. Undefined when the entry is no longer kept.
 * @param source where this mesh is reached
 */
export function meshEventOf(row: LeafRow, source: string): MeshEvent | undefined {
  const { actor, at, index, object, outcome, type } = row;
  if (at === null || type === null || actor === null || object === null || outcome === null) return undefined;
  const data: MeshEventData = {
    entry_id: row.entryId,
    actor,
    outcome,
    call_id: row.callId ?? undefined,
    payload: row.payload ?? undefined,
  };
  const event = new CloudEvent({
    id: String(index),
    source,
    type,
    subject: object,
    time: at.toISOString(),
    datacontenttype: "application/json",
    data,
  });
  return { index, type, actor, object, callId: row.callId ?? undefined, json: jsonLine(event) };
}
