import { MeshError } from "@/lib/core/errors";
import { isRecord } from "@/lib/core/is-record";
import { ASSET_KINDS, type AssetKind, type SpecOf } from "../kinds";
import type { SpecIssue } from "./issue";
import { pinApi } from "./pin-api";
import { pinStream } from "./pin-stream";

const MAX_ISSUES = 50;

/**
 * Reads a spec that somebody wrote: adds what can be worked out (the pinned operations of an API, the channels of a stream) and checks its form. What it says of other assets and the inside of documents is `checkSpec`'s business.
 * @throws MeshError `invalid_request` with an issue for each place, also for members that the kind does not have: nothing is dropped silently
 */
export function readSpec<K extends AssetKind>(kind: K, given: unknown): SpecOf<K> {
  const completed = complete(kind, given);
  const parsed = ASSET_KINDS[kind].safeParse(completed);
  if (!parsed.success) {
    refuse(
      kind,
      parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
    );
  }
  const dropped = membersDropped(completed, parsed.data, "");
  if (dropped.length > 0) refuse(kind, dropped);
  return parsed.data as SpecOf<K>;
}

/** @throws MeshError `invalid_request` with the issues, at most 50 of them */
export function refuse(kind: AssetKind, issues: readonly SpecIssue[]): never {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  const where = first?.path ? `${first.path}: ` : "";
  throw new MeshError("invalid_request", `This is no ${kind} yet: ${where}${first?.message}${more}`, {
    issues: issues.slice(0, MAX_ISSUES),
  });
}

function complete(kind: AssetKind, given: unknown): unknown {
  if (kind === "api") return pinApi(given);
  if (kind === "stream") return pinStream(given);
  return given;
}

/** Members that the schema did not know and left out. */
function membersDropped(given: unknown, kept: unknown, path: string): SpecIssue[] {
  if (Array.isArray(given) && Array.isArray(kept)) {
    return given.flatMap((item, at) => membersDropped(item, kept[at], join(path, String(at))));
  }
  if (!isRecord(given) || !isRecord(kept)) return [];
  return Object.entries(given).flatMap(([name, value]) => {
    const at = join(path, name);
    if (value === undefined) return [];
    if (!Object.hasOwn(kept, name)) return [{ path: at, message: "There is no such member." }];
    return membersDropped(value, kept[name], at);
  });
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
