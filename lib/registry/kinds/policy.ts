import { z } from "zod";

const id = z.string().min(1).max(300);
const principal = z.object({ type: z.enum(["Agent", "Service", "User"]), id });

/** A request and what must come of it. Entities are the registry's as it stands; who or what is not registered has no attributes. */
export const policyTest = z.object({
  name: z.string().trim().min(1).max(200),
  principal,
  /** Whom the principal acts for, the first one first: every link is ruled. */
  onBehalfOf: z.array(principal).max(4).optional(),
  /** Roles of the principal, if it is no agent. */
  roles: z.array(z.string().max(50)).max(10).optional(),
  action: z.enum(["discover", "invokeAgent", "callTool", "readResource", "getPrompt", "useModel"]),
  resource: z.object({ type: z.enum(["Agent", "McpServer", "Tool", "Model"]), id }),
  /** Of a tool call, as a caller would send them. */
  arguments: z.record(z.string(), z.unknown()).optional(),
  /** Parts of the request's context that differ from those of a plain call: `labels`, `bound`, `pinned`, `protocol`, `method`, `task`, `operation`. */
  context: z
    .strictObject({
      labels: z.array(z.enum(["untrusted", "sensitive"])).max(2),
      bound: z.boolean(),
      pinned: z.boolean(),
      protocol: z.string().max(100),
      method: z.string().max(200),
      task: z.string().max(300),
      operation: z.string().max(300),
    })
    .partial()
    .optional(),
  expect: z.enum(["allow", "deny", "hold"]),
  /** Obligations that the decision must carry, others may come besides: `{ "kind": "redact", "value": "pii" }`. */
  obligations: z
    .array(
      z.object({ kind: z.enum(["requires", "approval", "redact", "binding"]), value: z.string().max(200) }),
    )
    .max(10)
    .optional(),
});
export type PolicyTest = z.infer<typeof policyTest>;

/** Cedar policies that are changed together. A guardrail holds for the whole organisation and may only forbid. */
export const policySpec = z.object({
  text: z.string().min(1).max(100_000),
  guardrail: z.boolean(),
  /** Requests with the decision that they must get. No version is put in force that fails one. */
  tests: z.array(policyTest).max(200).optional(),
});
