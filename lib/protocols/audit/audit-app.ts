import { Hono } from "hono";
import type { Database } from "@/db/client";
import type { AuditLog } from "@/lib/audit/audit-log";
import { exportBundle } from "@/lib/audit/bundle/export-bundle";
import { parseTilePath } from "@/lib/audit/merkle/tile-path";
import { readCheckpoint } from "@/lib/audit/read-checkpoint";
import { readConsistencyProof } from "@/lib/audit/read-consistency-proof";
import { readEntryBundle } from "@/lib/audit/read-entry-bundle";
import { readEntryProof } from "@/lib/audit/read-entry-proof";
import { readTile } from "@/lib/audit/read-tile";
import { errorResponse } from "@/lib/core/error-http";
import { isMeshError, MeshError, toMeshError } from "@/lib/core/errors";
import { log as processLog } from "@/lib/core/log";
import { parseInput } from "@/lib/core/parse-input";
import { challengeHeaders } from "@/lib/gateway/challenge";
import { assertMay } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";
import { consistencyQuery, exportQuery, proofQuery } from "./audit-queries.schema";
import { entryBundleResponse, exportResponse } from "./audit-responses";

export interface AuditAppDeps {
  database: Database;
  log: AuditLog;
  /** Of the mesh, without a trailing slash. */
  publicUrl: string;
  /** @throws MeshError `unauthenticated` or `invalid_token` */
  authenticate(request: Request): Promise<Principal>;
}

const IMMUTABLE = { "cache-control": "public, max-age=31536000, immutable" };
const TEXT = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" };

/**
 * The log over HTTP, laid out as C2SP tlog-tiles asks below `/audit`. Checkpoints, hash tiles and the key are open to everyone: they tell nothing but that the log grows, and
 * whoever cannot read entries can still watch that none is ever changed. Entries need `audit:read`, an export `audit:export`.
 */
export function auditApp(deps: AuditAppDeps): Hono {
  const { sql } = deps.database;
  const app = new Hono();
  const principalOf = async (request: Request) => {
    const principal = await deps.authenticate(request);
    assertMay(principal, "audit:read");
    return principal;
  };
  app.onError((err) => refusal(deps.publicUrl, err));
  app.get("/audit/checkpoint", async () => new Response((await readCheckpoint(sql)).note, { headers: TEXT }));
  app.get("/audit/key", () => new Response(`${deps.log.vkeys().join("\n")}\n`, { headers: TEXT }));
  app.get("/audit/tile/*", async (c) => {
    const address = parseTilePath(c.req.path.slice("/audit/".length));
    if (!address) throw new MeshError("not_found", "The tree has no such tile.");
    const { index, level, width } = address;
    if (level === "entries") {
      await principalOf(c.req.raw);
      return entryBundleResponse(c.req.raw, await readEntryBundle(sql, { index, width }));
    }
    const tile = await readTile(sql, { level, index, width });
    return new Response(new Uint8Array(tile), {
      headers: { "content-type": "application/octet-stream", ...IMMUTABLE },
    });
  });
  app.get("/audit/proof", async (c) => {
    await principalOf(c.req.raw);
    const { call, entry, old, part, size } = parseInput(proofQuery, c.req.query());
    const key = entry === undefined ? { callId: call ?? "", part } : { entryId: entry };
    return c.json(await readEntryProof(sql, deps.log, { key, size, old }), 200, {
      "cache-control": "no-store",
    });
  });
  app.get("/audit/consistency", async (c) => {
    const { from, to } = parseInput(consistencyQuery, c.req.query());
    const end = to ?? (await readCheckpoint(sql)).size;
    const hashes = await readConsistencyProof(sql, { from, to: end });
    return c.json({ from, to: end, consistency: hashes.map((hash) => hash.toString("base64")) });
  });
  app.get("/audit/export", async (c) => {
    const principal = await deps.authenticate(c.req.raw);
    const request = parseInput(exportQuery, c.req.query());
    return exportResponse(await exportBundle(deps.database, deps.log, principal, request));
  });
  app.all("/audit/*", () => {
    throw new MeshError("not_found", "The audit log has no such address.");
  });
  return app;
}

/** A refused caller is told how to authenticate (RFC 6750 section 3). */
function refusal(publicUrl: string, thrown: unknown): Response {
  if (!isMeshError(thrown))
    processLog.error({ err: thrown }, "a request for the audit log failed inside the mesh");
  const err = toMeshError(thrown);
  return errorResponse(err, challengeHeaders(publicUrl, "/audit", err));
}
