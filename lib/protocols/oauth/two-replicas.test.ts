import { expect, test, vi } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createClient } from "@/lib/identity/create-client";
import { newProofKey } from "./testing/proof";
import { postForm, testTokenServer } from "./testing/token-server";

const database = testDatabase();
const one = testTokenServer(database);
const two = testTokenServer(database, one);

test("a badge revoked at one replica is dead at both within a second, with all that was exchanged from it", async () => {
  const newAgent = async (agentName: string) => {
    const made = await createClient(
      database().db,
      { kind: "agent", title: agentName, agentName },
      MESH_AUTHOR,
    );
    return { client_id: made.client.clientId, client_secret: made.clientSecret ?? "" };
  };
  const first = await newAgent("first");
  const second = await newAgent("second");
  const badge = async (url: string, form: Record<string, string>) => {
    const response = await postForm(`${url}/oauth/token`, form);
    expect(response.status).toBe(200);
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const parent = await badge(one().url, { grant_type: "client_credentials", ...first });
  const child = await badge(two().url, {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: parent,
    subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
    ...second,
  });
  for (const { verifier } of [one(), two()]) {
    for (const token of [parent, child]) await verifier.verify(token);
  }

  expect((await postForm(`${one().url}/oauth/revoke`, { token: parent, ...first })).status).toBe(200);
  const revokedAt = performance.now();
  // The replica that was told knows before it answers.
  for (const token of [parent, child])
    expect(() => one().verifier.cached(token)).toThrow("The badge is not valid.");
  for (const token of [parent, child]) {
    await vi.waitFor(() => expect(() => two().verifier.cached(token)).toThrow("The badge is not valid."), {
      timeout: 2000,
      interval: 5,
    });
  }
  expect(performance.now() - revokedAt).toBeLessThan(1000);

  const introspect = await postForm(`${two().url}/oauth/introspect`, { token: child, ...second });
  expect(await introspect.json()).toEqual({ active: false });
  const exchange = await postForm(`${two().url}/oauth/token`, {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: child,
    subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
    ...first,
  });
  expect(exchange.status).toBe(400);
  expect(await exchange.json()).toMatchObject({ error: "invalid_request" });
});

test("a proof that one replica has seen is refused by the other, and so is one for its own name", async () => {
  const made = await createClient(database().db, { kind: "service", title: "bound" }, MESH_AUTHOR);
  const form = {
    grant_type: "client_credentials",
    client_id: made.client.clientId,
    client_secret: made.clientSecret ?? "",
  };
  const key = await newProofKey();
  const ask = (url: string, dpop: string) => postForm(`${url}/oauth/token`, form, { dpop });
  // Both are the mesh, whose public name is the first one's.
  const proof = await key.prove("POST", `${one().url}/oauth/token`);
  expect((await ask(one().url, proof)).status).toBe(200);
  expect((await ask(two().url, proof)).status).toBe(400);
  expect((await ask(two().url, await key.prove("POST", `${two().url}/oauth/token`))).status).toBe(400);
  expect((await ask(two().url, await key.prove("POST", `${one().url}/oauth/token`))).status).toBe(200);
});
