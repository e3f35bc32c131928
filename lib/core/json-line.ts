/**
 * JSON that is one line to every reader, and harmless on a terminal. JSON allows characters that some readers take for the end of a line (U+0085, U+2028, U+2029), that steer a terminal (U+007F to U+009F) or that turn
 * the order of what is shown around (U+202A to U+202E, U+2066 to U+2069); here they stand as escapes. A parser reads the same value.
 */
export function jsonLine(value: unknown): string {
  return escapeLine(JSON.stringify(value));
}

/** The same for text that is JSON already. */
export function escapeLine(json: string): string {
  return UNSAFE.test(json) ? json.replaceAll(EVERY_UNSAFE, escaped) : json;
}

const UNSAFE = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const EVERY_UNSAFE = new RegExp(UNSAFE, "g");

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
