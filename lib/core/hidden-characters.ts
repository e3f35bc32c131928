/** Controls, format characters (bidirectional, zero-width, tags) and private use: they are not seen, or change how their neighbours read. Line ends and tabs are what they look like. */
const HIDDEN = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** The hidden characters of a text as code points such as `U+202E`, each once. */
export function hiddenCharacters(text: string): string[] {
  const codes = [...text.matchAll(HIDDEN)].map(([char]) => char.codePointAt(0) ?? 0);
  return [...new Set(codes)].map((code) => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`);
}
