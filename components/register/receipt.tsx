import Link from "next/link";
import { IconCircleCheck } from "@/components/icons";
import type { ChangedAssetAnswer } from "@/lib/registry/asset-door";
import { assetHref } from "../calls/call-links";
import catalogClasses from "../catalog/catalog.module.css";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { VisibleText } from "../viewers/visible-text";
import classes from "./register.module.css";
import type { RegisterDraft } from "./register-search";

/** What was registered, under which version and entry, and where to go from here. After a reload only the way to the asset is left. */
export function Receipt({
  draft,
  written,
}: {
  draft: RegisterDraft;
  written: ChangedAssetAnswer | undefined;
}) {
  const href = assetHref(draft.kind, draft.name);
  return (
    <section className={classes.form} aria-label="Receipt">
      {written ? (
        <>
          <p className={catalogClasses.certified} role="status">
            <IconCircleCheck size={16} aria-hidden />
            {outcomeOf(written)}
          </p>
          <Facts
            items={[
              [
                "Change",
                written.change ? (
                  <Link key="change" href={`/changes/${written.change.number}`}>
                    {written.change.number}
                  </Link>
                ) : null,
              ],
              ["Digest", written.digest ? <CopyId key="digest" id={written.digest} what="digest" /> : null],
              [
                "Audit entry",
                written.entryId ? <CopyId key="entry" id={written.entryId} what="entry id" /> : null,
              ],
            ]}
          />
          {written.problems.length > 0 ? (
            <ul className={classes.problems} aria-label="To look at">
              {written.problems.map((problem) => (
                <li key={problem}>
                  <VisibleText text={problem} />
                </li>
              ))}
            </ul>
          ) : null}
          <p className={classes.note}>
            Nobody may call it until a policy permits it; what applies to it is under Policies.
          </p>
        </>
      ) : null}
      <ul className={classes.links}>
        <li>
          <Link href={href}>Open the asset</Link>
        </li>
        <li>
          <Link href={`${href}?tab=policies`}>Policies that apply to it</Link>
        </li>
        <li>
          <Link href={`/try?kind=${encodeURIComponent(draft.kind)}&name=${encodeURIComponent(draft.name)}`}>
            Try it
          </Link>
        </li>
        <li>
          <Link href={`${href}?tab=audit`}>See it on record</Link>
        </li>
        <li>
          <Link href="/catalog/register">Register another</Link>
        </li>
      </ul>
    </section>
  );
}

function outcomeOf({ name, version, changed, change }: ChangedAssetAnswer): string {
  if (changed) return `${name} is registered as version ${version}.`;
  if (change?.already) return `Change ${change.number} asks for the same already and is under way.`;
  if (change) return `Somebody else has to approve change ${change.number} before ${name} changes.`;
  return `${name} is as it was: version ${version} is already in traffic.`;
}
