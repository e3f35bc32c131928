import type { BoundPart } from "./certification.schema";
import { nameOf } from "./certify";

/** What differs between what a certificate is bound to and what stands there now, a sentence each. Empty exactly when nothing does. */
export function compareBound(before: readonly BoundPart[], now: readonly BoundPart[]): string[] {
  const known = new Map(before.map((part) => [keyOf(part), part]));
  const present = new Map(now.map((part) => [keyOf(part), part]));
  return [
    ...before
      .filter((part) => !present.has(keyOf(part)))
      .map((part) => `It no longer names ${nameOf(part)}.`),
    ...now.flatMap((part) => {
      const was = known.get(keyOf(part));
      return was === undefined ? [`It names ${nameOf(part)} now.`] : differences(was, part);
    }),
  ];
}

function differences(was: BoundPart, is: BoundPart): string[] {
  const subject = capital(nameOf(is));
  const said: string[] = [];
  if (was.digest !== is.digest) {
    if (is.digest === null) said.push(`${subject} is gone.`);
    else if (was.digest === null) said.push(`${subject} is there now.`);
    else said.push(`${subject} has changed${versions(was, is)}.`);
  }
  if (was.inUse && !is.inUse && is.digest !== null) said.push(`${subject} is no longer in use.`);
  if (!was.inUse && is.inUse) said.push(`${subject} is in use again.`);
  return said;
}

function versions(was: BoundPart, is: BoundPart): string {
  return was.version !== null && is.version !== null && was.version !== is.version
    ? ` from version ${was.version} to ${is.version}`
    : "";
}

/** Names hold no line ends. */
function keyOf({ kind, name, part, reference }: BoundPart): string {
  return [kind, name, part ?? "", reference].join("\n");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
