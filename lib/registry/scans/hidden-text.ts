import { hiddenCharacters } from "@/lib/core/hidden-characters";
import { excerptOf, type Finding } from "./finding";
import { isAscii } from "./skeleton";
import type { PlacedText } from "./texts-in";

/** Pictures joined into one by zero-width joiners are seen as what they are (Unicode UTS 51). */
const JOINED_EMOJI = /\p{Extended_Pictographic}\uFE0F?(?:\u200D\p{Extended_Pictographic}\uFE0F?)+/gu;

/** Marks by which texts pretend to be a system's, in lower case. */
const MARKS = [
  "<important>",
  "<system>",
  "<instructions>",
  "<instruction>",
  "<hidden>",
  "<secret>",
  "<assistant>",
  "[system]",
  "[inst]",
  "<<sys>>",
  "<|im_start|>",
  "<|system|>",
  "### system",
  "### instruction",
];

/** Characters that a reader does not see but a model reads. */
export function scanInvisible(texts: readonly PlacedText[]): Finding[] {
  return texts.flatMap(({ path, text }): Finding[] => {
    if (isAscii(text) && !hasControls(text)) return [];
    const found = hiddenCharacters(text.replaceAll(JOINED_EMOJI, ""));
    if (found.length === 0) return [];
    const message = `It holds characters that are not seen: ${found.slice(0, 5).join(", ")}.`;
    return [{ code: "invisible_characters", severity: "severe", path, excerpt: excerptOf(text), message }];
  });
}

/** What a page would not show or a model would take for somebody else's words: comments, marks of a system. */
export function scanMarkup(texts: readonly PlacedText[]): Finding[] {
  return texts.flatMap(({ path, text }): Finding[] => {
    const found = commentIn(text) ?? markIn(text);
    if (found === undefined) return [];
    const message = "It holds a comment or a mark that people do not see and a model obeys.";
    return [{ code: "hidden_markup", severity: "severe", path, excerpt: excerptOf(found), message }];
  });
}

/** Words written so that people cannot read them: base64 and hexadecimal that decode to a sentence. */
export function scanEncoded(texts: readonly PlacedText[]): Finding[] {
  return texts.flatMap(({ path, text }): Finding[] => {
    for (const run of runsOf(text)) {
      const decoded = sentenceIn(run);
      if (decoded === undefined) continue;
      const excerpt = excerptOf(`${run.slice(0, 24)}… reads: ${decoded}`);
      const message = "It holds words in a code that people do not read.";
      return [{ code: "encoded_text", severity: "severe", path, excerpt, message }];
    }
    return [];
  });
}

function commentIn(text: string): string | undefined {
  const from = text.indexOf("<!--");
  if (from === -1) return undefined;
  const end = text.indexOf("-->", from);
  const comment = text.slice(from, end === -1 ? from + 200 : end + 3);
  return /\p{L}/u.test(comment) ? comment : undefined;
}

function markIn(text: string): string | undefined {
  const lower = text.toLowerCase();
  for (const mark of MARKS) {
    const at = lower.indexOf(mark);
    if (at !== -1) return text.slice(at, at + 120);
  }
  return undefined;
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return true;
  }
  return false;
}

const MIN_RUN = 32;
const RUN = /[A-Za-z0-9+/=_-]+/g;

function runsOf(text: string): string[] {
  if (text.length < MIN_RUN) return [];
  return [...text.matchAll(RUN)].map(([run]) => run).filter((run) => run.length >= MIN_RUN);
}

/** What a run decodes to, when that is words with spaces between them. */
function sentenceIn(run: string): string | undefined {
  const forms: BufferEncoding[] = /^[0-9a-fA-F]+$/.test(run) ? ["hex"] : ["base64"];
  for (const form of forms) {
    const decoded = Buffer.from(run, form).toString("utf8").trim();
    if (isSentence(decoded)) return decoded;
  }
  return undefined;
}

function isSentence(text: string): boolean {
  if (text.length < 16 || !text.includes(" ")) return false;
  const seen = [...text];
  const readable = seen.filter((char) => /[\p{L}\p{N}\p{P}\p{Zs}]/u.test(char)).length;
  return readable / seen.length > 0.95 && text.split(" ").length >= 3;
}
