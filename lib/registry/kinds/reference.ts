import { z } from "zod";

/** Words that always mean something and can be set by nobody: the version in traffic, and the newest one. */
export const RESERVED_LABELS = ["live", "latest"] as const;

/** A name that points at one version of an asset: `production`, `staging`, or one of the owner's own. */
export const labelName = z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, "Lower-case letters, digits and dashes.");

/** `name`, `name@label`, `name@3` or `name@sha256:<at least 8 digits of the digest>`; the kind is known from where it stands. */
export const nameReference = z
  .string()
  .max(200)
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,99}(?:@(?:[a-z][a-z0-9-]{0,49}|[1-9][0-9]{0,8}|sha256:[0-9a-f]{8,64}))?$/,
    "A name, or name@label, name@version or name@sha256:digest.",
  );

/** The same for any kind: `prompt/summary@production`. */
export const assetReference = z
  .string()
  .max(250)
  .regex(
    /^[a-z][a-z-]{1,49}\/[a-z0-9][a-z0-9._-]{0,99}(?:@(?:[a-z][a-z0-9-]{0,49}|[1-9][0-9]{0,8}|sha256:[0-9a-f]{8,64}))?$/,
    "kind/name, or kind/name@label, @version or @sha256:digest.",
  );
