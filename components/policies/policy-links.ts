/** Where a policy is read and edited; with a policy's id, at its line. */
export function policyHref(name: string, id?: string): string {
  return `/policies/${encodeURIComponent(name)}${id === undefined ? "" : `#${encodeURIComponent(id)}`}`;
}
