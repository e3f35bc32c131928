import { describeChange } from "../diff/describe-change";
import { isSame, valueWords } from "../diff/value-words";
import type { AssetKind, SpecOf } from "../kinds";
import type { AppliedField } from "./apply-assets.schema";
import type { AssetFile } from "./asset-file.schema";

/** What is in force of an asset, as a file would have it. */
export type InForce = Omit<AssetFile, "suspended" | "otherVersions"> & {
  suspended: string | undefined;
  /** Labels with the digests that they point at. */
  labelled: Readonly<Record<string, string>>;
};

const PLAIN = ["title", "description", "dataClass", "tags", "skills", "field", "lifecycle"] as const;

/**
 * What a file would change, member by member. What it leaves out stays as it is and is not told.
 * @param wanted labels with the digests that the file points them at; undefined where it says nothing of labels
 */
export function fieldChanges(
  before: InForce | undefined,
  file: AssetFile,
  spec: SpecOf<AssetKind>,
  wanted: Readonly<Record<string, string>> | undefined,
): AppliedField[] {
  const plain = PLAIN.flatMap((name): AppliedField[] => {
    const given = file[name];
    return given === undefined ? [] : [fieldOf(name, before !== undefined, before?.[name], given)];
  });
  return [
    ...plain,
    ...(file.suspended === undefined ? [] : [suspendedField(before, file.suspended)]),
    ...(wanted === undefined ? [] : [labelField(before, wanted)]),
    specField(file.kind, before, spec),
  ];
}

function fieldOf(field: string, known: boolean, before: unknown, after: unknown): AppliedField {
  if (known && isSame(before, after)) return { field, outcome: "unchanged", words: [] };
  const was = known ? `, was ${valueWords(before)}` : "";
  return { field, outcome: known ? "updated" : "created", words: [`${valueWords(after)}${was}`] };
}

/** Only whether it is out of traffic counts: the words of an older reason are not worth a change. */
function suspendedField(before: InForce | undefined, reason: string): AppliedField {
  if (before?.suspended !== undefined) return { field: "suspended", outcome: "unchanged", words: [] };
  return {
    field: "suspended",
    outcome: before ? "updated" : "created",
    words: [`out of traffic: ${reason}`],
  };
}

function labelField(before: InForce | undefined, wanted: Readonly<Record<string, string>>): AppliedField {
  const had = before?.labelled ?? {};
  const moved = Object.keys(wanted).filter((label) => had[label] !== wanted[label]);
  const gone = Object.keys(had).filter((label) => !Object.hasOwn(wanted, label));
  const words = [
    ...moved.map((label) => `${label} points at ${wanted[label]?.slice(0, 12)}`),
    ...gone.map((label) => `${label} is taken away`),
  ];
  const outcome = words.length === 0 ? "unchanged" : before ? "updated" : "created";
  return { field: "labels", outcome, words };
}

function specField(kind: AssetKind, before: InForce | undefined, spec: SpecOf<AssetKind>): AppliedField {
  if (!before) return { field: "spec", outcome: "created", words: [] };
  const words = describeChange(kind, before.spec as SpecOf<AssetKind>, spec).map(({ text }) => text);
  return { field: "spec", outcome: words.length > 0 ? "updated" : "unchanged", words };
}
