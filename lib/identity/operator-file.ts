import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const operatorFile = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  token_endpoint: z.string(),
  issuer: z.string(),
});
export type OperatorFile = z.infer<typeof operatorFile>;

/** The credentials of the bootstrap operator client, for programs on this machine. Readable by its owner only; appears whole or not at all. */
export function writeOperatorFile(homeDir: string, content: OperatorFile): void {
  const file = pathOf(homeDir);
  const draft = `${file}.new`;
  mkdirSync(homeDir, { recursive: true });
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  // The mode above counts only for a new file; a draft left behind by a crash keeps its own.
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/** Undefined when there is none, or it is not ours to understand. */
export function readOperatorFile(homeDir: string): OperatorFile | undefined {
  try {
    return operatorFile.parse(JSON.parse(readFileSync(pathOf(homeDir), "utf8")));
  } catch {
    return undefined;
  }
}

/** Addresses follow the mesh when it is started under another one. */
export function refreshOperatorFile(homeDir: string, publicUrl: string): void {
  const content = readOperatorFile(homeDir);
  if (content && content.issuer !== publicUrl) {
    writeOperatorFile(homeDir, { ...content, ...operatorAddresses(publicUrl) });
  }
}

export function operatorAddresses(publicUrl: string): Pick<OperatorFile, "token_endpoint" | "issuer"> {
  return { token_endpoint: `${publicUrl}/oauth/token`, issuer: publicUrl };
}

function pathOf(homeDir: string): string {
  return join(homeDir, "operator.json");
}
