import {
  createLoader,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

export const REGISTER_STEPS = ["source", "check", "place", "done"] as const;
export const REGISTER_KINDS = ["agent", "mcp-server", "model"] as const;
export type RegisterKind = (typeof REGISTER_KINDS)[number];

const text = () => parseAsString.withDefault("");

/** The whole draft stands in the address: going back, reloading and handing it on lose nothing. A credential is named, so no secret is in it. */
export const registerSearch = {
  step: parseAsStringLiteral(REGISTER_STEPS).withDefault("source"),
  kind: parseAsStringLiteral(REGISTER_KINDS).withDefault("agent"),
  url: text(),
  api: parseAsStringLiteral(["openai", "anthropic"] as const).withDefault("openai"),
  model: text(),
  auth: parseAsStringLiteral(["none", "badge", "bearer", "header"] as const),
  secret: text(),
  header: text(),
  name: text(),
  domain: text(),
  title: text(),
  description: text(),
  dataClass: parseAsStringLiteral(["public", "internal", "confidential", "restricted"] as const).withDefault(
    "internal",
  ),
  /** Terms of the vocabulary; null until somebody has looked at the suggestions. */
  skills: parseAsArrayOf(parseAsString),
  field: text(),
  newKey: parseAsBoolean.withDefault(false),
  /** Of a model, for a million tokens; empty: not known. */
  currency: parseAsString.withDefault("USD"),
  input: text(),
  output: text(),
  cachedInput: text(),
};

export const loadRegisterSearch = createLoader(registerSearch);
export type RegisterDraft = Awaited<ReturnType<typeof loadRegisterSearch>>;
export type ChangeDraft = (change: Partial<RegisterDraft>) => void;

/** How the mesh would prove itself, as the operations take it. An agent gets a badge unless something else is chosen. */
function authOf(draft: RegisterDraft) {
  const type = draft.auth ?? (draft.kind === "agent" ? "badge" : "none");
  if (type === "bearer") return { type, secret: draft.secret.trim() };
  if (type === "header") return { type, header: draft.header.trim(), secret: draft.secret.trim() };
  return { type };
}

/** What is looked at. */
export function sourceOf(draft: RegisterDraft) {
  const source = { kind: draft.kind, url: draft.url.trim(), auth: authOf(draft) };
  return draft.kind === "model" ? { ...source, api: draft.api, model: draft.model.trim() } : source;
}

/** Whether there is enough to look at. */
export function isSourceWhole(draft: RegisterDraft): boolean {
  const stored = draft.auth === "bearer" || draft.auth === "header";
  return (
    draft.url.trim() !== "" &&
    (draft.kind !== "model" || draft.model.trim() !== "") &&
    (!stored || draft.secret.trim() !== "") &&
    (draft.auth !== "header" || draft.header.trim() !== "")
  );
}

/** Whether a price is given whole or not at all. */
export function isPriceWhole({ kind, input, output, cachedInput }: RegisterDraft): boolean {
  if (kind !== "model") return true;
  const some = input.trim() !== "" || output.trim() !== "" || cachedInput.trim() !== "";
  return !some || (input.trim() !== "" && output.trim() !== "");
}

function priceOf({ kind, currency, input, output, cachedInput }: RegisterDraft) {
  if (kind !== "model" || input.trim() === "" || output.trim() === "") return {};
  const price = { currency: currency.trim().toUpperCase(), input: input.trim(), output: output.trim() };
  return { price: { ...price, ...(cachedInput.trim() ? { cachedInput: cachedInput.trim() } : {}) } };
}

/** What is registered, in the words of the operation of its kind. */
export function registrationOf(draft: RegisterDraft) {
  const { kind: _kind, url, ...source } = sourceOf(draft);
  return {
    kind: draft.kind,
    input: {
      ...source,
      ...(draft.kind === "agent" ? { cardUrl: url, acceptNewKey: draft.newKey } : { url }),
      name: draft.name.trim(),
      domain: draft.domain,
      dataClass: draft.dataClass,
      ...priceOf(draft),
      ...(draft.skills && draft.skills.length > 0 ? { skills: draft.skills } : {}),
      ...(draft.field ? { field: draft.field } : {}),
      ...(draft.title.trim() ? { title: draft.title.trim() } : {}),
      ...(draft.description.trim() ? { description: draft.description.trim() } : {}),
    },
  };
}
