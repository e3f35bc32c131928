import type { AssetKind } from "../kinds";
import type { UpstreamAuth } from "../kinds/upstream-auth";
import type { Reading } from "./reading";

interface Draft {
  /** What it would be called; made fit and unique where it is not. */
  name: string;
  title: string;
  description: string;
  tags?: string[];
  /** Terms of the vocabulary. */
  skills?: string[];
  field?: string;
}

/** An asset that a file speaks of: whole, or by an address that has to be looked at. */
export type ImportedAsset = Draft &
  (
    | { kind: AssetKind; spec: unknown }
    | { kind: "mcp-server"; register: { url: string; auth: UpstreamAuth } }
  );

/** Reads one format. Pure: nothing is fetched and nothing is stored. */
export interface Importer {
  /** Whether a document looks like this format. */
  fits(document: Record<string, unknown>): boolean;
  /** The assets in it. Every field is spoken of in the reading. */
  read(reading: Reading): ImportedAsset[];
}

/** How somebody gets a credential to where it is needed; the file's own copy goes nowhere. */
export function secretNote(secret: string): string {
  return `Credentials are not taken from files. Put it into the vault as ${secret} (Settings, Keys).`;
}
