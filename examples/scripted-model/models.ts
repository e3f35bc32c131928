const CREATED = 1_767_225_600;

/** What this process serves. Everything about it says that it is scripted, so that nobody takes its answers for a model's. */
export const MODELS = [
  { id: "scripted-chat-1", title: "Scripted chat (rules, not a language model)", does: "chat" },
  { id: "scripted-embedding-1", title: "Scripted embeddings (hashed words)", does: "embeddings" },
] as const;

export type Capability = (typeof MODELS)[number]["does"];

export function serves(model: string, capability: Capability): boolean {
  return MODELS.some(({ id, does }) => id === model && does === capability);
}

/** The list in OpenAI's shape. */
export function openaiModels(): unknown {
  const data = MODELS.map(({ id, title }) => ({
    id,
    object: "model",
    created: CREATED,
    owned_by: "scripted",
    description: title,
  }));
  return { object: "list", data };
}

/** The list in Anthropic's shape. */
export function anthropicModels(): unknown {
  const data = MODELS.filter(({ does }) => does === "chat").map(({ id, title }) => ({
    type: "model",
    id,
    display_name: title,
    created_at: new Date(CREATED * 1000).toISOString(),
  }));
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
