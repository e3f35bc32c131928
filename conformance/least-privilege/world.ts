import { readFileSync } from "node:fs";
import { z } from "zod";
import { openTestMesh } from "@/lib/gateway/testing/open-test-mesh";
import type { ToolGrant } from "@/lib/identity/principal";
import { modernPost, raw } from "@/lib/protocols/mcp/testing/raw";
import { gatewayApp } from "@/lib/runtime/gateway-app";

/** A mesh as an organisation would set it up for one agent, reached over its real doors only. */
export interface World {
  /** Registers an MCP server over the management API. */
  addServer(name: string, url: string, more?: { domain?: string; dataClass?: string }): Promise<void>;
  /**
   * A badge for one task: a program asks for it with the task's grants, and the agent exchanges it for its own (RFC 8693, RFC 9396).
   * Without grants policy alone rules.
   */
  task(id: string, grants: readonly ToolGrant[] | undefined): Promise<string>;
  /** Calls a tool as the agent would. */
  call(badge: string, server: string, tool: string, args: Record<string, unknown>): Promise<Outcome>;
  /** In what the record differs from the calls that were made and their outcomes; undefined when in nothing. */
  recordDiffers(): Promise<string | undefined>;
  close(): Promise<void>;
}

export type Outcome = { allowed: true } | { allowed: false; code: string; message: string };

const created = z.object({ client: z.object({ clientId: z.string() }), clientSecret: z.string() });
const token = z.object({ access_token: z.string() });
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

/** The agent's domain is `work`; `elsewhere` is another's. The shipped policies are in force as they stand in `policies/`. */
export async function openWorld(): Promise<World> {
  const mesh = await openTestMesh(gatewayApp, { SIGNALBOX_RATE_LIMIT: "100000" });
  const api = async (path: string, body: unknown): Promise<unknown> => {
    const badge = mesh.badge({
      chain: [{ kind: "service", id: "setup" }],
      roles: ["admin"],
      scopes: ["admin"],
    });
    return answered(await post(`${mesh.url}/api/v1${path}`, `Bearer ${badge}`, JSON.stringify(body)));
  };
  for (const name of ["work", "elsewhere"]) await api("/domains", { name, title: name });
  await mesh.register("agent", "assistant", AGENT, { domain: "work" });
  const program = created.parse(await api("/clients", { kind: "service", title: "Planner" }));
  const agent = created.parse(
    await api("/clients", { kind: "agent", agentName: "assistant", title: "Agent" }),
  );
  for (const domain of ["work", "elsewhere"])
    await api("/policies", { name: `own-domain-${domain}`, domain, text: policyText("own-domain", domain) });
  const text = policyText("untrusted-input");
  await api("/policies", { name: "untrusted-input", domain: "work", text, guardrail: true });
  const tokenFor = async (client: z.infer<typeof created>, form: Record<string, string>) => {
    const basic = `Basic ${btoa(`${client.client.clientId}:${client.clientSecret}`)}`;
    const answer = await post(`${mesh.url}/oauth/token`, basic, new URLSearchParams(form));
    return token.parse(await answered(answer)).access_token;
  };
  await mesh.mesh.registry.refresh();
  const made = { allowed: 0, refused: 0 };
  return {
    async addServer(name, url, more = {}) {
      await api("/mcp-servers", { name, domain: more.domain ?? "work", url, dataClass: more.dataClass });
      await mesh.mesh.registry.refresh();
    },
    async task(id, grants) {
      const details = grants ? { authorization_details: JSON.stringify(grants) } : undefined;
      const form = { grant_type: "client_credentials", scope: "mesh", task_id: id, ...details };
      const subject = await tokenFor(program, form);
      const exchange = { subject_token: subject, subject_token_type: ACCESS_TOKEN };
      return tokenFor(agent, { grant_type: EXCHANGE, ...exchange });
    },
    async call(badge, server, tool, args) {
      const sent = modernPost("tools/call", { name: tool, arguments: args });
      const answer = await raw(`${mesh.url}/mcp/${server}`, { badge, ...sent });
      const [message] = answer.messages;
      if (message?.result && message.result.isError !== true) {
        made.allowed++;
        return { allowed: true };
      }
      const code = message?.error?.data?.code;
      if (typeof code !== "string") throw new Error(`${server}/${tool}: ${answer.status} ${answer.text}`);
      made.refused++;
      return { allowed: false, code, message: message?.error?.message ?? "" };
    },
    async recordDiffers() {
      const found = { allowed: 0, refused: 0 };
      for (const { status } of await mesh.calls()) {
        if (status === "completed") found.allowed++;
        else if (status === "denied" || status === "held") found.refused++;
        else return `a call is on record as ${String(status)}`;
      }
      const same = found.allowed === made.allowed && found.refused === made.refused;
      return same ? undefined : `made ${JSON.stringify(made)}, on record ${JSON.stringify(found)}`;
    },
    close: () => mesh.close(),
  };
}

const AGENT = {
  card: {},
  cardUrl: "http://127.0.0.1:9/card",
  interfaces: [{ url: "http://127.0.0.1:9/", binding: "JSONRPC" as const, version: "1.0" as const }],
  skills: [],
  streaming: false,
  pushNotifications: false,
  auth: { type: "none" as const },
};

/** Ids of policies are unique in the mesh; a pack that is in force for several domains gets one id for each. */
function policyText(name: string, suffix?: string): string {
  const text = readFileSync(`policies/${name}.cedar`, "utf8");
  return suffix ? text.replaceAll(/@id\("([^"]+)"\)/g, `@id("$1-${suffix}")`) : text;
}

function post(url: string, authorization: string, body: string | URLSearchParams): Promise<Response> {
  const type = typeof body === "string" ? { "content-type": "application/json" } : undefined;
  const signal = AbortSignal.timeout(20_000);
  return fetch(url, { method: "POST", headers: { authorization, ...type }, body, signal });
}

async function answered(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return JSON.parse(text);
}
