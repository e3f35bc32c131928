/** A piece of a query as it stands in the text: a word of free text, or a field with an operator and values. */
export interface QueryTerm {
  at: number;
  end: number;
  not: boolean;
  /** Undefined for free text. */
  field?: string;
  operator: string;
  values: readonly QueryWord[];
}

export interface QueryWord {
  at: number;
  end: number;
  /** Without its quotes. */
  text: string;
  /** A quote was opened and not closed. */
  open: boolean;
}

const FIELD = /^([a-z][a-z0-9_-]*)(:(?:>=|<=|>|<|=)?|>=|<=|>|<|=)/i;
const SPACE = /\s/;

/** Cuts a query into its terms: `[-]field:value,value`, `[-]field>value`, `word` or `"words"`. Linear in the length of the text; never fails. */
export function scanQuery(text: string): QueryTerm[] {
  const terms: QueryTerm[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text[at] ?? "")) {
      at++;
      continue;
    }
    const term = scanTerm(text, at);
    terms.push(term);
    at = term.end;
  }
  return terms;
}

function scanTerm(text: string, start: number): QueryTerm {
  const not = text[start] === "-" && start + 1 < text.length && !SPACE.test(text[start + 1] ?? "");
  const from = not ? start + 1 : start;
  const [head = "", field, operator = ""] = FIELD.exec(text.slice(from, from + 80)) ?? [];
  const values: QueryWord[] = [];
  let at = from + head.length;
  do {
    // A comma parts values of a field; in free text it is a character like others.
    const word = scanWord(text, values.length > 0 ? at + 1 : at, field !== undefined);
    values.push(word);
    at = word.end;
  } while (field !== undefined && text[at] === ",");
  return { at: start, end: at, not, ...(field === undefined ? {} : { field }), operator, values };
}

function scanWord(text: string, start: number, inList: boolean): QueryWord {
  let at = start;
  let said = "";
  let quoted = false;
  for (; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === '"') quoted = !quoted;
    else if (quoted && char === "\\" && /["\\]/.test(text[at + 1] ?? "")) said += text[++at];
    else if (!quoted && (SPACE.test(char) || (inList && char === ","))) break;
    else said += char;
  }
  return { at: start, end: at, text: said, open: quoted };
}
