"use client";

import { formatAgo, formatInstant } from "../format/format-time";
import { useInBrowser, useNow } from "./clock";

/** How long ago; the exact time in the reader's zone on hover. */
export function Ago({ at, className }: { at: string; className?: string | undefined }) {
  const now = useNow();
  const inBrowser = useInBrowser();
  return (
    <time dateTime={at} title={inBrowser ? formatInstant(at) : at} className={className}>
      {formatAgo(at, now)}
    </time>
  );
}

/** The exact time: UTC from the server, then in the reader's zone. */
export function Instant({ at, className }: { at: string; className?: string | undefined }) {
  const inBrowser = useInBrowser();
  return (
    <time dateTime={at} title={at} className={className}>
      {inBrowser ? formatInstant(at) : formatInstant(at, "UTC")}
    </time>
  );
}
