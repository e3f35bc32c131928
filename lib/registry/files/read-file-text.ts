import { parseDocument } from "yaml";
import type { z } from "zod";
import { canonicalJson } from "@/lib/core/canonical-json";
import { isMeshError } from "@/lib/core/errors";
import { parseJson } from "@/lib/core/parse-json";
import type { SpecIssue } from "../specs/issue";
import { type AssetFile, assetFile, type DomainFile, domainFile } from "./asset-file.schema";

/** What a file holds, or what is wrong with it. */
export type ReadFile<T> = { file: T } | { issues: SpecIssue[] };

/** A file beyond it is no asset of this mesh; parsing it would take memory many times its size. */
const MAX_CHARS = 8_000_000;

export function readAssetText(text: string): ReadFile<AssetFile> {
  return readText(text, assetFile);
}

export function readDomainText(text: string): ReadFile<DomainFile> {
  return readText(text, domainFile);
}

/** Reads YAML as data and nothing else: no tags, no member twice, no anchors that unfold to more than was written, nothing that JSON cannot say. */
function readText<T>(text: string, schema: z.ZodType<T>): ReadFile<T> {
  if (text.length > MAX_CHARS) return whole(`It is longer than ${MAX_CHARS} characters.`);
  const document = parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: true, merge: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) return whole(problem.message.split("\n")[0] ?? "It is no YAML.");
  let value: unknown;
  try {
    value = parseJson(canonicalJson(document.toJS({ maxAliasCount: 0 })));
  } catch (err) {
    if (isMeshError(err)) return whole(err.message);
    return whole(
      err instanceof ReferenceError ? "It has anchors, which are not taken here." : "It is no YAML.",
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { file: parsed.data };
  return { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })) };
}

function whole(message: string): { issues: SpecIssue[] } {
  return { issues: [{ path: "", message }] };
}
