/** The text without the character at its end, however often it stands there. A pattern like `/0+$/` would start over at every run of it and take time with the square of the length. */
export function trimEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}
