/** `kind:id` in its parts. */
export function partyOf(ref: string): { kind: string; id: string } {
  const at = ref.indexOf(":");
  return at < 0 ? { kind: "", id: ref } : { kind: ref.slice(0, at), id: ref.slice(at + 1) };
}
