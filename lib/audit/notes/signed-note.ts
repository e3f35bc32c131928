import { type CheckpointSigner, keyIdOf, parseVerifierKey } from "./keys";

/** More signatures than this make a note too costly to check. The specification asks for at least 16. */
const MAX_SIGNATURES = 100;
const MAX_NOTE_CHARS = 1_000_000;

/**
 * Signs a text as a C2SP signed note.
 * @param text ends in a newline and holds no other control character
 * @throws RangeError for a text that no note can carry
 */
export function signNote(text: string, signer: CheckpointSigner): string {
  if (!text.endsWith("\n") || hasControl(text)) throw new RangeError("this text cannot be a note");
  const signature = Buffer.concat([keyIdOf(signer.vkey), signer.sign(Buffer.from(text))]);
  return `${text}\n\u2014 ${signer.name} ${signature.toString("base64")}\n`;
}

/**
 * The text of a note, if at least one of the given keys signed it. As the specification says, signatures of other keys are ignored, and a bad signature
 * under a known key's name and id refuses the whole note.
 * @param vkeys verifier keys (`name+id+key`)
 */
export function openNote(note: string, vkeys: readonly string[]): string | undefined {
  if (note.length > MAX_NOTE_CHARS || !note.endsWith("\n") || hasControl(note)) return undefined;
  const split = note.lastIndexOf("\n\n");
  if (split < 0) return undefined;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) return undefined;
  const known = vkeys.map(parseVerifierKey);
  let trusted = false;
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (!signature) return undefined;
    const key = known.find(
      (candidate) => candidate.name === signature.name && candidate.id.equals(signature.id),
    );
    if (!key) continue;
    if (!key.verify(Buffer.from(text), signature.bytes)) return undefined;
    trusted = true;
  }
  return trusted ? text : undefined;
}

function parseSignatureLine(line: string): { name: string; id: Buffer; bytes: Buffer } | undefined {
  const match = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line);
  if (!match) return undefined;
  const [, name = "", encoded = ""] = match;
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.length < 5 || bytes.toString("base64") !== encoded) return undefined;
  return { name, id: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return false;
}
