/** A message of any protocol as people read it: who said what, in order. Everything in it is a stranger's text. */
export interface Reading {
  /** What it is, in the words of its protocol: `tools/call`, `Chat completion`. */
  title: string;
  /** Names and values that matter, such as the model or a task's state. */
  facts: readonly (readonly [label: string, value: string])[];
  turns: readonly Turn[];
  failure?: Failure;
}

export interface Turn {
  /** `user`, `assistant`, `tool`, an artifact's name ... as it was sent. */
  who: string;
  parts: readonly Part[];
}

export type Part =
  | { kind: "text"; text: string }
  | { kind: "thought"; text: string }
  /** `text` is JSON. */
  | { kind: "data"; text: string }
  | { kind: "call"; name: string; id: string | undefined; input: string }
  | { kind: "result"; of: string | undefined; failed: boolean; parts: readonly Part[] }
  /** A picture, a sound, a file: told in words, never fetched or drawn. */
  | { kind: "media"; words: string };

/** A refusal or failure in the envelope of its protocol. */
export interface Failure {
  code: string;
  message: string;
  /** JSON: what the protocol adds. */
  details?: string;
}

/** A list of named values without those that are missing. */
export function factsOf(
  items: readonly (readonly [label: string, value: string | undefined])[],
): Reading["facts"] {
  return items.flatMap(([label, value]) =>
    value === undefined || value === "" ? [] : [[label, value] as const],
  );
}
