/** The catalog page of an asset. */
export function assetHref(kind: string, name: string): string {
  return `/catalog/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`;
}

/** Where a caller is described: an agent in the catalog, others by their calls. */
export function callerHref(kind: string, id: string): string {
  return kind === "agent" ? assetHref("agent", id) : `/calls?caller=${encodeURIComponent(id)}`;
}
