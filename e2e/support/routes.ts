import type { MeshClient } from "./mesh-client";

/** Every screen of the console, by name and address. */
export async function screens(mesh: MeshClient): Promise<readonly (readonly [name: string, path: string])[]> {
  const completed = await mesh.chat("On every screen");
  const denied = await mesh.deniedToolCall();
  return [
    ...emptyScreens,
    ["a call", `/calls/${completed}`],
    ["a denied call", `/calls/${denied}`],
    ["a call beside the list", `/calls?peek=${denied}`],
    ["an agent", "/catalog/agent/crm-specialist"],
    ["an MCP server", "/catalog/mcp-server/crm-tools"],
    ["a model", "/catalog/model/scripted-chat"],
    ["a policy", "/catalog/policy/guardrails"],
  ];
}

/** Screens that are there before anything has happened. */
export const emptyScreens: readonly (readonly [name: string, path: string])[] = [
  ["overview", "/"],
  ["calls", "/calls"],
  ["calls, filtered to nothing", "/calls?q=there-is-no-such-call"],
  ["catalog", "/catalog"],
  ["catalog, filtered to nothing", "/catalog?q=there-is-no-such-asset"],
  ["sessions", "/account"],
  ["no such call", "/calls/rubbish"],
  ["no such asset", "/catalog/agent/nobody"],
  ["no such page", "/there-is-no-such-page"],
];

export const signedOutScreens: readonly (readonly [name: string, path: string])[] = [
  ["sign-in", "/sign-in"],
  ["sign-in, refused", "/sign-in?error=CredentialsSignin"],
  ["sign-in link", "/sign-in/link?token=unused"],
  ["sign-in link without token", "/sign-in/link"],
];
