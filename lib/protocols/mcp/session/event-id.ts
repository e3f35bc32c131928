import { createHmac, timingSafeEqual } from "node:crypto";
import { sessionNotFound } from "../wire/rejection";

const TAG_CHARS = 16;

/**
 * The callee's event id under a seal of the session. Servers that keep the events of all sessions in one store resume any of them for whoever knows an id; with the seal an id is worth something only in the
 * session that got it (MCP security best practices, session hijacking).
 */
export function sealEventId(eventKey: string, id: string): string {
  return `${tagOf(eventKey, id)}.${id}`;
}

/** The callee's id. @throws McpRejection 404 for an id of another session, as for a session that does not exist */
export function openEventId(eventKey: string, sealed: string): string {
  const id = sealed.slice(TAG_CHARS + 1);
  const given = Buffer.from(sealed.slice(0, TAG_CHARS));
  const expected = Buffer.from(tagOf(eventKey, id));
  if (sealed[TAG_CHARS] !== "." || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw sessionNotFound();
  }
  return id;
}

function tagOf(eventKey: string, id: string): string {
  return createHmac("sha256", eventKey).update(id).digest("base64url").slice(0, TAG_CHARS);
}
