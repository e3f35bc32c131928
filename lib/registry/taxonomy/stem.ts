/** The words of a text, each by its stem, so that `refunds`, `refunded` and `refunding` are one. Good enough to recognise a topic; no linguistics. */
export function stemsOf(text: string): string[] {
  return text
    .normalize("NFKC")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
    .map(stem);
}

/** One word by its stem. */
export function stem(word: string): string {
  const base = unended(word);
  if (base.length < 4) return base;
  const short = base.length > 3 && base.endsWith("e") ? base.slice(0, -1) : base;
  return short
    .replace(/([bdfgkmnprt])\1$/, "$1")
    .replace(/iz$/, "is")
    .replace(/yz$/, "ys");
}

function unended(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 5 && word.endsWith("ing")) return word.slice(0, -3);
  if (word.length > 4 && word.endsWith("ed")) return word.slice(0, -2);
  if (word.length > 6 && word.endsWith("tion")) return word.slice(0, -3);
  if (word.length > 6 && /t(or|er)$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}
