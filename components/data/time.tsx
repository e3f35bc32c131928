"use client";

import { formatAgo, formatInstant, formatUntil } from "../format/format-time";
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

/** How long until then; the exact time in the reader's zone on hover. */
export function Until({ at }: { at: string }) {
  const now = useNow();
  const inBrowser = useInBrowser();
  return (
    <time dateTime={at} title={inBrowser ? formatInstant(at) : at}>
      {formatUntil(at, now)}
    </time>
  );
}

/** How long something has been so: `for 3m`, or since which day. The exact time in the reader's zone on hover. */
export function Since({ at }: { at: string }) {
  const now = useNow();
  const inBrowser = useInBrowser();
  const ago = formatAgo(at, now);
  const text = ago.endsWith(" ago") ? `for ${ago.slice(0, -" ago".length)}` : `since ${ago}`;
  return (
    <time dateTime={at} title={inBrowser ? formatInstant(at) : at}>
      {text}
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
