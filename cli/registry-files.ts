import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { AssetFile, DomainFile } from "@/lib/registry/files/asset-file.schema";
import { assetPath, domainPath } from "@/lib/registry/files/asset-path";
import { readAssetText, readDomainText } from "@/lib/registry/files/read-file-text";
import type { SpecIssue } from "@/lib/registry/specs/issue";

const DOMAIN_FILE = "domain.yaml";

export interface FoundFiles {
  assets: { path: string; file: AssetFile }[];
  domains: { path: string; file: DomainFile }[];
  /** Files that hold something else than their place says, or nothing that can be read. */
  unreadable: { path: string; issues: readonly SpecIssue[] }[];
}

/** Reads every `.yaml` file below a folder; hidden files and folders are stepped over. Paths are told from the folder on, with slashes. */
export function readRegistryFiles(folder: string): FoundFiles {
  const found: FoundFiles = { assets: [], domains: [], unreadable: [] };
  for (const path of yamlBelow(folder)) {
    const text = readFileSync(join(folder, path), "utf8");
    if (path.endsWith(`/${DOMAIN_FILE}`) || path === DOMAIN_FILE) {
      const read = readDomainText(text);
      if ("issues" in read) found.unreadable.push({ path, issues: read.issues });
      else add(path, domainPath(read.file), () => found.domains.push({ path, file: read.file }));
    } else {
      const read = readAssetText(text);
      if ("issues" in read) found.unreadable.push({ path, issues: read.issues });
      else add(path, assetPath(read.file), () => found.assets.push({ path, file: read.file }));
    }
  }
  return found;

  /** A file under another name would be an asset's second file one day. */
  function add(path: string, wanted: string, take: () => void): void {
    if (path === wanted) take();
    else
      found.unreadable.push({ path, issues: [{ path: "", message: `What it holds belongs to ${wanted}.` }] });
  }
}

/** Writes a file unless it says the same already: one that somebody has laid out or commented otherwise stays as it is. @returns whether it was written */
export function writeRegistryFile(
  folder: string,
  path: string,
  text: string,
  isSame: (there: string) => boolean,
): boolean {
  const target = join(folder, path);
  const there = readIfThere(target);
  if (there !== undefined && (there === text || isSame(there))) return false;
  mkdirSync(dirname(target), { recursive: true });
  // Appears whole or not at all.
  writeFileSync(`${target}.new`, text);
  renameSync(`${target}.new`, target);
  return true;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function yamlBelow(folder: string): string[] {
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} is no folder.`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
}
