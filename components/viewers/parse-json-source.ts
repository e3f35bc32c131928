/** A JSON value that remembers how it was written: numbers are not rounded, repeated members stay, and each value has its own piece of the text. */
export type JsonNode =
  | { kind: "object"; source: string; members: readonly { key: string; value: JsonNode }[] }
  | { kind: "array"; source: string; items: readonly JsonNode[] }
  | { kind: "string"; source: string; value: string }
  | { kind: "number" | "literal"; source: string };

/** Deeper documents are shown as text: nobody reads them as a tree, and each level costs a stack frame. */
const MAX_DEPTH = 400;

/** Parses a text as JSON (RFC 8259). Undefined when it is none, or nested too deep to show. */
export function parseJsonSource(text: string): JsonNode | undefined {
  try {
    // The engine's own parser decides what is JSON; the reader below then needs no checks.
    JSON.parse(text);
    return new Reader(text).read();
  } catch {
    return undefined;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonNode {
    return this.#value(0);
  }

  #value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new RangeError("nested too deep");
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"': {
        const source = this.#string();
        return { kind: "string", source, value: JSON.parse(source) as string };
      }
      default:
        return this.#scalar();
    }
  }

  #object(depth: number): JsonNode {
    const start = this.#at++;
    const members: { key: string; value: JsonNode }[] = [];
    while (this.#next() !== "}") {
      const key = JSON.parse(this.#string()) as string;
      this.#next();
      this.#at++;
      members.push({ key, value: this.#value(depth + 1) });
      if (this.#next() === ",") this.#at++;
    }
    this.#at++;
    return { kind: "object", source: this.#text.slice(start, this.#at), members };
  }

  #array(depth: number): JsonNode {
    const start = this.#at++;
    const items: JsonNode[] = [];
    while (this.#next() !== "]") {
      items.push(this.#value(depth + 1));
      if (this.#next() === ",") this.#at++;
    }
    this.#at++;
    return { kind: "array", source: this.#text.slice(start, this.#at), items };
  }

  #string(): string {
    const start = this.#at++;
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
    this.#at++;
    return this.#text.slice(start, this.#at);
  }

  #scalar(): JsonNode {
    const start = this.#at;
    while (this.#at < this.#text.length && !/[\s,\]}]/.test(this.#text[this.#at] ?? "")) this.#at++;
    const source = this.#text.slice(start, this.#at);
    return { kind: /^[-\d]/.test(source) ? "number" : "literal", source };
  }

  /** The next character that is not space. */
  #next(): string | undefined {
    this.#skipSpace();
    return this.#text[this.#at];
  }

  #skipSpace(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? "")) this.#at++;
  }
}
