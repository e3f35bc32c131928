import { beforeAll, describe, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { withdrawConsent } from "@/lib/identity/authorizations/withdraw-consent";
import { disableClient } from "@/lib/identity/change-client";
import { createClient } from "@/lib/identity/create-client";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { newPerson, newPkce, type Person } from "../testing/person";
import { answerConsent } from "./answer-consent";
import { askConsent } from "./ask-consent";

const CALLBACK = "https://app.example/callback";
const mesh = testMesh(gatewayApp);
let person: Person;
beforeAll(async () => {
  person = await newPerson(mesh().mesh);
});

async function register(redirectUri = CALLBACK): Promise<string> {
  const response = await fetch(`${mesh().url}/oauth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_name: "Notes", redirect_uris: [redirectUri] }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { client_id: string }).client_id;
}

function address(clientId: string, more: Record<string, string | undefined> = {}): string {
  const parameters: Record<string, string | undefined> = {
    client_id: clientId,
    response_type: "code",
    redirect_uri: CALLBACK,
    state: "s-1",
    code_challenge: newPkce().challenge,
    code_challenge_method: "S256",
    ...more,
  };
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${mesh().url}/oauth/authorize?${new URLSearchParams(given)}`;
}

const questionOf = (url: string, who = person) => ({
  request: url.slice(url.indexOf("?") + 1),
  userId: who.user.id,
  sessionId: who.sessionId,
});
const ask = (url: string, who = person) => askConsent(mesh().mesh, questionOf(url, who));

async function ticketFor(url: string, who = person): Promise<string> {
  const asking = await ask(url, who);
  if (asking.kind !== "ask") throw new Error("nobody was asked");
  return asking.ticket;
}

describe("a person is asked", () => {
  test("once for an app whose address proves who it is, and again for any other app", async () => {
    const clientId = await register();
    expect(await ask(address(clientId))).toMatchObject({ kind: "ask", since: undefined });
    await person.answer(address(clientId));
    const again = await ask(address(clientId));
    expect(again).toMatchObject({
      kind: "go",
      location: expect.stringMatching(/^https:\/\/app\.example\/callback\?code=/),
    });
    // The confused deputy: consent for one app must not open the way for another with the same address.
    expect(await ask(address(await register()))).toMatchObject({ kind: "ask", since: undefined });
    const other = await newPerson(mesh().mesh);
    expect(await ask(address(clientId), other)).toMatchObject({ kind: "ask", since: undefined });
    await withdrawConsent(mesh().mesh.database.db, { userId: person.user.id, clientId });
    expect(await ask(address(clientId))).toMatchObject({ kind: "ask", since: undefined });
  });

  test("each time for an app on their own machine, for which any program there could pass", async () => {
    const loopback = "http://127.0.0.1/callback";
    const clientId = await register(loopback);
    const url = address(clientId, { redirect_uri: "http://127.0.0.1:49152/callback" });
    await person.answer(url);
    expect(await ask(url)).toMatchObject({ kind: "ask", since: expect.any(Date) });
  });

  test("each time when the app wants to or names tools", async () => {
    const clientId = await register();
    await person.answer(address(clientId));
    expect(await ask(address(clientId, { prompt: "consent" }))).toMatchObject({ kind: "ask" });
    const details = JSON.stringify([{ type: "mesh_tool", server: "crm", tool: "read" }]);
    expect(await ask(address(clientId, { authorization_details: details }))).toMatchObject({
      kind: "ask",
      grants: [{ server: "crm", tool: "read" }],
    });
  });
});

describe("an answer counts once, for what was shown", () => {
  const refused = { code: "invalid_request" };

  test("sent again", async () => {
    const url = address(await register());
    const ticket = await ticketFor(url);
    await answerConsent(mesh().mesh, questionOf(url), { ticket, allowed: true });
    await expect(
      answerConsent(mesh().mesh, questionOf(url), { ticket, allowed: true }),
    ).rejects.toMatchObject(refused);
  });

  test("of fifty at once one", async () => {
    const url = address(await register());
    const ticket = await ticketFor(url);
    const sent = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        answerConsent(mesh().mesh, questionOf(url), { ticket, allowed: true }),
      ),
    );
    expect(sent.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  test("for another request, person or session, forged, empty or old", async () => {
    const clientId = await register();
    const url = address(clientId);
    const ticket = await ticketFor(url);
    const other = await newPerson(mesh().mesh);
    const [nonce, , mac] = ticket.split(".");
    const answers: [string, ReturnType<typeof questionOf>, string][] = [
      ["another request", questionOf(address(clientId, { state: "s-2" })), ticket],
      ["another person", { ...questionOf(url), userId: other.user.id }, ticket],
      ["another session", { ...questionOf(url), sessionId: "another" }, ticket],
      ["no ticket", questionOf(url), ""],
      ["another's ticket", questionOf(url), await ticketFor(url, other)],
      ["one that lives longer", questionOf(url), `${nonce}.${Date.now() + 9e9}.${mac}`],
      ["one that is over", questionOf(url), `${nonce}.1.${mac}`],
    ];
    for (const [name, question, given] of answers) {
      const answered = answerConsent(mesh().mesh, question, { ticket: given, allowed: true });
      await expect(answered, name).rejects.toMatchObject(refused);
    }
    expect(
      new URL(await answerConsent(mesh().mesh, questionOf(url), { ticket, allowed: true })).searchParams.get(
        "code",
      ),
    ).toBeTruthy();
  });

  test("not for an app that was disabled meanwhile", async () => {
    const clientId = await register();
    const url = address(clientId);
    const ticket = await ticketFor(url);
    await disableClient(mesh().mesh.database.db, { clientId }, MESH_AUTHOR);
    await expect(
      answerConsent(mesh().mesh, questionOf(url), { ticket, allowed: true }),
    ).rejects.toMatchObject(refused);
  });
});

describe("an authorization request that is not right", () => {
  const wrong: Record<string, Record<string, string | undefined>> = {
    "no response type": { response_type: undefined },
    "the implicit flow": { response_type: "token" },
    "a hybrid flow": { response_type: "code id_token" },
    "no code challenge": { code_challenge: undefined },
    "the plain method": { code_challenge_method: "plain" },
    "no method, which means plain": { code_challenge_method: undefined },
    "a challenge that is no digest": { code_challenge: "abc" },
    "an unknown scope": { scope: "root" },
    "the scope for management": { scope: "mesh admin" },
    "a foreign resource": { resource: "https://api.github.com" },
    "details of another type": { authorization_details: '[{"type":"payment"}]' },
    "an answer in the fragment": { response_mode: "fragment" },
    "a request object": { request: "eyJhbGciOiJub25lIn0.e30." },
    "a request by reference": { request_uri: "https://evil.example/request" },
    "without a person": { prompt: "none" },
  };

  test("tells a self-registered app nothing unless the person follows a link", async () => {
    const clientId = await register();
    for (const [name, parameters] of Object.entries(wrong)) {
      const response = await person.open(address(clientId, parameters));
      expect(response.status, name).toBe(400);
      expect(response.headers.get("location"), name).toBeNull();
      expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(await response.text(), name).toMatch(
        /href="https:\/\/app\.example\/callback\?error=[a-z_]+&amp;.*state=s-1&amp;iss=/,
      );
    }
  });

  test("is told to an app that an operator put on file", async () => {
    const { client } = await createClient(
      mesh().mesh.database.db,
      { kind: "app", title: "Desk", redirectUris: [CALLBACK] },
      MESH_AUTHOR,
    );
    for (const [name, parameters] of Object.entries(wrong)) {
      const response = await person.open(address(client.clientId, parameters));
      expect(response.status, name).toBe(302);
      const location = new URL(response.headers.get("location") ?? "");
      expect(`${location.origin}${location.pathname}`, name).toBe(CALLBACK);
      expect(location.searchParams.get("error"), name).toBeTruthy();
      expect(location.searchParams.get("code"), name).toBeNull();
      expect([location.searchParams.get("state"), location.searchParams.get("iss")]).toEqual([
        "s-1",
        mesh().url,
      ]);
    }
  });

  test("shows nothing of what it holds as markup", async () => {
    const clientId = await register();
    const response = await person.open(
      address(clientId, { scope: "x", state: `"><script>alert(1)</script>` }),
    );
    expect(await response.text()).not.toMatch(/<script|"><s/);
  });

  test("leads nowhere when app or address cannot be told", async () => {
    const clientId = await register();
    const disabled = await register();
    await disableClient(mesh().mesh.database.db, { clientId: disabled }, MESH_AUTHOR);
    const agent = await createClient(
      mesh().mesh.database.db,
      { kind: "agent", title: "a", agentName: "a" },
      MESH_AUTHOR,
    );
    const urls = [
      address("nobody"),
      address("\0"),
      address(disabled),
      address(agent.client.clientId),
      address(clientId, { client_id: undefined }),
      address(clientId, { redirect_uri: undefined }),
      `${address(clientId)}&redirect_uri=${encodeURIComponent("https://evil.example/")}`,
      `${address(clientId)}&client_id=nobody`,
      address(clientId, { state: "x".repeat(9000) }),
    ];
    for (const url of urls) {
      const response = await person.open(url);
      expect([response.status, response.headers.get("location")], url.slice(0, 200)).toEqual([400, null]);
      expect(await response.text()).not.toContain("href=");
    }
  });
});
