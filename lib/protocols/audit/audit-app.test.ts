import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import type { AuditLog } from "@/lib/audit/audit-log";
import { loadTree } from "@/lib/audit/load-tree";
import { hashLeaf } from "@/lib/audit/merkle/hash";
import { openCheckpoint } from "@/lib/audit/notes/checkpoint";
import { insertEntries, integrateAll, testEntries, testSigner } from "@/lib/audit/testing/test-log";
import { testPrincipal } from "@/lib/audit/testing/test-principal";
import { verifyBundle } from "@/lib/audit/verify/verify-bundle";
import { verifyUrl } from "@/lib/audit/verify/verify-url";
import { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Role } from "@/lib/identity/roles";
import { auditApp } from "./audit-app";

const database = testDatabase();
const signer = testSigner();
const log: AuditLog = { origin: signer.name, signer: () => signer, vkeys: () => [signer.vkey] };
const callId = newId();
let app: ReturnType<typeof auditApp>;

beforeAll(async () => {
  const { sql } = database();
  app = auditApp({
    database: database(),
    log,
    publicUrl: "http://mesh.test",
    async authenticate(request) {
      const role = request.headers.get("authorization")?.replace("Bearer ", "");
      if (!role) throw new MeshError("unauthenticated", "A badge is needed.");
      return testPrincipal(role as Role);
    },
  });
  const tree = await loadTree(sql);
  await insertEntries(sql, testEntries(299));
  await insertEntries(sql, testEntries(1, { id: callId, callId, type: "io.signalbox.call.admitted" }));
  await integrateAll(sql, tree, signer, 200);
});

const get = (path: string, role?: Role, headers: Record<string, string> = {}) =>
  Promise.resolve(
    app.request(path, { headers: { ...headers, ...(role ? { authorization: `Bearer ${role}` } : {}) } }),
  );

describe("what is open to everyone", () => {
  it("is the signed checkpoint and the key that opens it", async () => {
    const [note, key] = [await get("/audit/checkpoint"), await get("/audit/key")];
    expect(note.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(openCheckpoint(await note.text(), [(await key.text()).trim()])?.size).toBe(300);
  });

  it("is every tile of the tree, partial ones too, for ever", async () => {
    const full = await get("/audit/tile/0/000");
    expect(full.headers.get("cache-control")).toContain("immutable");
    expect((await full.arrayBuffer()).byteLength).toBe(256 * 32);
    const partial = await get("/audit/tile/0/001.p/44");
    expect((await partial.arrayBuffer()).byteLength).toBe(44 * 32);
    expect((await (await get("/audit/tile/1/000.p/1")).arrayBuffer()).byteLength).toBe(32);
  });

  it.each([
    "/audit/tile/0/001",
    "/audit/tile/0/001.p/45",
    "/audit/tile/2/000.p/1",
    "/audit/tile/0/x000/000",
    "/audit/nothing",
  ])("does not hold %s", async (path) => expect((await get(path)).status).toBe(404));
});

describe("what holds entries", () => {
  const guarded = ["/audit/tile/entries/000", `/audit/proof?call=${callId}`, "/audit/export"];
  it.each(guarded)("%s is refused without a badge and to an agent", async (path) => {
    const anonymous = await get(path);
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect((await get(path, "agent")).status).toBe(403);
  });

  it("serves bundles whose leaves have the hashes of their tile, compressed or not", async () => {
    const tile = Buffer.from(await (await get("/audit/tile/0/001.p/44")).arrayBuffer());
    const plain = Buffer.from(await (await get("/audit/tile/entries/001.p/44", "viewer")).arrayBuffer());
    const length = plain.readUInt16BE(0);
    expect(hashLeaf(plain.subarray(2, 2 + length))).toEqual(tile.subarray(0, 32));
    const packed = await get("/audit/tile/entries/001.p/44", "viewer", { "accept-encoding": "gzip" });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect((await get("/audit/tile/entries/001", "viewer")).status).toBe(404);
  });

  it("proves a call's entry in the form that independent verifiers read", async () => {
    const proof = await (await get(`/audit/proof?call=${callId}`, "viewer")).json();
    expect(proof).toMatchObject({ vkey: signer.vkey, index: 299, tree_size: 300, entry_id: callId });
    expect(JSON.parse(proof.record)).toMatchObject({ id: callId, type: "io.signalbox.call.admitted" });
  });

  it.each([
    ["?entry=nonsense", 400],
    ["", 400],
    [`?entry=${newId()}`, 404],
    [`?call=${newId()}`, 404],
    [`?call=${callId}&part=outcome`, 404],
    [`?call=${callId}&size=200`, 400],
    [`?call=${callId}&size=123`, 404],
  ])("answers /audit/proof%s with %i", async (query, status) => {
    expect((await get(`/audit/proof${query}`, "viewer")).status).toBe(status);
  });

  it("says that an entry which is not in the tree yet will be", async () => {
    const [row] = testEntries(1);
    await insertEntries(database().sql, row ? [row] : []);
    const response = await get(`/audit/proof?entry=${row?.id}`, "viewer");
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  });

  it("exports a bundle that verifies, to who may export only", async () => {
    expect((await get("/audit/export", "viewer")).status).toBe(403);
    const response = await get("/audit/export?from=100&to=300", "operator");
    const lines = (await response.text()).trimEnd().split("\n");
    expect(await verifyBundle(lines, { vkeys: [signer.vkey] })).toMatchObject({ ok: true, entries: 200 });
    expect((await get("/audit/export?from=1&actor=x", "operator")).status).toBe(400);
    expect((await get("/audit/export?from=5&to=1", "operator")).status).toBe(400);
  });
});

describe("the verifier", () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("checks a running mesh over HTTP", async () => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
    try {
      await vi.waitFor(() => expect(server.address()).not.toBeNull());
      const { port } = server.address() as { port: number };
      const target = { url: `http://127.0.0.1:${port}`, token: "viewer", vkeys: [signer.vkey] };
      expect(await verifyUrl(target)).toMatchObject({ ok: true, entries: 300 });
      await database().sql`update audit_entries set leaf = replace(leaf, 'ok', 'OK') where id = ${callId}`;
      expect(await verifyUrl(target)).toMatchObject({ ok: false, problem: { index: 299 } });
      await database().sql`update audit_entries set leaf = replace(leaf, 'OK', 'ok') where id = ${callId}`;
    } finally {
      server.close();
    }
  });

  it("as a command tells the result by its exit code, and names the first bad entry", async () => {
    const file = join(folder, "bundle.ndjson");
    const text = await (await get("/audit/export", "operator")).text();
    const run = (content: string) => {
      writeFileSync(file, content);
      try {
        const args = ["bin/signalbox.mjs", "verify", file, "--key", signer.vkey];
        return { code: 0, out: execFileSync(process.execPath, args, { stdio: "pipe" }).toString() };
      } catch (err) {
        const { status, stdout } = err as { status: number; stdout: Buffer };
        return { code: status, out: stdout.toString() };
      }
    };
    expect(run(text)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^VERIFIED: 300 entries of mesh\.example/),
    });
    const forged = text.replace(/(\{"i":42,.*?)agent:writer/, "$1agent:nobody");
    expect(run(forged)).toMatchObject({ code: 1, out: expect.stringMatching(/^NOT VERIFIED at index 42: /) });
  });
});
