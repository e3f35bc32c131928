import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { ArgumentConstraint, ToolGrant } from "@/lib/identity/principal";

export const toolCall = z.object({ function: z.string(), args: z.record(z.string(), z.json()) });
export type ToolCall = z.infer<typeof toolCall>;

/** The task's whole plan: these tools with these arguments and no others, each as often as the plan has it. */
export function planGrants(server: string, calls: readonly ToolCall[]): ToolGrant[] {
  const grants = calls.map((call) => ({
    ...grantOf(server, call, Object.entries(call.args)),
    exact: true as const,
  }));
  return distinct(grants).map((grant) => ({
    ...grant,
    uses: grants.filter((other) => isDeepStrictEqual(other, grant)).length,
  }));
}

/** The tools of the plan, and of the arguments only those whose values stand in what the user wrote. The others, such as an amount that must be read first, stay free. */
export function promptGrants(server: string, calls: readonly ToolCall[], prompt: string): ToolGrant[] {
  return distinct(
    calls.map((call) =>
      grantOf(
        server,
        call,
        Object.entries(call.args).filter(([, value]) => isWritten(value, prompt)),
      ),
    ),
  );
}

function grantOf(
  server: string,
  call: ToolCall,
  fixed: readonly (readonly [string, z.core.util.JSONType])[],
): ToolGrant {
  const constraints = fixed.map(([name, value]): [string, ArgumentConstraint] => [name, { equals: value }]);
  return { type: "mesh_tool", server, tool: call.function, arguments: Object.fromEntries(constraints) };
}

function isWritten(value: z.core.util.JSONType, prompt: string): boolean {
  if (typeof value === "number") return new RegExp(`(?<![\\d.])${value}(?:\\.0+)?(?!\\.?\\d)`).test(prompt);
  return typeof value === "string" && value !== "" && prompt.toLowerCase().includes(value.toLowerCase());
}

function distinct(grants: readonly ToolGrant[]): ToolGrant[] {
  return [...new Map(grants.map((grant) => [JSON.stringify(grant), grant])).values()];
}
