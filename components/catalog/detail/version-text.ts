/**
 * A version as texts that can be compared: canonical JSON, indented, with members in order, so that a difference is one of content and never of layout. Long texts inside it (Cedar, instructions, messages) stand on
 * their own, line by line.
 */
export function versionTexts(spec: unknown): { part: string; text: string }[] {
  const record = isRecord(spec) ? { ...spec } : undefined;
  if (!record) return [{ part: "Specification", text: pretty(spec) }];
  const parts: { part: string; text: string }[] = [];
  if (typeof record.text === "string") {
    parts.push({ part: "Cedar", text: record.text.trim() });
    delete record.text;
  }
  if (typeof record.instructions === "string") {
    parts.push({ part: "Instructions", text: record.instructions });
    delete record.instructions;
  }
  if (Array.isArray(record.messages) && record.messages.every(isRecord)) {
    parts.push({ part: "Messages", text: record.messages.map(messageText).join("\n\n") });
    delete record.messages;
  }
  parts.push({ part: "Specification", text: pretty(record) });
  return parts;
}

/** A message of a prompt as people read it. */
function messageText({ role, content, include }: Record<string, unknown>): string {
  return include === undefined ? `${String(role)}:\n${String(content)}` : `includes ${String(include)}`;
}

/** Members in the order of RFC 8785, which is by UTF-16 code units. */
function pretty(value: unknown): string {
  return JSON.stringify(sorted(value), null, 2) ?? "";
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
