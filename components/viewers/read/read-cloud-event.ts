import { at, textAt } from "../json-access";
import type { JsonNode } from "../parse-json-source";
import { factsOf, type Part, type Reading } from "./reading";

/** A CloudEvent in structured mode (CloudEvents 1.0, JSON format). */
export function readCloudEvent(root: JsonNode): Reading | undefined {
  if (textAt(root, "specversion") === undefined || textAt(root, "type") === undefined) return undefined;
  const data = at(root, "data");
  const parts: Part[] = data
    ? [data.kind === "string" ? { kind: "text", text: data.value } : { kind: "data", text: data.source }]
    : [];
  return {
    title: `Event ${textAt(root, "type")}`,
    facts: factsOf([
      ["Source", textAt(root, "source")],
      ["Subject", textAt(root, "subject")],
      ["Id", textAt(root, "id")],
      ["Time", textAt(root, "time")],
    ]),
    turns: parts.length > 0 ? [{ who: "data", parts }] : [],
  };
}
