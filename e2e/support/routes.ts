import type { MeshClient } from "./mesh-client";
import { suiteWithoutResults, suiteWithResults } from "./suites";

/** A screen of the console: its name and its address, or what must happen first so that there is one. */
export type Screen = readonly [name: string, path: string | ((mesh: MeshClient) => Promise<string>)];

/** Screens that are there before anything has happened. */
export const emptyScreens: readonly (readonly [name: string, path: string])[] = [
  ["overview", "/"],
  ["calls", "/calls"],
  ["calls, filtered to nothing", "/calls?q=there-is-no-such-call"],
  ["graph", "/graph"],
  ["graph as a table", "/graph?view=table"],
  ["catalog", "/catalog"],
  ["catalog, nothing starred", "/catalog?scope=starred"],
  ["registering", "/catalog/register"],
  ["importing", "/catalog/import"],
  ["catalog, filtered to nothing", "/catalog?q=there-is-no-such-asset"],
  ["policies", "/policies"],
  ["policies, filtered to nothing", "/policies?q=there-is-no-such-policy"],
  ["a new policy", "/policies/~new"],
  ["no such policy", "/policies/nobody"],
  ["try it", "/try"],
  ["try it, no such thing", "/try?kind=agent&name=nobody"],
  ["cost", "/cost?from=24h"],
  ["domains", "/domains"],
  ["no such domain", "/domains/nobody"],
  ["account", "/account"],
  ["members", "/settings/members"],
  ["members, filtered to nobody", "/settings/members?q=there-is-no-such-person"],
  ["roles", "/settings/roles"],
  ["clients", "/settings/clients"],
  ["clients, filtered to nothing", "/settings/clients?q=there-is-no-such-client"],
  ["keys", "/settings/keys"],
  ["identity providers", "/settings/issuers"],
  ["appearance", "/settings/appearance"],
  ["shortcuts", "/settings/shortcuts"],
  ["about", "/settings/about"],
  ["no such member", "/settings/members/rubbish"],
  ["no such client", "/settings/clients/rubbish"],
  ["audit", "/audit"],
  ["audit, filtered to nothing", "/audit?q=there-is-no-such-entry"],
  ["inbox", "/inbox"],
  ["changes", "/changes"],
  ["changes, filtered to nothing", "/changes?box=open&domain=nowhere"],
  ["no such change", "/changes/rubbish"],
  ["sessions", "/account"],
  ["no such call", "/calls/rubbish"],
  ["no such entry", "/audit/rubbish"],
  ["no such asset", "/catalog/agent/nobody"],
  ["no such page", "/there-is-no-such-page"],
];

/** Every screen of the console on a mesh in use. */
export const fullScreens: readonly Screen[] = [
  ...emptyScreens,
  ["a call", async (mesh) => `/calls/${await mesh.chat("On every screen")}`],
  ["a denied call", async (mesh) => `/calls/${await mesh.deniedToolCall()}`],
  ["a call beside the list", async (mesh) => `/calls?peek=${await mesh.deniedToolCall()}`],
  ["a certificate", "/catalog/agent/crm-specialist?tab=certification"],
  ["results of a suite", suiteWithResults],
  ["a suite without results", suiteWithoutResults],
  ["a part of the graph", "/graph?view=graph&at=model:scripted-chat&panel=true"],
  ["a replay of the graph", "/graph?view=graph&frame=3"],
  ["cost by time", "/cost?from=24h&by=caller&view=times&zone=Europe%2FBerlin"],
  ["cost, filtered to nothing", "/cost?only=model%3Athere-is-no-such-model"],
  ["overview of a month", "/?range=30d"],
  ["an audit entry", async (mesh) => `/audit/${await mesh.deniedToolCall()}`],
  ["an audit entry beside the list", async (mesh) => `/audit?peek=${await mesh.deniedToolCall()}`],
  ["a change in review", async (mesh) => `/changes/${await mesh.proposedPolicy()}`],
  [
    "a change that retires what is in use",
    async (mesh) => {
      const { number } = await mesh.manage<{ number: number }>("POST", "/changes", {
        title: "Retire the scripted model",
        reason: "A newer one is there.",
        items: [{ op: "state", kind: "model", name: "scripted-chat", lifecycle: "retired" }],
      });
      return `/changes/${number}`;
    },
  ],
  [
    "changes under way",
    async (mesh) => {
      await mesh.proposedPolicy();
      return "/changes?box=open";
    },
  ],
  ["changes that ended", "/changes?box=done&all=true"],
  ["a domain", "/domains/sales"],
  ["an agent", "/catalog/agent/crm-specialist"],
  ["an MCP server", "/catalog/mcp-server/crm-tools"],
  ["who may call what", "/catalog/agent/crm-specialist?tab=access"],
  ["a model", "/catalog/model/scripted-chat"],
  ["a policy", "/catalog/policy/mesh-guardrails"],
  ["editing a policy", "/policies/mesh-guardrails"],
  ["tests of a policy", "/policies/mesh-guardrails?tab=tests"],
  ["the effect of a policy", "/policies/mesh-guardrails?tab=replay"],
  ["trying an agent", "/try?kind=agent&name=crm-specialist"],
  ["trying a tool", "/try?kind=mcp-server&name=crm-tools&tool=update_deal_stage"],
  ["trying a model", "/try?kind=model&name=scripted-chat"],
  ["trying a call again", async (mesh) => `/try?from=${await mesh.chat("Once more")}`],
];

export const signedOutScreens: readonly (readonly [name: string, path: string])[] = [
  ["sign-in", "/sign-in"],
  ["sign-in, refused", "/sign-in?error=CredentialsSignin"],
  ["sign-in link", "/sign-in/link?token=unused"],
  ["sign-in link without token", "/sign-in/link"],
];

/** Where a screen is, after what it needs has happened. */
export async function pathOf([, path]: Screen, mesh: MeshClient): Promise<string> {
  return typeof path === "string" ? path : path(mesh);
}

/** Every screen on a mesh in use, with its address. */
export async function screens(mesh: MeshClient): Promise<(readonly [name: string, path: string])[]> {
  const found: (readonly [string, string])[] = [];
  for (const screen of fullScreens) found.push([screen[0], await pathOf(screen, mesh)]);
  return found;
}
