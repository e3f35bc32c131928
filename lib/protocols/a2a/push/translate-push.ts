import { StreamResponse } from "@a2a-js/sdk";
import { legacyPushNotificationToV1StreamResponse } from "@a2a-js/sdk/compat/v0_3";
import { V03PushNotificationSerializer } from "@a2a-js/sdk/compat/v0_3/server";
import { MeshError } from "@/lib/core/errors";
import type { JsonObject } from "../operation";

export interface PushBody {
  contentType: string;
  body: string;
}

/**
 * A notification in the generation that the receiver expects: the bytes as they came where it is the sender's. 0.3 marks its events with `kind`, 1.0 wraps them.
 * @throws MeshError `invalid_request` for what is no notification of its generation
 */
export function translatePush(event: JsonObject, body: string, generation: string): PushBody {
  const from = typeof event.kind === "string" ? "0.3" : "1.0";
  if (from === generation) {
    return { contentType: from === "1.0" ? "application/a2a+json" : "application/json", body };
  }
  try {
    if (from === "1.0") return new V03PushNotificationSerializer().serialize(StreamResponse.fromJSON(event));
    const translated = legacyPushNotificationToV1StreamResponse(event);
    return {
      contentType: "application/a2a+json",
      body: JSON.stringify(StreamResponse.toJSON(translated)),
    };
  } catch (cause) {
    throw new MeshError("invalid_request", `The notification is not one of A2A ${from}.`, { cause });
  }
}
