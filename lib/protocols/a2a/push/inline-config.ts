import { lookalike } from "@/lib/core/lookalike";
import { invalidParams } from "../errors";
import { fieldOf } from "../named-in";
import { asObject, isSend, type JsonObject, type Operation } from "../operation";

/** Every name that an agent of some generation or binding reads a push configuration under. */
const NAMES = [
  "taskPushNotificationConfig",
  "task_push_notification_config",
  "pushNotificationConfig",
  "push_notification_config",
  "pushNotification",
  "push_notification",
];

/**
 * The push configuration inside the parameters of a message, if there is one. Under whatever name it stands, it must be seen: it holds the address that the agent is not to learn.
 * @throws A2aError INVALID_PARAMS when there is more than one
 */
export function inlinePushConfig(operation: Pick<Operation, "method" | "params">): JsonObject | undefined {
  if (!isSend(operation.method)) return undefined;
  const configuration = asObject(fieldOf(operation.params, ["configuration"]));
  if (!configuration) return undefined;
  const other = lookalike(configuration, NAMES);
  if (other)
    throw invalidParams(`configuration.${other.member} could be taken for ${other.name}; send that.`);
  let found: JsonObject | undefined;
  for (const name of NAMES) {
    const value = configuration[name];
    if (value === undefined || value === null) continue;
    if (found) throw invalidParams("A message can carry one push configuration.");
    found = asObject(value);
    if (!found) throw invalidParams(`configuration.${name} must be an object.`);
  }
  return found;
}
