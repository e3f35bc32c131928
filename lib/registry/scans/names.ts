import { excerptOf, type Finding } from "./finding";
import { isAscii, skeletonOf } from "./skeleton";

/** An asset by what people know it by. */
export interface NamedAsset {
  kind: string;
  name: string;
  title: string;
}

/** Names that people would take for another asset's. Assets that came later do not count: they are the ones to be asked. */
export function scanNames(asset: NamedAsset, others: readonly NamedAsset[]): Finding[] {
  const found: Finding[] = [];
  const { name, title } = asset;
  const mine = skeletonOf(separated(name));
  const shown = skeletonOf(title);
  for (const other of others) {
    if (other.kind === asset.kind && other.name === name) continue;
    const called = `${other.kind} ${other.name}`;
    if (other.kind === asset.kind && skeletonOf(separated(other.name)) === mine) {
      const message = `It is taken for ${called}: the names look the same.`;
      found.push({
        code: "confusable_name",
        severity: "severe",
        path: "/name",
        excerpt: excerptOf(name),
        message,
      });
    }
    if (title === "" || title === name) continue;
    if (title === other.title) {
      const message = `${called} has the same title.`;
      found.push({
        code: "same_name",
        severity: "notable",
        path: "/title",
        excerpt: excerptOf(title),
        message,
      });
    } else if (skeletonOf(other.title) === shown && !sameButCase(title, other.title)) {
      const message = `It is taken for ${called}: the titles look the same.`;
      found.push({
        code: "confusable_name",
        severity: "severe",
        path: "/title",
        excerpt: excerptOf(title),
        message,
      });
    }
  }
  return found;
}

/** Whether a name mixes letters of other alphabets in, so that it looks like one that is ASCII throughout. */
export function isDisguised(name: string): boolean {
  return !isAscii(name) && isAscii(skeletonOf(name));
}

function separated(name: string): string {
  return name.replace(/[._]/g, "-");
}

function sameButCase(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
