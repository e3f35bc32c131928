import { parse } from "yaml";
import { MeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import { suggestName } from "../preview/lines";
import { a2aCard } from "./a2a-card";
import { agentgateway } from "./agentgateway";
import { contextforge } from "./contextforge";
import { IMPORT_FORMATS, type ImportFormat, type ReportLine } from "./import-report.schema";
import type { ImportedAsset, Importer } from "./importer";
import { litellm } from "./litellm";
import { mcpServers } from "./mcp-servers";
import { oasf } from "./oasf";
import { openapi } from "./openapi";
import { objectIn, Reading } from "./reading";
import { serverJson } from "./server-json";
import { solaceAgentMesh } from "./solace-agent-mesh";

const IMPORTERS: Record<ImportFormat, Importer> = {
  "a2a-card": a2aCard,
  "server-json": serverJson,
  "mcp-servers": mcpServers,
  openapi,
  litellm,
  agentgateway,
  contextforge,
  oasf,
  "solace-agent-mesh": solaceAgentMesh,
};

/** Each of them is a change of its own, and may be an address to be looked at. */
const MOST_ASSETS = 500;

export interface ReadImport {
  format: ImportFormat;
  assets: ImportedAsset[];
  report: ReportLine[];
}

/**
 * Reads a file of another product: the assets in it and what becomes of each field. Pure.
 * @throws MeshError `invalid_request` for what is neither JSON nor YAML, or none of the formats
 */
export function readImport(text: string, asked?: ImportFormat): ReadImport {
  const document = documentOf(text);
  const format = asked ?? IMPORT_FORMATS.find((one) => IMPORTERS[one].fits(objectIn(document)));
  if (format === undefined)
    throw new MeshError(
      "invalid_request",
      `The file is none of the formats that can be imported: ${IMPORT_FORMATS.join(", ")}.`,
    );
  const reading = new Reading(document);
  const found = IMPORTERS[format].read(reading);
  const report = reading.lines();
  if (found.length > MOST_ASSETS)
    throw new MeshError(
      "invalid_request",
      `The file holds ${found.length} assets; at most ${MOST_ASSETS} are imported at once. Split it.`,
    );
  return { format, assets: named(found), report };
}

function documentOf(text: string): unknown {
  try {
    if (/^\s*[{[]/.test(text)) return parseJson(text);
    return parse(text, { maxAliasCount: 100, merge: true, schema: "core" });
  } catch (cause) {
    throw new MeshError("invalid_request", "The file is neither JSON nor YAML that the mesh takes.", {
      cause,
    });
  }
}

/** Names that assets may have, each once a kind. */
function named(assets: readonly ImportedAsset[]): ImportedAsset[] {
  const taken = new Set<string>();
  return assets.map((asset, nth) => {
    const base = suggestName(asset.name) || `imported-${nth + 1}`;
    let name = base;
    for (let count = 2; taken.has(`${asset.kind}/${name}`); count++) name = `${base}-${count}`;
    taken.add(`${asset.kind}/${name}`);
    return { ...asset, name };
  });
}
