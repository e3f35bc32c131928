import { MeshError } from "@/lib/core/errors";

/** What the other vendor's format has no words for. */
export function untranslatable(
  path: string,
  message = "has no counterpart in this model's format",
): MeshError {
  return new MeshError("unsupported_operation", `\`${path}\` cannot be translated for this model.`, {
    issues: [{ path, message }],
    remedy: { message: "Leave it out, or call a model that speaks this format itself." },
  });
}

/** Refuses members that are set to anything but one of the values that say nothing. */
export function refuseMembers(
  body: Readonly<Record<string, unknown>>,
  idle: Readonly<Record<string, readonly unknown[]>>,
): void {
  for (const [name, values] of Object.entries(idle)) {
    const value = body[name];
    if (value === undefined || value === null || values.includes(value)) continue;
    throw untranslatable(name);
  }
}
