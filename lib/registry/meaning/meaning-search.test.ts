import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, expect, test, vi } from "vitest";
import { newId } from "@/lib/core/ids";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { principalOfUser } from "@/lib/identity/user";
import { discover } from "../discover";
import { discoverInput } from "../discover.schema";
import { listAssets } from "../list-assets";
import { listAssetsInput } from "../list-assets.schema";

const mesh = testMesh(() => new Hono());
const off = testMesh(() => new Hono(), { SIGNALBOX_MEANING: "off" });

const AGENTS = {
  "refund-desk": "Decides whether a customer gets money back for an order.",
  "code-reader": "Reads pull requests and finds bugs in the source code.",
  "weather-man": "Forecasts rain and temperature for a city.",
  "night-rota": "Makes shift plans for nurses.",
};

beforeAll(async () => {
  for (const target of [mesh(), off()]) {
    for (const [name, description] of Object.entries(AGENTS))
      await target.register("agent", name, spec, { description });
  }
  // The model takes a moment to start; until then the answer says that not all have been read.
  const context = contextOf(mesh());
  const input = listAssetsInput.parse({ q: "anything", mode: "meaning" });
  await vi.waitFor(
    async () => expect((await call(listAssets, input, { context })).meaning?.state).toBe("used"),
    30_000,
  );
}, 60_000);

const spec = {
  card: {},
  cardUrl: "http://127.0.0.1:9/card.json",
  interfaces: [{ url: "http://127.0.0.1:9/", binding: "JSONRPC" as const, version: "1.0" as const }],
  skills: [],
  streaming: false,
  pushNotifications: false,
  auth: { type: "none" as const },
};

function contextOf(target: ReturnType<typeof mesh>) {
  const { database, services } = target.mesh;
  return { principal: principalOfUser({ id: newId(), role: "viewer", domains: [] }), database, services };
}

test.each([
  ["debug an application", "code-reader"],
  ["will it be sunny tomorrow", "weather-man"],
  ["reimburse a purchase", "refund-desk"],
])("%j finds %s although no word is the same", async (q, expected) => {
  const context = contextOf(mesh());
  const input = listAssetsInput.parse({ q, mode: "meaning" });
  const { items, meaning } = await call(listAssets, input, { context });
  expect(items[0]?.name).toBe(expected);
  expect(meaning).toEqual({ state: "used", read: 4, of: 4 });
  const { results } = await call(discover, discoverInput.parse({ q, mode: "meaning" }), { context });
  expect(results[0]).toMatchObject({ name: expected, score: expect.any(Number) });
});

test("vectors are made once for each text and read again from the store", async () => {
  const { sql } = mesh().mesh.database;
  const [stored] = await sql`select count(*)::int as texts, max(length(vector)) as bytes from embeddings`;
  expect(stored).toEqual({ texts: 4, bytes: 512 * 4 });
});

test("switched off, it says so and looks for the words", async () => {
  const context = contextOf(off());
  const input = listAssetsInput.parse({ q: "nurses", mode: "meaning" });
  const { items, meaning } = await call(listAssets, input, { context });
  expect(items.map(({ name }) => name)).toEqual(["night-rota"]);
  expect(meaning).toEqual({ state: "off", read: 0, of: 0 });
});
