import { MeshError } from "@/lib/core/errors";
import type { Fidelity, ReportLine } from "./import-report.schema";

const MOST_FIELDS = 200_000;
const MOST_DEPTH = 200;

export type Path = readonly (string | number)[];
export type Json = Record<string, unknown>;

/**
 * A document that is read with a report of every field. What is taken says how well it was kept; what nobody has spoken of by the end is reported as unsupported, so that nothing is lost without a word.
 */
export class Reading {
  readonly #lines: ReportLine[] = [];
  readonly #covered = new Set<string>();

  constructor(readonly document: unknown) {}

  /** Says what becomes of a field and of all that is in it. A field that is not there is not spoken of. */
  take(path: Path, fidelity: Fidelity, to: string, note = ""): void {
    if (this.at(path) === undefined) return;
    const key = pathText(path);
    if (this.#covered.has(key)) return;
    this.#covered.add(key);
    this.#lines.push({ path: key, fidelity, to, note });
  }

  /** What stands at a place; undefined when there is nothing. */
  at(path: Path): unknown {
    let value: unknown = this.document;
    for (const step of path) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string | number, unknown>)[step];
    }
    return value;
  }

  /** The report: one line for each field that was spoken of, and for each other one. */
  lines(): ReportLine[] {
    const rest: ReportLine[] = [];
    let seen = 0;
    const walk = (value: unknown, path: Path) => {
      if (this.#covered.has(pathText(path))) return;
      // Aliases of YAML make a small file a large document, or one without an end.
      if (++seen > MOST_FIELDS || path.length > MOST_DEPTH)
        throw new MeshError(
          "invalid_request",
          "The file has more fields than can be imported at once; split it.",
        );
      const members = membersOf(value);
      if (members.length === 0) {
        if (path.length > 0)
          rest.push({
            path: pathText(path),
            fidelity: "unsupported",
            to: "",
            note: "Nothing on the mesh stands for it.",
          });
        return;
      }
      for (const [name, member] of members) walk(member, [...path, name]);
    };
    walk(this.document, []);
    return [...this.#lines, ...rest];
  }
}

/** A place as people write it; a name with a dot or a bracket in it stands in quotes. */
export function pathText(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === "number") return `[${step}]`;
      return /^[^.[\]"]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("")
    .replace(/^\./, "");
}

function membersOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((member, nth) => [nth, member]);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

export function objectIn(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textIn(value: unknown, most = 4000): string {
  return typeof value === "string" ? value.trim().slice(0, most) : "";
}
