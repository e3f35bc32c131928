import type { JsonNode } from "./parse-json-source";

/** One line of the tree. `path` is a JSON Pointer (RFC 6901) and identifies the row. */
export interface TreeRow {
  path: string;
  label: string | undefined;
  node: JsonNode;
  depth: number;
  /** Undefined for what has nothing inside. */
  open: boolean | undefined;
  position: number;
  siblings: number;
}

const OPEN_DEPTH = 2;
const OPEN_CHILDREN = 40;
const ALL_OPEN_CHARS = 3000;

/** Rows of everything that is open, in reading order. @param toggled what the reader has turned over from how it was at first */
export function treeRows(root: JsonNode, toggled: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const small = root.source.length <= ALL_OPEN_CHARS;
  const visit = (row: Omit<TreeRow, "open">) => {
    const count = childCount(row.node);
    const initially = row.depth === 0 || (count <= OPEN_CHILDREN && (small || row.depth < OPEN_DEPTH));
    const open = count === 0 ? undefined : initially !== toggled.has(row.path);
    rows.push({ ...row, open });
    if (!open) return;
    for (const child of childrenOf(row)) visit(child);
  };
  visit({ path: "", label: undefined, node: root, depth: 0, position: 1, siblings: 1 });
  return rows;
}

export function childCount(node: JsonNode): number {
  if (node.kind === "object") return node.members.length;
  return node.kind === "array" ? node.items.length : 0;
}

function childrenOf({ path, node, depth }: Omit<TreeRow, "open">): Omit<TreeRow, "open">[] {
  if (node.kind === "array") {
    return node.items.map((item, index) => ({
      path: `${path}/${index}`,
      label: String(index),
      node: item,
      depth: depth + 1,
      position: index + 1,
      siblings: node.items.length,
    }));
  }
  if (node.kind !== "object") return [];
  const seen = new Map<string, number>();
  return node.members.map(({ key, value }, index) => {
    const again = seen.get(key) ?? 0;
    seen.set(key, again + 1);
    const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
    return {
      // A repeated member has no pointer of its own; the mark keeps the rows apart.
      path: `${path}/${step}${again > 0 ? `\u0000${again}` : ""}`,
      label: key,
      node: value,
      depth: depth + 1,
      position: index + 1,
      siblings: node.members.length,
    };
  });
}

/** The pointer as people copy it. */
export function pointerOf(path: string): string {
  return path.replace(/\0\d+/g, "");
}

/** Pointers of the rows in which a text occurs, in keys and values, in reading order. */
export function findInTree(root: JsonNode, search: string): string[] {
  const wanted = search.toLowerCase();
  const found: string[] = [];
  const visit = (row: Omit<TreeRow, "open">) => {
    const { node } = row;
    const value = node.kind === "string" ? node.value : childCount(node) === 0 ? node.source : "";
    if ((row.label ?? "").toLowerCase().includes(wanted) || value.toLowerCase().includes(wanted))
      found.push(row.path);
    for (const child of childrenOf(row)) visit(child);
  };
  if (wanted !== "") visit({ path: "", label: undefined, node: root, depth: 0, position: 1, siblings: 1 });
  return found;
}

/** What must be turned over for a row to be on view. */
export function openTo(root: JsonNode, toggled: ReadonlySet<string>, path: string): Set<string> {
  const next = new Set(toggled);
  const steps = path.split("/").slice(0, -1);
  for (let length = 1; length <= steps.length; length++) {
    const above = steps.slice(0, length).join("/");
    const row = treeRows(root, next).find((candidate) => candidate.path === above);
    if (row?.open !== false) continue;
    if (next.has(above)) next.delete(above);
    else next.add(above);
  }
  return next;
}
