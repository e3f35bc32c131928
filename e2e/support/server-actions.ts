import { readFileSync } from "node:fs";
import { z } from "zod";

/** A server action as anybody on the network can reach it. */
export interface ServerAction {
  /** `app/.../actions.ts#name` */
  name: string;
  id: string;
  /** A page that carries it. */
  path: string;
}

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({
      filename: z.string(),
      exportedName: z.string(),
      workers: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** Every action that the build answers to. What stands in this list is reachable, whether a page shows it or not. */
export function serverActions(): readonly ServerAction[] {
  const { node } = manifest.parse(
    JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")),
  );
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: `${filename}#${exportedName}`,
    path: pagePath(Object.keys(workers)[0] ?? ""),
  }));
}

function pagePath(worker: string): string {
  const path = worker
    .replace(/^app|\/page$|\/\([^)]+\)|\/\[\[\.{3}[^\]]+\]\]/g, "")
    .replace(/\[[^\]]+\]/g, "x");
  return path || "/";
}

export interface ActionAnswer {
  status: number;
  /** The code of a refusal that the action gave as its value; `done` when it gave none. */
  outcome: string;
}

/**
 * Calls an action the way a browser does, but with whatever headers and arguments a stranger chooses.
 * @param sent the arguments, or the body itself as text
 */
export async function callAction(
  origin: string,
  action: ServerAction,
  sent: readonly unknown[] | string,
  headers: Record<string, string>,
): Promise<ActionAnswer> {
  const response = await fetch(origin + action.path, {
    method: "POST",
    redirect: "manual",
    headers: { "next-action": action.id, "content-type": "text/plain;charset=UTF-8", origin, ...headers },
    body: typeof sent === "string" ? sent : JSON.stringify(sent),
  });
  const text = await response.text();
  const code = /"code":"([a-z_]+)"/.exec(text)?.[1];
  const ended = text.includes("Your session has ended") ? "unauthenticated" : undefined;
  return { status: response.status, outcome: code ?? ended ?? (response.ok ? "done" : "none") };
}
