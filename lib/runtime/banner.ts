import type { Config } from "@/lib/core/config";

/** What a person sees when the mesh is up: where the console is, how to sign in, where the data is, how to stop. */
export function bannerLines(facts: {
  config: Config;
  embedded: boolean;
  signInToken: string | undefined;
}): string[] {
  const { config, embedded, signInToken } = facts;
  const lines = ["", `  Signalbox is up   ${config.publicUrl}`];
  if (config.role === "gateway") lines.push("  Role              gateway only, no console");
  if (signInToken) lines.push(`  Sign in (once)    ${config.publicUrl}/sign-in/link?token=${signInToken}`);
  lines.push(
    `  Data              ${embedded ? `${config.homeDir} (embedded PostgreSQL)` : "your PostgreSQL (DATABASE_URL)"}`,
  );
  lines.push(`  Operator client   ${config.homeDir}/operator.json`);
  lines.push("  Traffic           npm run traffic");
  lines.push("  Stop              Ctrl-C", "");
  return lines;
}
