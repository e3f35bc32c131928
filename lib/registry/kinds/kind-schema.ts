import { z } from "zod";
import { ASSET_KINDS, type AssetKind } from ".";
import { KIND_TEXTS } from "./kind-texts";

/** The same in every mesh and for every release that takes the same specs; a change that refuses what was taken before makes it `v2`. */
export function schemaId(kind: AssetKind): string {
  return `urn:signalbox:schema:${kind}:v1`;
}

/** The JSON Schema (2020-12) of a kind's spec, as it is written. */
export function kindSchema(kind: AssetKind): Record<string, unknown> {
  const known = written.get(kind);
  if (known) return known;
  const { $schema, ...schema } = z.toJSONSchema(ASSET_KINDS[kind], { io: "input", target: "draft-2020-12" });
  const { title, text } = KIND_TEXTS[kind];
  const made = { $schema, $id: schemaId(kind), title, description: text, ...schema };
  written.set(kind, made);
  return made;
}

const written = new Map<AssetKind, Record<string, unknown>>();
