import Link from "next/link";
import { IconCircleCheck } from "@/components/icons";
import classes from "./mutation.module.css";

/** Says that a change was made, and leads to its entry in the audit log. */
export function ReceiptLine({ entryId }: { entryId: string }) {
  return (
    <p className={classes.receipt} role="status">
      <IconCircleCheck size={16} aria-hidden />
      <span>
        Done and on record. <Link href={entryHref(entryId)}>See the audit entry</Link>
      </span>
    </p>
  );
}

function entryHref(entryId: string): string {
  return `/audit/${entryId}`;
}
