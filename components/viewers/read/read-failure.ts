import { at, textAt, wordAt } from "../json-access";
import type { JsonNode } from "../parse-json-source";
import type { Failure, Reading } from "./reading";

/** An error in the envelope of any protocol of the mesh: JSON-RPC, OpenAI, Anthropic, A2A over HTTP, and the mesh's own. */
export function readFailure(root: JsonNode): Reading | undefined {
  const error = at(root, "error");
  if (error?.kind === "string") {
    // OAuth (RFC 6749 section 5.2).
    return failed({ code: error.value, message: textAt(root, "error_description") ?? "" });
  }
  if (error?.kind !== "object") return undefined;
  const details = at(error, "data") ?? at(error, "details") ?? at(error, "remedy");
  const named = textAt(details, "code");
  const code = wordAt(error, "code") ?? wordAt(error, "type") ?? wordAt(error, "status") ?? "";
  return failed({
    // JSON-RPC has numbers; the mesh's own word for it stands in the details.
    code: named === undefined || named === code ? code : `${named} (${code})`,
    message: textAt(error, "message") ?? "",
    ...(details ? { details: details.source } : {}),
  });
}

function failed(failure: Failure): Reading {
  return { title: "Error", facts: [], turns: [], failure };
}
