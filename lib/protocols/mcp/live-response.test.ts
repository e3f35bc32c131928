import { expect, it } from "vitest";
import { MeshError } from "@/lib/core/errors";
import { liveResponse } from "./live-response";
import { MESH_PRINCIPAL } from "./upstream/mesh-send";

const badge = (lifetimeMs: number) => ({
  ...MESH_PRINCIPAL,
  badge: { id: "b", ancestors: [], issuedAtMs: Date.now(), expiresAtMs: Date.now() + lifetimeMs },
});

/** Says one thing and then nothing until it is closed. */
function source() {
  let close = () => {};
  const closed = new Promise<void>((done) => {
    close = done;
  });
  async function* events() {
    yield "first";
    await closed;
  }
  return { events: events(), close, closed };
}

async function textOf(response: Response): Promise<string> {
  return (await response.text()).replaceAll(/: keepalive\n\n/g, "");
}

it("an open stream ends with the badge that opened it", async () => {
  const { events, close, closed } = source();
  const startedMs = Date.now();
  const response = liveResponse(events, { principal: badge(300), check: () => {}, close });
  expect(await textOf(response)).toBe("first");
  await closed;
  expect(Date.now() - startedMs).toBeLessThan(4000);
});

it("an open stream ends soon after its reader lost the right to read it", async () => {
  const { events, close, closed } = source();
  let revoked = false;
  const check = () => {
    if (revoked) throw new MeshError("invalid_token", "The badge was revoked.");
  };
  const response = liveResponse(events, { principal: badge(60_000), check, close });
  revoked = true;
  expect(await textOf(response)).toBe("first");
  await closed;
});

it("a reader who leaves closes what feeds the stream", async () => {
  const { events, close, closed } = source();
  const response = liveResponse(events, { principal: badge(60_000), check: () => {}, close });
  const reader = response.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first");
  await reader?.cancel();
  await closed;
});
