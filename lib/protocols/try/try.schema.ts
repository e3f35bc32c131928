import { z } from "zod";

const name = z.string().min(1).max(200);
/** JSON, exactly as the person wrote it; it goes into the call unchanged. */
const body = z
  .string()
  .min(2)
  .max(512 * 1024);

/** One call that a person makes from the console. */
export const tryInput = z.discriminatedUnion("kind", [
  /** `body`: the parameters of `SendMessage`. */
  z.strictObject({ kind: z.literal("agent"), name, stream: z.boolean(), body }),
  /** `body`: the tool's arguments. */
  z.strictObject({ kind: z.literal("mcp-server"), name, tool: name, body }),
  /** `body`: a whole request in the format of `/v1/chat/completions`, or of `/v1/embeddings` when it has an `input`. */
  z.strictObject({ kind: z.literal("model"), name, body }),
]);
export type TryInput = z.infer<typeof tryInput>;

/** What the console is told while a call goes on, one JSON text a line. */
export type TryEvent =
  | { event: "answer"; status: number; contentType: string; callId: string | null }
  | { event: "piece"; text: string }
  | { event: "end" }
  | { event: "broken" };
