import { parseArgs } from "node:util";
import { z } from "zod";
import { digestOf } from "@/lib/core/canonical-json";
import { type AssetFile, assetFile, domainFile } from "@/lib/registry/files/asset-file.schema";
import { assetPath, domainPath } from "@/lib/registry/files/asset-path";
import { readAssetText, readDomainText } from "@/lib/registry/files/read-file-text";
import { writeAssetText, writeDomainText } from "@/lib/registry/files/write-file-text";
import { type MeshClient, meshClient } from "./mesh-client";
import { readRegistryFiles, writeRegistryFile } from "./registry-files";

const OPTIONS = { url: { type: "string" }, token: { type: "string" } } as const;

const page = z.object({
  domains: z.array(domainFile),
  assets: z.array(assetFile),
  next: z.string().nullable(),
});

/** `signalbox export <folder>`: the registry as files, one an asset. @returns the exit code */
export async function exportRegistry(argv: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined) throw new Error("Where to? signalbox export <folder>");
  const client = meshClient(values);
  const written = { files: 0, same: 0 };
  const paths = new Set<string>();
  const secrets = new Map<string, string[]>();
  const count = (path: string, changed: boolean) => {
    paths.add(path);
    written[changed ? "files" : "same"]++;
  };
  for await (const { domains, assets } of pagesOf(client)) {
    for (const file of domains) {
      const text = writeDomainText(file);
      count(
        domainPath(file),
        writeRegistryFile(folder, domainPath(file), text, (there) => says(there, file, readDomainText)),
      );
    }
    for (const file of assets) {
      const path = assetPath(file);
      count(
        path,
        writeRegistryFile(folder, path, writeAssetText(file), (there) => says(there, file, readAssetText)),
      );
      const secret = secretOf(file);
      if (secret !== undefined)
        secrets.set(secret, [...(secrets.get(secret) ?? []), `${file.kind}/${file.name}`]);
    }
  }
  console.log(`Exported ${client.url} to ${folder}: ${written.files} written, ${written.same} as they were.`);
  for (const [name, users] of secrets) {
    console.log(
      `  secret ${name} is not exported; ${users.join(", ")} ${users.length === 1 ? "needs" : "need"} it`,
    );
  }
  const { assets, domains, unreadable } = readRegistryFiles(folder);
  for (const { path } of [...assets, ...domains, ...unreadable]) {
    if (!paths.has(path)) console.log(`  ${path} is not in the mesh; it was left alone`);
  }
  return 0;
}

async function* pagesOf(client: MeshClient): AsyncGenerator<z.infer<typeof page>> {
  let after = "";
  do {
    const query = after ? `?after=${encodeURIComponent(after)}` : "";
    const read = page.parse(await client.ask("GET", `/export${query}`));
    yield read;
    after = read.next ?? "";
  } while (after);
}

/** Whether a file says the same already, however it is laid out. */
function says<T>(there: string, file: T, read: (text: string) => { file: T } | { issues: unknown }): boolean {
  const found = read(there);
  return "file" in found && digestOf(found.file) === digestOf(file);
}

/** The name of the credential in the vault that an asset is called with. */
function secretOf({ spec }: AssetFile): string | undefined {
  const auth = z.object({ auth: z.object({ secret: z.string() }) }).safeParse(spec);
  return auth.data?.auth.secret;
}
