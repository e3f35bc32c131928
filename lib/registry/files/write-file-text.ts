import { stringify } from "yaml";
import { ASSET_KINDS } from "../kinds";
import { type AssetFile, assetFile, type DomainFile, domainFile } from "./asset-file.schema";
import { orderMembers } from "./order-members";

/** An asset as the text of its file. The same asset always gives the same bytes, so that Git sees what changed and nothing else. */
export function writeAssetText(file: AssetFile): string {
  const schema = ASSET_KINDS[file.kind];
  return yamlOf({
    ...(orderMembers(file, assetFile) as AssetFile),
    spec: orderMembers(file.spec, schema),
    ...(file.otherVersions
      ? {
          otherVersions: file.otherVersions.map(({ labels, spec }) => ({
            labels,
            spec: orderMembers(spec, schema),
          })),
        }
      : {}),
  });
}

export function writeDomainText(file: DomainFile): string {
  return yamlOf(orderMembers(file, domainFile));
}

/** YAML 1.2 without folded lines, anchors or tags; words that an older reader takes for something else (`yes`, `on`, `1_000`) are quoted. */
function yamlOf(value: unknown): string {
  return stringify(value, {
    version: "1.2",
    schema: "core",
    compat: "yaml-1.1",
    lineWidth: 0,
    aliasDuplicateObjects: false,
    blockQuote: "literal",
  });
}
