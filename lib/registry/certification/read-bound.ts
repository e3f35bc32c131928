import type { Db } from "@/db/client";
import { findAssetHead } from "@/db/queries/assets";
import { digestOf } from "@/lib/core/canonical-json";
import { ASSET_KINDS, type AssetKind, type SpecOf } from "../kinds";
import { parseNameReference } from "../parse-reference";
import { resolveVersion } from "../resolve-version";
import { referencesOf } from "../specs/references";
import type { BoundPart } from "./certification.schema";

/** Prompts within prompts beyond this are not followed: composing them refuses much fewer. */
const MAX_PROMPTS = 200;

type AssetRef = { kind: string; name: string };

/** What a certificate of an asset is bound to as things stand: itself first, then what it names, by kind and name. */
export async function readBound(db: Db, asset: AssetRef): Promise<BoundPart[]> {
  return boundOf(db, asset, await findAssetHead(db, asset));
}

/** The same for a version of it that need not be the live one; undefined for none. */
export async function boundOf(
  db: Db,
  { kind, name }: AssetRef,
  head: (Found & { spec: unknown }) | undefined,
): Promise<BoundPart[]> {
  const asset = { kind, name };
  const own = partOf({ ...asset, part: null, reference: name }, head);
  const read = head && ASSET_KINDS[kind as AssetKind]?.safeParse(head.spec);
  if (!read?.success) return [own];
  const named = await namedBy(db, asset, read.data);
  return [own, ...named.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))];
}

/** SHA-256 over what approvals of a certificate are given for: every part with its digest. */
export function boundDigestOf(bound: readonly BoundPart[]): string {
  return digestOf(
    bound.map(({ kind, name, part, reference, digest }) => ({ kind, name, part, reference, digest })),
  );
}

function namedBy(db: Db, { kind, name }: AssetRef, spec: unknown): Promise<BoundPart[]> {
  if (kind === "prompt") return promptsOf(db, includesOf(spec as SpecOf<"prompt">), new Set([name]));
  if (kind === "agent") return namedByAgent(db, spec as SpecOf<"agent">);
  return Promise.resolve([]);
}

async function namedByAgent(db: Db, { permitted = {}, prompts = [] }: SpecOf<"agent">): Promise<BoundPart[]> {
  const parts: BoundPart[] = [];
  for (const model of permitted.models ?? []) {
    const ref = { kind: "model", name: model };
    parts.push(partOf({ ...ref, part: null, reference: model }, await findAssetHead(db, ref)));
  }
  for (const tool of permitted.tools ?? []) parts.push(await toolPart(db, tool));
  return [...parts, ...(await promptsOf(db, prompts, new Set()))];
}

/** A tool is bound by its own definition: another tool of its server may change without it. */
async function toolPart(db: Db, reference: string): Promise<BoundPart> {
  const slash = reference.indexOf("/");
  const ref = { kind: "mcp-server", name: reference.slice(0, slash) };
  const part = reference.slice(slash + 1);
  const head = await findAssetHead(db, ref);
  const { tools = [] } = (head?.spec ?? {}) as Partial<SpecOf<"mcp-server">>;
  const pinned = part === "*" ? tools : tools.filter(({ name }) => name === part);
  const missing = head === undefined || (part !== "*" && pinned.length === 0);
  const digest = missing
    ? null
    : digestOf(Object.fromEntries(pinned.map((tool) => [tool.name, tool.digest])));
  return { ...partOf({ ...ref, part, reference }, head), digest };
}

async function promptsOf(db: Db, references: readonly string[], seen: Set<string>): Promise<BoundPart[]> {
  const parts: BoundPart[] = [];
  const open = [...references];
  while (open.length > 0 && seen.size < MAX_PROMPTS) {
    const reference = open.shift() ?? "";
    const named = parseNameReference(reference);
    if (!named || seen.has(reference)) continue;
    seen.add(reference);
    const found = await resolveVersion(db, { kind: "prompt", ...named });
    parts.push(partOf({ kind: "prompt", name: named.name, part: null, reference }, found));
    if (found) open.push(...includesOf(found.spec as SpecOf<"prompt">));
  }
  return parts;
}

function includesOf(spec: SpecOf<"prompt">): string[] {
  const includes = referencesOf("prompt", spec).map(({ path }) => Number(path.split(".")[1]));
  return includes.flatMap((at) => {
    const message = spec.messages[at];
    return message && "include" in message ? [message.include] : [];
  });
}

type Found = { version: number; digest: string; lifecycle: string; suspendedReason: string | null };

/** A part with the version that was found for it, if any was. */
export function partOf(
  named: Pick<BoundPart, "kind" | "name" | "part" | "reference">,
  found: Found | undefined,
): BoundPart {
  return {
    ...named,
    version: found?.version ?? null,
    digest: found?.digest ?? null,
    inUse:
      found !== undefined &&
      found.suspendedReason === null &&
      (found.lifecycle === "active" || found.lifecycle === "deprecated"),
  };
}

function keyOf({ kind, name, part, reference }: BoundPart): string {
  return [kind, name, part ?? "", reference].join("\n");
}
