import type { Asset } from "@/lib/registry/asset";
import type { PinnedTool } from "@/lib/registry/kinds/mcp-server";
import type { Action } from "./decision";

/**
 * What a task carries on after a call: `untrusted` when words of strangers may have reached it, `sensitive` when confidential data has. With "changes something outside" these are the three of which a task should have at
 * most two at once without a person looking.
 */
export const TASK_LABELS = ["untrusted", "sensitive"] as const;
export type TaskLabel = (typeof TASK_LABELS)[number];

/** How long a task's labels are kept; its badges are long gone by then. */
export const LABEL_LIFE_MS = 90 * 24 * 3_600_000;

/** The tag by which a domain vouches for what its asset says. */
const TRUSTED_OUTPUT = "trusted-output";

/**
 * The labels that a task takes on when it gets this asset's answer. What nobody has vouched for is untrusted: a tool, unless the server says that it reaches no open world (MCP's `openWorldHint` is true when
 * missing), a resource or prompt of any server, an agent that is not certified. A model repeats what it was given, so it adds nothing.
 */
export function labelsBroughtBy(
  asset: Pick<Asset, "certified" | "dataClass" | "tags">,
  action: Action,
  tool: PinnedTool | undefined,
): TaskLabel[] {
  const labels: TaskLabel[] = [];
  if (isUntrusted(asset, action, tool)) labels.push("untrusted");
  if (asset.dataClass === "confidential" || asset.dataClass === "restricted") labels.push("sensitive");
  return labels;
}

function isUntrusted(
  asset: Pick<Asset, "certified" | "tags">,
  action: Action,
  tool: PinnedTool | undefined,
): boolean {
  if (asset.tags.includes(TRUSTED_OUTPUT)) return false;
  switch (action) {
    case "callTool":
      return tool?.annotations?.openWorldHint !== false;
    case "readResource":
    case "getPrompt":
      return true;
    case "invokeAgent":
      return !asset.certified;
    case "useModel":
    case "discover":
      return false;
    default:
      return action satisfies never;
  }
}
