import { MeshError } from "@/lib/core/errors";
import type { StreamReader } from "./dialect";
import type { EventPass } from "./pass-stream";
import { objectOf } from "./provider-values";
import { sseData } from "./sse-splitter";
import type { StreamTranslation } from "./translate/translation";

/** Events as they came, but for those that only the mesh asked for. */
export function unchanged(reader: StreamReader): EventPass {
  return { take: (event) => (reader.read(event) ? event : undefined), end: () => "" };
}

/** Events in the caller's format; counted in the upstream's. */
export function translated(reader: StreamReader, translation: StreamTranslation): EventPass {
  return {
    take(event) {
      reader.read(event);
      const data = sseData(event);
      if (data === undefined || data === "[DONE]") return undefined;
      return translation.take(parsed(data)) || undefined;
    },
    end: () => translation.end(),
  };
}

function parsed(data: string): Record<string, unknown> {
  try {
    const value = objectOf(JSON.parse(data));
    if (value) return value;
  } catch (cause) {
    throw new MeshError("upstream_invalid", "The model endpoint sent an event that is not JSON.", { cause });
  }
  throw new MeshError("upstream_invalid", "The model endpoint sent an event that is no JSON object.");
}
