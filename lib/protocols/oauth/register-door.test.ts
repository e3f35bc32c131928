import { describe, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { sweepExpired } from "@/lib/identity/sweep-expired";
import { gatewayApp } from "@/lib/runtime/gateway-app";

const mesh = testMesh(gatewayApp);
const closed = testMesh(gatewayApp, { SIGNALBOX_OAUTH_REGISTRATION: "off" });

const register = (body: unknown, type = "application/json", url = mesh().url) =>
  fetch(`${url}/oauth/register`, {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const good = { client_name: "Notes", redirect_uris: ["https://app.example/callback"] };

describe("an app that registers itself", () => {
  test("gets an id and no secret, whatever it asks for", async () => {
    const response = await register({
      ...good,
      token_endpoint_auth_method: "client_secret_basic",
      grant_types: ["authorization_code", "client_credentials", "implicit"],
      scope: "admin",
      software_statement: "x.y.z",
      logo_uri: "https://evil.example/pixel.png",
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      client_id: expect.stringMatching(/^app-[0-9a-f]{24}$/),
      client_id_issued_at: expect.any(Number),
      client_name: "Notes",
      redirect_uris: good.redirect_uris,
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      scope: "mesh",
    });
  });

  test.each<[string, unknown, number, string]>([
    ["no JSON", "{", 400, "invalid_client_metadata"],
    [
      "a member twice",
      '{"redirect_uris":[],"redirect_uris":["https://a.example/"]}',
      400,
      "invalid_client_metadata",
    ],
    ["no address", { client_name: "x" }, 400, "invalid_redirect_uri"],
    ["an empty list", { redirect_uris: [] }, 400, "invalid_redirect_uri"],
    ["a script", { redirect_uris: ["javascript:alert(1)"] }, 400, "invalid_redirect_uri"],
    ["http elsewhere", { redirect_uris: ["http://app.example/"] }, 400, "invalid_redirect_uri"],
    [
      "eleven addresses",
      { redirect_uris: Array.from({ length: 11 }, (_, n) => `https://a.example/${n}`) },
      400,
      "invalid_redirect_uri",
    ],
    ["a name that turns around", { ...good, client_name: "Signal\u202exob" }, 400, "invalid_client_metadata"],
    ["a name with a line break", { ...good, client_name: "a\nb" }, 400, "invalid_client_metadata"],
    ["a name of 101 letters", { ...good, client_name: "x".repeat(101) }, 400, "invalid_client_metadata"],
    ["the implicit flow", { ...good, response_types: ["token"] }, 400, "invalid_client_metadata"],
    ["a list", [good], 400, "invalid_client_metadata"],
  ])("is refused with %s", async (_name, body, status, error) => {
    const response = await register(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
  });

  test("is refused as a form, and when it is too large", async () => {
    expect((await register("x=1", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await register({ ...good, x: "y".repeat(70_000) })).status).toBe(413);
  });

  test("is forgotten after a day if nobody agreed to it", async () => {
    const { sql, db } = mesh().mesh.database;
    const old = ((await (await register(good)).json()) as { client_id: string }).client_id;
    const fresh = ((await (await register(good)).json()) as { client_id: string }).client_id;
    await sql`update clients set created_at = now() - interval '25 hours' where client_id = ${old}`;
    await sweepExpired(db);
    const left = await sql`select client_id from clients where client_id in (${old}, ${fresh})`;
    expect(left.map((row) => row.client_id)).toEqual([fresh]);
  });

  test("is stopped after twenty in a minute from one address", async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 25; at++) statuses.push((await register(good)).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(20);
  });
});

test("where it is turned off there is no such door, and the metadata says so", async () => {
  expect((await register(good, "application/json", closed().url)).status).toBe(404);
  const metadata = await (await fetch(`${closed().url}/.well-known/oauth-authorization-server`)).json();
  expect(metadata).not.toHaveProperty("registration_endpoint");
});
