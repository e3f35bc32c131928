import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { parseJson } from "@/lib/core/parse-json";
import { A2aError, invalidParams } from "../errors";
import { asObject, type JsonObject } from "../operation";

/** The skill that a text without form is taken for. */
export const SEARCH_SKILL = "discover";

/** What a message asks the mesh. */
export interface Question {
  skill: string;
  input: JsonObject;
  /** Whether it came as words, which have to be found before they can be meant. */
  inWords: boolean;
}

const request = z.strictObject({
  skill: z.string().min(1),
  input: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Reads what a message asks. The skill stands in its data part beside the input, or in the message's metadata, and then the data part is the input. Clients that send nothing but text write the same JSON as text; a
 * text that is no JSON is searched for.
 * @param params of SendMessage, in the JSON of A2A 1.0
 * @throws MeshError `invalid_request`; A2aError CONTENT_TYPE_NOT_SUPPORTED for a file
 */
export function readQuestion(params: JsonObject): Question {
  const message = asObject(params.message) ?? {};
  const { data, text } = contentOf(message.parts);
  const named = asObject(message.metadata)?.skill ?? asObject(params.metadata)?.skill;
  if (named !== undefined && typeof named !== "string") throw unclear("metadata.skill", "It must be a text.");
  const content = data ?? jsonIn(text);
  if (content === undefined) {
    if (named === undefined || named === SEARCH_SKILL) return inWords(text);
    return { skill: named, input: {}, inWords: false };
  }
  if (named === undefined) return { ...parseInput(request, content), inWords: false };
  if ("input" in content) {
    throw unclear("input", "The metadata name the skill, so the data part is the input itself.");
  }
  return { skill: named, input: content, inWords: false };
}

function inWords(text: string): Question {
  if (text === "")
    throw unclear("parts", 'Send a data part {"skill": "...", "input": {...}}, or words to search for.');
  return { skill: SEARCH_SKILL, input: { q: text }, inWords: true };
}

/** The one data part, and all texts. */
function contentOf(value: unknown): { data: JsonObject | undefined; text: string } {
  if (!Array.isArray(value)) throw invalidParams("message.parts must be a list.");
  let data: JsonObject | undefined;
  const texts: string[] = [];
  for (const part of value.map(asObject)) {
    if (typeof part?.text === "string") texts.push(part.text);
    else if (part && "data" in part) {
      if (data) throw unclear("parts", "A message asks one thing: send one data part.");
      data = asObject(part.data);
      if (!data) throw unclear("parts", "The data must be an object.");
    } else throw noFiles();
  }
  return { data, text: texts.join("\n").trim() };
}

function jsonIn(text: string): JsonObject | undefined {
  return text.startsWith("{") ? asObject(parseJson(text)) : undefined;
}

function noFiles(): A2aError {
  return new A2aError(
    "CONTENT_TYPE_NOT_SUPPORTED",
    "unsupported_media_type",
    "The mesh reads data and text, no files.",
  );
}

function unclear(path: string, message: string): MeshError {
  return new MeshError("invalid_request", "The message cannot be read as a question to the mesh.", {
    issues: [{ path, message }],
  });
}
