import type { AssetPolicy } from "@/lib/policy/list-asset-policies.schema";
import type { ListAssetLinksOutput } from "@/lib/registry/list-asset-links.schema";
import { assetHref, callerHref } from "../../calls/call-links";
import { Panel } from "../../data/panel";
import { formatCounted } from "../../format/format-count";
import classes from "../catalog.module.css";
import { PartyTable } from "./party-table";

/** What uses an asset and what it uses: as policies name it, and as calls have shown. */
export function LinksTab(props: {
  kind: string;
  links: ListAssetLinksOutput;
  policies: readonly AssetPolicy[];
}) {
  const { kind, links, policies } = props;
  const permits = policies.filter(({ effect }) => effect === "permit");
  const declared = (part: "called" | "caller") =>
    permits.filter((policy) => policy.parts.some((one) => one.part === part));
  return (
    <>
      <Panel title="Used by" aside={formatCounted(links.usedBy.length, "caller")}>
        {links.usedBy.length > 0 ? (
          <PartyTable
            label="Used by"
            parties={links.usedBy}
            href={(party) => callerHref(party.kind, party.name)}
          />
        ) : (
          <p className={classes.dim}>Nobody has called it in the last 30 days.</p>
        )}
        <Declared policies={declared("called")} words="permits calls to it" />
      </Panel>
      {kind === "agent" ? (
        <Panel title="Uses" aside={formatCounted(links.uses.length, "callee")}>
          {links.uses.length > 0 ? (
            <PartyTable
              label="Uses"
              parties={links.uses}
              href={(party) => assetHref(party.kind, party.name)}
            />
          ) : (
            <p className={classes.dim}>It has called nothing in the last 30 days.</p>
          )}
          <Declared policies={declared("caller")} words="permits it to call" />
        </Panel>
      ) : null}
    </>
  );
}

/** What is allowed to happen, besides what has happened. */
function Declared({ policies, words }: { policies: readonly AssetPolicy[]; words: string }) {
  if (policies.length === 0) return null;
  return (
    <p className={classes.declared}>
      Declared: {policies.map((policy) => policy.title ?? policy.id).join(", ")}{" "}
      {policies.length === 1 ? words : words.replace("permits", "permit")}.
    </p>
  );
}
