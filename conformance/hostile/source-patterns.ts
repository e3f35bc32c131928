import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A regular expression of the product's source. */
export interface SourcePattern {
  /** `file:line`. */
  where: string;
  source: string;
  flags: string;
}

const FOLDERS = ["app", "cli", "components", "db", "lib"];
const FILES = ["server.ts", "proxy.ts"];

/** Every regular expression literal of the product, and each place that makes one at run time from anything but a literal's own source. Tests are left out. */
export function sourcePatterns(): { patterns: SourcePattern[]; dynamic: string[] } {
  const patterns: SourcePattern[] = [];
  const dynamic: string[] = [];
  for (const file of [...FILES, ...FOLDERS.flatMap(sourcesIn)]) {
    const text = readFileSync(file, "utf8");
    const tree = ts.createSourceFile(
      file,
      text,
      ts.ScriptTarget.Latest,
      true,
      file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    );
    const visit = (node: ts.Node): void => {
      const where = `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf("/");
        patterns.push({ where, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
      } else if (
        (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
        node.expression.getText() === "RegExp"
      ) {
        dynamic.push(`${where} ${node.getText().slice(0, 100)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return { patterns, dynamic };
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|(^|\/)testing\//.test(path))
    .map((path) => join(folder, path));
}
