import { strict as assert } from "node:assert";
import * as current from "@modelcontextprotocol/client";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { newPerson, type Person } from "@/lib/protocols/oauth/testing/person";
import type { Findings } from "./findings";
import type { Stage } from "./stage";

const CALLBACK = "http://127.0.0.1:8123/callback";

/** Both official MCP packages given nothing but a door's address: they find the token service, register, send the person to it and call a tool. */
export async function mcpClientFlows(stage: Stage, findings: Findings): Promise<void> {
  const door = new URL(`${stage.url}/mcp/yes-tools`);
  await findings.attempt("MCP SDK 1: sign in from the door's address alone", async () => {
    const person = await newPerson(stage.mesh);
    const provider = new MemoryProvider(person);
    const first = new StreamableHTTPClientTransport(door, { authProvider: provider });
    const connecting = new Client({ name: "suite", version: "1" }).connect(first);
    await assert.rejects(connecting, (err) => err instanceof UnauthorizedError);
    await first.finishAuth(provider.callback?.get("code") ?? "");
    const client = new Client({ name: "suite", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(door, { authProvider: provider }));
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map((tool) => tool.name),
      ["echo"],
    );
    await client.callTool({ name: "echo", arguments: { text: "hello" } });
    await client.close();
    await assertCaller(stage, person);
  });
  await findings.attempt(
    "MCP SDK 2: sign in from the door's address alone, with the issuer checked",
    async () => {
      const person = await newPerson(stage.mesh);
      const provider = new MemoryProvider(person);
      const first = new current.StreamableHTTPClientTransport(door, { authProvider: provider });
      const connecting = new current.Client({ name: "suite", version: "2" }).connect(first);
      await assert.rejects(connecting, (err) => err instanceof current.UnauthorizedError);
      await first.finishAuth(provider.callback ?? new URLSearchParams());
      const client = new current.Client({ name: "suite", version: "2" });
      await client.connect(new current.StreamableHTTPClientTransport(door, { authProvider: provider }));
      await client.callTool({ name: "echo", arguments: { text: "hello" } });
      await client.close();
      await assertCaller(stage, person);
    },
  );
}

/** The call is on record as the app's, for the person. */
async function assertCaller(stage: Stage, person: Person): Promise<void> {
  const call = (await stage.calls()).findLast((row) => row.method === "tools/call");
  assert.deepEqual(
    [call?.subject_id, call?.caller_kind, call?.status],
    [`user:${person.user.id}`, "service", "completed"],
  );
}

/** What a desktop app keeps, and a person at its browser. */
class MemoryProvider implements current.OAuthClientProvider {
  callback: URLSearchParams | undefined;
  readonly redirectUrl = CALLBACK;
  readonly clientMetadata = {
    client_name: "Suite",
    redirect_uris: ["http://127.0.0.1/callback"],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
  readonly #person: Person;
  #client: current.OAuthClientInformationFull | undefined;
  #tokens: current.OAuthTokens | undefined;
  #verifier = "";
  #discovered: current.OAuthDiscoveryState | undefined;

  constructor(person: Person) {
    this.#person = person;
  }

  state = () => "s-1";
  clientInformation = () => this.#client;
  saveClientInformation = (client: current.OAuthClientInformationMixed) => {
    this.#client = client as current.OAuthClientInformationFull;
  };
  tokens = () => this.#tokens;
  saveTokens = (tokens: current.OAuthTokens) => {
    this.#tokens = tokens;
  };
  saveCodeVerifier = (verifier: string) => {
    this.#verifier = verifier;
  };
  codeVerifier = () => this.#verifier;
  discoveryState = () => this.#discovered;
  saveDiscoveryState = (state: current.OAuthDiscoveryState) => {
    this.#discovered = state;
  };
  redirectToAuthorization = async (url: URL) => {
    this.callback = (await this.#person.answer(url)).searchParams;
  };
}
