/** One version of an asset as somebody names it. */
export type VersionPointer =
  | { by: "live" }
  | { by: "latest" }
  | { by: "label"; label: string }
  | { by: "version"; version: number }
  /** At least 8 hex digits from the start of the digest. */
  | { by: "digest"; prefix: string };

export interface NameReference {
  name: string;
  at: VersionPointer;
}

export interface AssetReference extends NameReference {
  kind: string;
}

const POINTERS: readonly [RegExp, (match: string) => VersionPointer][] = [
  [/^live$/, () => ({ by: "live" })],
  [/^latest$/, () => ({ by: "latest" })],
  [/^[a-z][a-z0-9-]{0,49}$/, (label) => ({ by: "label", label })],
  [/^[1-9][0-9]{0,8}$/, (version) => ({ by: "version", version: Number(version) })],
  [/^sha256:[0-9a-f]{8,64}$/, (digest) => ({ by: "digest", prefix: digest.slice("sha256:".length) })],
];

/**
 * Reads `name`, `name@label`, `name@3` and `name@sha256:<at least 8 digits>`. A bare name is the version in traffic, as `@live` is; `@latest` is the newest one.
 * @returns undefined for anything else
 */
export function parseNameReference(text: string): NameReference | undefined {
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/.test(name)) return undefined;
  if (at < 0) return { name, at: { by: "live" } };
  const given = text.slice(at + 1);
  for (const [pattern, read] of POINTERS) if (pattern.test(given)) return { name, at: read(given) };
  return undefined;
}

/** The same behind a kind: `prompt/summary@production`. */
export function parseAssetReference(text: string): AssetReference | undefined {
  const slash = text.indexOf("/");
  const kind = text.slice(0, Math.max(slash, 0));
  const named = parseNameReference(text.slice(slash + 1));
  return /^[a-z][a-z-]{1,49}$/.test(kind) && named ? { kind, ...named } : undefined;
}

/** A reference as it is written, without a kind: what `parseNameReference` reads. */
export function referenceText({ name, at }: NameReference): string {
  switch (at.by) {
    case "live":
      return name;
    case "latest":
      return `${name}@latest`;
    case "label":
      return `${name}@${at.label}`;
    case "version":
      return `${name}@${at.version}`;
    case "digest":
      return `${name}@sha256:${at.prefix}`;
    default:
      return at satisfies never;
  }
}

/** What a pointer can point at. */
export interface Pointable {
  version: number;
  digest: string;
}

/**
 * Finds the version that a pointer means.
 * @param versions all of the asset's, in any order
 * @returns the version; `ambiguous` for a digest that begins like those of several; undefined when there is none
 */
export function resolvePointer<V extends Pointable>(
  at: VersionPointer,
  versions: readonly V[],
  known: { live: number; labels: Readonly<Record<string, number>> },
): V | "ambiguous" | undefined {
  const numbered = (wanted: number | undefined) => versions.find(({ version }) => version === wanted);
  switch (at.by) {
    case "live":
      return numbered(known.live);
    case "latest":
      return numbered(Math.max(...versions.map(({ version }) => version)));
    case "label":
      return Object.hasOwn(known.labels, at.label) ? numbered(known.labels[at.label]) : undefined;
    case "version":
      return numbered(at.version);
    case "digest": {
      const found = versions.filter(({ digest }) => digest.startsWith(at.prefix));
      return found.length > 1 ? "ambiguous" : found[0];
    }
    default:
      return at satisfies never;
  }
}
