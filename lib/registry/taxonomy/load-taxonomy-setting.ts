import { readFile } from "node:fs/promises";
import type { Db } from "@/db/client";
import { MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { MESH_AUTHOR } from "@/lib/identity/author";
import type { Egress } from "@/lib/traffic/egress";
import { egressFetch } from "../egress-fetch";
import { storeTaxonomy } from "./import-taxonomy";
import { taxonomyFile } from "./taxonomy-file.schema";

const DEADLINE_MS = 10_000;

/** Reads the taxonomy that the settings name, a file or an address, into the store. A mesh starts without it: its own vocabulary and what was read before stay. */
export async function loadTaxonomySetting(db: Db, egress: Egress, place: string | undefined): Promise<void> {
  if (place === undefined) return;
  try {
    const file = taxonomyFile.parse(JSON.parse(await readText(egress, place)));
    await storeTaxonomy(db, "settings", file, MESH_AUTHOR);
  } catch (err) {
    log.error({ err, place }, "the taxonomy of SIGNALBOX_TAXONOMY cannot be read");
  }
}

async function readText(egress: Egress, place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readFile(place, "utf8");
  const response = await egressFetch(egress, AbortSignal.timeout(DEADLINE_MS))(place);
  if (!response.ok)
    throw new MeshError("upstream_error", `The address answered with HTTP status ${response.status}.`);
  return response.text();
}
