import type { RegistrySnapshot } from "../asset";
import { isSevere, scanAsset } from "../scans/scan-asset";
import { surroundingsOf } from "../scans/surroundings";
import type { PreviewLine, PreviewRegistrationOutput } from "./preview-registration.schema";

const MOST_LINES = 50;
const HELD = "Registering it becomes a change request that a person has to approve with a reason.";

/** What was found at an address, with a line for whatever scans find in it. Characters that are not seen have been told where they stand. */
export function withFindings(
  kind: "agent" | "mcp-server" | "model",
  found: PreviewRegistrationOutput,
  registry: RegistrySnapshot,
): PreviewRegistrationOutput {
  if (found.spec === null) return found;
  const { name, title, description } = found.suggested;
  const findings = scanAsset(
    { kind, name, title, description, spec: found.spec },
    surroundingsOf(registry, { kind, name }),
  );
  const lines = findings
    .filter(({ code }) => code !== "invisible_characters")
    .slice(0, MOST_LINES)
    .map(
      (finding): PreviewLine => ({
        state: "warning",
        field: `Scan: ${finding.path}`,
        value: finding.excerpt,
        message: isSevere(finding) ? `${finding.message} ${HELD}` : finding.message,
      }),
    );
  return { ...found, lines: [...found.lines, ...lines] };
}
