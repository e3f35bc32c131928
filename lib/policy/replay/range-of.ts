import { MeshError } from "@/lib/core/errors";
import { idFloor } from "@/lib/core/ids";

/**
 * The time of a replay as a range over ids of calls.
 * @param range instants in ISO 8601
 * @throws MeshError `invalid_request` when it ends before it begins
 */
export function rangeOf({ from, to }: { from?: string | undefined; to?: string | undefined }): {
  from: string | undefined;
  to: string | undefined;
} {
  if (from && to && Date.parse(from) >= Date.parse(to))
    throw new MeshError("invalid_request", "The range of a replay must begin before it ends.");
  return {
    from: from === undefined ? undefined : idFloor(Date.parse(from)),
    to: to === undefined ? undefined : idFloor(Date.parse(to)),
  };
}
