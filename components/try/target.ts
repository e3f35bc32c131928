/** What is tried, with what its form needs. Texts are a stranger's. */
export type TryTarget =
  | {
      kind: "agent";
      name: string;
      title: string;
      streaming: boolean;
      skills: readonly { name: string; description: string }[];
    }
  /** `schema`: JSON text. */
  | { kind: "mcp-server"; name: string; title: string; tool: string; description: string; schema: string }
  | { kind: "model"; name: string; title: string; chat: boolean };

/** The beginning of a call: a body that only lacks what the person wants to say. */
export function firstBody(target: TryTarget, messageId: string): string {
  const indent = (value: unknown) => JSON.stringify(value, null, 2);
  switch (target.kind) {
    case "agent":
      return indent({ message: { messageId, role: "ROLE_USER", parts: [{ text: "" }] } });
    case "mcp-server":
      return "{}";
    case "model":
      return target.chat
        ? indent({
            model: target.name,
            messages: [{ role: "user", content: "" }],
            stream: true,
            max_tokens: 256,
          })
        : indent({ model: target.name, input: "" });
    default:
      return target satisfies never;
  }
}
