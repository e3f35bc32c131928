import { isRecord } from "@/lib/core/is-record";
import type { Finding } from "./finding";
import { scanInstructions } from "./hidden-instructions";
import { scanEncoded, scanInvisible, scanMarkup } from "./hidden-text";
import { type NamedAsset, scanNames } from "./names";
import { scanSecrets } from "./secrets";
import { textsIn } from "./texts-in";
import { type ScannedTool, type ServerTools, scanTools } from "./tools";

/** What is scanned: an asset as it would be. */
export interface ScannedAsset {
  kind: string;
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  spec: unknown;
}

/** What stands in the registry already, as far as names can be confused with it. */
export interface ScanSurroundings {
  assets: readonly NamedAsset[];
  servers: readonly ServerTools[];
}

/** Kinds whose texts a stranger wrote and a model reads beside its own instructions. A prompt's are its owner's orders to a model, and a policy's are code. */
const FOREIGN: readonly string[] = ["agent", "mcp-server", "model", "api", "stream"];

/**
 * Everything that scans find in an asset, severe findings first. Pure and linear in the size of the asset.
 */
export function scanAsset(asset: ScannedAsset, surroundings: ScanSurroundings): Finding[] {
  const { kind, name, title = "", description = "", spec } = asset;
  const texts = textsIn({ title, description, spec });
  const foreign = FOREIGN.includes(kind);
  const found = [
    ...scanInvisible(texts),
    ...scanSecrets(texts),
    ...(kind === "policy" ? [] : [...scanMarkup(texts), ...scanEncoded(texts)]),
    ...(foreign ? scanInstructions(texts) : []),
    ...scanNames({ kind, name, title }, surroundings.assets),
    ...(kind === "mcp-server" ? scanTools(name, toolsOf(spec), surroundings.servers) : []),
  ];
  return [...found.filter(isSevere), ...found.filter((one) => !isSevere(one))];
}

export function isSevere({ severity }: Finding): boolean {
  return severity === "severe";
}

function toolsOf(spec: unknown): ScannedTool[] {
  const tools = isRecord(spec) && Array.isArray(spec.tools) ? (spec.tools as unknown[]) : [];
  return tools.filter((tool): tool is ScannedTool => isRecord(tool) && typeof tool.name === "string");
}
