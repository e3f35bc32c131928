import { MeshError } from "@/lib/core/errors";
import type { ArgumentConstraint, ToolGrant } from "@/lib/identity/principal";
import { constraintImplies } from "./argument-constraint";
import { grantDigest } from "./grant-digest";

/**
 * The grants that a token exchange may give: what was requested, if it is provably no wider than the parent's. Without a request the parent's stand unchanged. A parent
 * without grants (undefined) is bound by policy alone, so any request narrows it.
 * @throws MeshError `grant_exceeded` naming the first requested grant that no grant of the parent covers
 */
export function narrowGrants(
  parent: readonly ToolGrant[] | undefined,
  requested: readonly ToolGrant[] | undefined,
): readonly ToolGrant[] | undefined {
  if (requested === undefined) return parent;
  if (parent === undefined) return requested;
  for (const grant of requested) {
    // One single grant of the parent must cover it: two that cover it only together would need a proof by cases.
    if (!parent.some((wider) => grantCovers(wider, grant))) {
      throw new MeshError(
        "grant_exceeded",
        `The grant for ${grant.server}/${grant.tool} is wider than what the caller's own task grants.`,
        {
          remedy: {
            message:
              "Ask for the same tool with the same or tighter arguments (a grant with a number of uses only as it stands), or ask for nothing to keep the caller's grants.",
          },
        },
      );
    }
  }
  return requested;
}

const ABSENT: ArgumentConstraint = { absent: true };

/**
 * Whether every call that `narrow` allows is allowed by `wide` too. A grant with a number of uses covers only itself: two that were narrowed from it would be counted apart.
 */
export function grantCovers(wide: ToolGrant, narrow: ToolGrant): boolean {
  if (wide.uses !== undefined) return grantDigest(wide) === grantDigest(narrow);
  if (wide.server !== narrow.server || wide.tool !== narrow.tool) return false;
  if (wide.exact && !narrow.exact) return false;
  const asked: Readonly<Record<string, ArgumentConstraint>> = wide.arguments ?? {};
  const own: Readonly<Record<string, ArgumentConstraint>> = narrow.arguments ?? {};
  // An exact grant asks that every other argument is left out.
  const beyond = wide.exact ? Object.keys(own).filter((name) => !Object.hasOwn(asked, name)) : [];
  if (beyond.some((name) => !constraintImplies(own[name] ?? {}, ABSENT))) return false;
  return Object.entries(asked).every(([name, constraint]) => {
    const tighter = Object.hasOwn(own, name) ? own[name] : narrow.exact && ABSENT;
    return tighter !== undefined && constraintImplies(tighter, constraint);
  });
}
