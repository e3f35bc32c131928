import "server-only";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface DocPage {
  name: string;
  title: string;
}

const FOLDER = join(process.cwd(), "docs");
const FILE = /^([a-z0-9-]+)\.md$/;
/** What comes first; the others follow by title. */
const FIRST = [
  "start",
  "overview",
  "calls",
  "catalog",
  "certification",
  "policies",
  "try-it",
  "graph",
  "audit",
  "cost",
  "budgets",
  "settings",
];

/** The pages of the built-in documentation: the files of `docs/`. */
export async function readPages(): Promise<DocPage[]> {
  const names = (await readdir(FOLDER)).flatMap((file) => FILE.exec(file)?.[1] ?? []);
  const pages = await Promise.all(
    names.map(async (name) => ({ name, title: titleOf((await readPage(name)) ?? "") || name })),
  );
  return pages.sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
}

/** The text of one page; undefined when there is none of this name. */
export async function readPage(name: string): Promise<string | undefined> {
  if (!FILE.test(`${name}.md`)) return undefined;
  try {
    return await readFile(join(FOLDER, `${name}.md`), "utf8");
  } catch {
    return undefined;
  }
}

function rank({ name }: DocPage): number {
  const at = FIRST.indexOf(name);
  return at < 0 ? FIRST.length : at;
}

function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? "";
}
