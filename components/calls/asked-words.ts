import type { CallDetail } from "@/lib/records/call.schema";

type Asked = Pick<
  CallDetail,
  "callerKind" | "callerId" | "subjectId" | "chain" | "action" | "calleeName" | "operation"
>;

/** The question that was ruled, as a sentence. */
export function askedWords(call: Asked): string {
  const who = `${call.callerKind} ${call.callerId}`;
  const on = call.chain.length > 1 ? ` for ${call.subjectId.replace(":", " ")}` : "";
  return `May ${who}${on} ${deedOf(call)}?`;
}

function deedOf({ action, calleeName, operation }: Asked): string {
  switch (action) {
    case "invokeAgent":
      return `give ${calleeName} a task`;
    case "callTool":
      return `use the tool ${operation ?? "?"} of ${calleeName}`;
    case "useModel":
      return `use the model ${calleeName}`;
    case "readResource":
      return `read ${operation ?? "a resource"} of ${calleeName}`;
    case "getPrompt":
      return `take the prompt ${operation ?? "?"} of ${calleeName}`;
    case "discover":
      return `see what ${calleeName} offers`;
    default:
      return `do ${action} at ${calleeName}`;
  }
}
