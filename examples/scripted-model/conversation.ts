/** A call to a tool that the assistant made or is about to make. */
export interface ToolUse {
  id: string;
  name: string;
  arguments: Record<string, unknown>;
}

/** One message, freed of its vendor's dialect. */
export interface Turn {
  role: "system" | "user" | "assistant" | "tool";
  text: string;
  /** For `assistant`: the tools it asked for. */
  uses: readonly ToolUse[];
  /** For `tool`: the id of the use that this is the result of. */
  resultOf?: string;
}

export interface Conversation {
  turns: readonly Turn[];
  /** Names of the tools on offer; empty when none are, or when the caller wants none used. */
  tools: readonly string[];
  maxTokens: number | undefined;
}

/** What the script says next. `plan` names the rule that spoke, so that every answer can be traced to its line in the script. */
export interface Reply {
  plan: string;
  text: string;
  uses: readonly ToolUse[];
  /** True when `maxTokens` cut the text. */
  cut: boolean;
}
