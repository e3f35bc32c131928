import { canonicalJson } from "@/lib/core/canonical-json";
import type { CheckpointSigner } from "../notes/keys";
import { openNote, signNote } from "../notes/signed-note";
import { type ExportManifest, exportManifest } from "./bundle.schema";

/** Stands where a checkpoint has the name of its log, so that neither can ever be taken for the other. */
const FIRST_LINE = "signalbox audit export v1";

/** The log's signature over what an export holds (C2SP signed-note): a line that says what it is, and a line of canonical JSON. */
export function signManifest(manifest: ExportManifest, signer: CheckpointSigner): string {
  return signNote(`${FIRST_LINE}\n${canonicalJson(manifest)}\n`, signer);
}

/** What the log signed; undefined when none of the keys did, or it is no manifest. */
export function openManifest(note: string, vkeys: readonly string[]): ExportManifest | undefined {
  const [first, json = ""] = (openNote(note, vkeys) ?? "").split("\n");
  if (first !== FIRST_LINE) return undefined;
  try {
    return exportManifest.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
