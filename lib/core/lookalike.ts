/**
 * A member that some readers take for one of `names` although it is spelt otherwise: Go and .NET match names whatever their case (`Arguments` for `arguments`, and by Unicode's folding `paramſ` for `params`). What
 * the mesh rules must be what the callee acts on, so such a member is refused wherever a name decides something.
 * @returns the member and the name that it looks like
 */
export function lookalike(
  object: Readonly<Record<string, unknown>>,
  names: readonly string[],
): { member: string; name: string } | undefined {
  for (const member of Object.keys(object)) {
    if (names.includes(member)) continue;
    // Folding keeps the length for every letter that a name has.
    const name = names.find((one) => one.length === member.length && fold(one) === fold(member));
    if (name !== undefined) return { member, name };
  }
  return undefined;
}

/** Up and down again takes every character to one form of all its cases. */
function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}
