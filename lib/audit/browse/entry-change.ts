import { z } from "zod";
import type { entryChange } from "./audit-entry.schema";

type Change = z.infer<typeof entryChange>;
type ReadSpec = (version: { kind: string; name: string; version: number }) => Promise<unknown>;

const version = z.object({
  kind: z.string(),
  name: z.string(),
  version: z.number(),
  replaces: z.number().nullable(),
});
const roleChange = z.object({ from: z.string(), role: z.string(), domains: z.array(z.string()) });
const withBefore = z.looseObject({ before: z.record(z.string(), z.unknown()) });

/**
 * What an entry changed: the state before and after, as far as the entry or the versions that it names tell. Null for an entry that changed no state or does not say which.
 * @param readSpec reads the specification of an asset's version
 */
export async function changeOf(
  entry: { type: string; payload: unknown },
  readSpec: ReadSpec,
): Promise<Change | null> {
  switch (entry.type) {
    case "io.signalbox.asset.registered":
    case "io.signalbox.asset.version.published":
      return specChange(entry.payload, readSpec);
    case "io.signalbox.user.role_changed": {
      const told = roleChange.safeParse(entry.payload).data;
      if (!told) return null;
      return { before: { role: told.from }, after: { role: told.role, domains: told.domains } };
    }
    default:
      return statedChange(entry.payload);
  }
}

async function specChange(payload: unknown, readSpec: ReadSpec): Promise<Change | null> {
  const told = version.safeParse(payload).data;
  if (!told) return null;
  const { kind, name, replaces } = told;
  const [before, after] = await Promise.all([
    replaces === null ? undefined : readSpec({ kind, name, version: replaces }),
    readSpec({ kind, name, version: told.version }),
  ]);
  return after === undefined ? null : { before: before ?? {}, after };
}

/** Details that carry their `before` name the members that may have changed; one that is left out of them stayed as it was. */
function statedChange(payload: unknown): Change | null {
  const told = withBefore.safeParse(payload).data;
  if (!told) return null;
  const { before } = told;
  const after = Object.fromEntries(Object.keys(before).map((name) => [name, told[name] ?? before[name]]));
  return { before, after };
}
