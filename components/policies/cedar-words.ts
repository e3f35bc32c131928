/** What Cedar and the mesh's schema know, for completion. A test holds it to the schema that policies are validated against. */
export interface Word {
  text: string;
  detail: string;
}

const words = (texts: string, detail: string): Word[] => texts.split(" ").map((text) => ({ text, detail }));

export const KEYWORDS: readonly Word[] = words(
  "permit forbid when unless principal action resource context is in has like if then else true false",
  "keyword",
);

export const ENTITY_TYPES = [
  "Agent",
  "Service",
  "User",
  "McpServer",
  "Tool",
  "Model",
  "Prompt",
  "Domain",
  "Mesh",
  "Action",
] as const;

export const ANNOTATIONS: readonly Word[] = [
  { text: "id", detail: "the policy's own name" },
  { text: "title", detail: "what it does" },
  { text: "reason", detail: "told to whoever is refused" },
  { text: "remedy", detail: "how to get allowed" },
  { text: "code", detail: "the error's code" },
  { text: "approval", detail: "a person must approve first" },
  { text: "requires", detail: "obligation of a permit" },
  { text: "redact", detail: "obligation of a permit" },
  { text: "binding", detail: "such as dpop" },
];

const ASSET = "name domain certified dataClass lifecycle tags";

/** Attributes by what stands before the dot. Which type it has is often open, so these are those of all that it can be. */
export const ATTRIBUTES: Readonly<Record<"principal" | "resource" | "context" | "party", readonly Word[]>> = {
  principal: [
    ...words(ASSET, "agents"),
    ...words("skills", "agents"),
    ...words("roles domains", "people and programs"),
  ],
  resource: [
    ...words(ASSET, "all assets"),
    ...words("skills", "agents"),
    ...words("capabilities", "models"),
    ...words("server readOnly destructive openWorld", "tools"),
  ],
  context: [
    ...words("actor subject", "who calls, for whom"),
    ...words("depth delegated bound protocol method labels pinned", "every call"),
    ...words("time", "seconds since 1970"),
    ...words("task operation", "where there is one"),
    ...words("args", "of a named tool"),
  ],
  party: [...words("kind id", "everyone"), ...words("agent service user", "of that kind")],
};

export const METHODS: readonly Word[] = words("contains containsAll containsAny isEmpty", "of a set");
