/** The text in pieces of about the size of a model's tokens: up to six letters or digits with the space before them, or one other sign. */
export function piecesOf(text: string): string[] {
  return text.match(/\s*(?:[\p{L}\p{N}]{1,6}|[^\s\p{L}\p{N}])|\s+/gu) ?? [];
}

/** How many tokens a text counts as. Computed from the text alone, so equal texts always cost the same. */
export function countTokens(text: string): number {
  return piecesOf(text).length;
}

/** Tokens of a request: the texts of its messages and the definitions of its tools, with three for the frame of each message. */
export function countInput(texts: readonly string[], toolDefinitions: unknown): number {
  const framed = texts.reduce((sum, text) => sum + countTokens(text) + 3, 0);
  return framed + (toolDefinitions === undefined ? 0 : countTokens(JSON.stringify(toolDefinitions)));
}
