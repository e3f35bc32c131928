import { newId } from "@/lib/core/ids";
import { asObject, type JsonObject } from "../operation";
import { sentenceFor } from "./sentence-for";

/** What a skill came to. */
export interface Outcome {
  skill: string;
  output: unknown;
  /** The conversation that the caller named. */
  contextId: string | undefined;
  /** Of the question: what the caller can read stands in its configuration. */
  params: JsonObject;
}

/** The answer in the JSON of A2A 1.0: a sentence, and the output as data. A caller that reads text alone gets both as text. */
export function answerMessage({ skill, output, contextId, params }: Outcome): JsonObject {
  const sentence = sentenceFor(skill, output);
  const json = JSON.stringify(output ?? null);
  const parts = readsJson(params)
    ? [{ text: sentence }, { data: JSON.parse(json), mediaType: "application/json" }]
    : [{ text: `${sentence}\n\n${json}` }];
  return {
    messageId: newId(),
    ...(contextId === undefined ? {} : { contextId }),
    role: "ROLE_AGENT",
    parts,
    metadata: { skill },
  };
}

/** Whoever says nothing takes what the card promises. */
function readsJson(params: JsonObject): boolean {
  const accepted = asObject(params.configuration)?.acceptedOutputModes;
  if (!Array.isArray(accepted) || accepted.length === 0) return true;
  return accepted.some((mode) => ["application/json", "application/*", "*/*"].includes(mode));
}
