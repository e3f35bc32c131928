import type { Db } from "@/db/client";
import { findMeshRequest } from "@/db/queries/certificates";
import { deleteChangeItems, insertChange, insertChangeItems, updateChange } from "@/db/queries/changes";
import { appendAudit } from "@/lib/audit/append-audit";
import { digestOf } from "@/lib/core/canonical-json";
import { newId } from "@/lib/core/ids";
import { MESH_AUTHOR } from "@/lib/identity/author";
import type { BoundPart } from "./certification.schema";
import { boundDigestOf } from "./read-bound";

interface Request {
  kind: string;
  name: string;
  domain: string;
  version: number;
  digest: string;
  /** What the new certificate would be bound to, and what the last one was. */
  bound: readonly BoundPart[];
  previous: readonly BoundPart[];
  reasons: readonly string[];
}

/**
 * Asks people, as a draft of the mesh itself, to certify an asset again. One that is under way already gets the new content, and approvals of the old one count no longer.
 * @returns the number of the change
 */
export async function requestAgain(tx: Db, request: Request): Promise<number> {
  const { kind, name, domain, reasons } = request;
  const item = certifyItemOf(request);
  const contentHash = digestOf([
    { kind, name, op: item.op, ...contentOf(item.body), baseDigest: item.baseDigest },
  ]);
  const reason = `Its certificate was suspended. ${reasons.join(" ")}`.slice(0, 4000);
  const author = MESH_AUTHOR.actor;
  const open = await findMeshRequest(tx, { kind, name, author });
  const title = `Certify ${kind} ${name} again`;
  const payload = { title, reason, content_hash: contentHash, items: [{ kind, name, op: item.op }] };
  if (open) {
    const state = open.state === "draft" ? "draft" : "review";
    await deleteChangeItems(tx, { changeId: open.id });
    await insertChangeItems(tx, [{ changeId: open.id, position: 0, ...item }]);
    await updateChange(tx, {
      id: open.id,
      set: { contentHash, reason, state, revision: open.revision + 1, applyAt: null },
    });
    await record(tx, open.number, "io.signalbox.change.edited", { ...payload, state });
    return open.number;
  }
  const id = newId();
  const number = await insertChange(tx, {
    id,
    title,
    reason,
    state: "draft",
    author,
    subject: author,
    editors: [author],
    contentHash,
    domains: [domain],
  });
  await insertChangeItems(tx, [{ changeId: id, position: 0, ...item }]);
  await record(tx, number, "io.signalbox.change.proposed", { ...payload, state: "draft" });
  return number;
}

/** Ends what the mesh had asked for when it has been answered another way. */
export async function endRequest(
  tx: Db,
  { kind, name, except }: { kind: string; name: string; except?: number | undefined },
): Promise<void> {
  const open = await findMeshRequest(tx, { kind, name, author: MESH_AUTHOR.actor });
  if (!open || open.number === except) return;
  await updateChange(tx, { id: open.id, set: { state: "withdrawn", applyAt: null } });
  const reason = "It was certified another way meanwhile.";
  await record(tx, open.number, "io.signalbox.change.withdrawn", {
    title: open.title,
    state: "withdrawn",
    reason,
  });
}

/** A request as an item of a change. */
export function certifyItemOf(request: Omit<Request, "reasons">) {
  const { kind, name, domain, version, digest, bound, previous } = request;
  const body = {
    bound: [...bound],
    boundDigest: boundDigestOf(bound),
    before: { bound: [...previous] },
  };
  return { kind, name, domain, op: "certify" as const, body, baseVersion: version, baseDigest: digest };
}

/** What approvals are bound to, as for any change: what is asked for and what it would replace. */
function contentOf({ before, ...asked }: ReturnType<typeof certifyItemOf>["body"]) {
  return { asked, before };
}

async function record(
  tx: Db,
  number: number,
  type: "io.signalbox.change.edited" | "io.signalbox.change.proposed" | "io.signalbox.change.withdrawn",
  payload: Record<string, unknown>,
): Promise<void> {
  await appendAudit(tx, { type, ...MESH_AUTHOR, object: `change:${number}`, outcome: "ok", payload });
}
