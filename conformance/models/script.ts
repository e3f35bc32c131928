/** What a model says in a check, in no vendor's words. */
export interface Said {
  text?: string;
  calls?: readonly { id: string; name: string; args: Record<string, unknown> }[];
  stop: "end" | "length" | "tools" | "refused";
  usage: Counts;
}

/** Every input token in `input`, every output token in `output`. */
export interface Counts {
  input: number;
  cached: number;
  output: number;
  reasoning: number;
}

/** What a caller asks in a check. */
export interface Asked {
  system?: string;
  turns: readonly Turn[];
  tools?: readonly { name: string; description: string; schema: Record<string, unknown> }[];
  choice?: "auto" | "any" | "none" | { name: string };
  oneCallAtATime?: boolean;
  limit: number;
  temperature?: number;
  stops?: readonly string[];
  schema?: Record<string, unknown>;
}

export interface Turn {
  role: "user" | "assistant";
  parts: readonly Part[];
}

export type Part =
  | { text: string }
  | { image: string }
  | { pdf: string }
  | { call: { id: string; name: string; args: Record<string, unknown> } }
  | { result: { id: string; text: string } };

export type Format = "openai" | "anthropic";

export const MODEL = "model-x-2026";
