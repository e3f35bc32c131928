import { z } from "zod";

/** What a name can be completed to: registered assets, the actions of tools, the arguments of one tool. */
export const WORD_KINDS = ["Agent", "McpServer", "Tool", "Model", "Domain", "Action", "Arguments"] as const;

export const listPolicyWordsInput = z.object({
  kind: z.enum(WORD_KINDS),
  /** What has been typed; for arguments the tool, `<server>/<tool>`. */
  q: z.string().max(300).default(""),
});

export const listPolicyWordsOutput = z.object({
  words: z.array(z.object({ text: z.string(), detail: z.string() })),
  /** Whether there are more that begin so. */
  more: z.boolean(),
});
export type PolicyWordList = z.infer<typeof listPolicyWordsOutput>;
