import type { ShownGraph } from "../shown-graph";

/** What has to do with a node or a connection: its neighbours and the lines to them, or its two ends. It itself is part of it. */
export function nearOf(at: string, { edges }: ShownGraph): ReadonlySet<string> {
  const touching = edges.filter(({ id, source, target }) => id === at || source === at || target === at);
  return new Set([
    ...(at ? [at] : []),
    ...touching.flatMap(({ id, source, target }) => [id, source, target]),
  ]);
}
