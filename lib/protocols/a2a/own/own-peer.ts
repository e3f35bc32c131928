import { isMeshError, MeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";
import { type MeshTool, runTool } from "@/lib/protocols/api/mesh-tool";
import type { CallMethod, Peer } from "../agent/peer";
import { A2aError, taskNotFound } from "../errors";
import { checkTenant } from "../forward-operation";
import { sizeOf } from "../list-own-tasks";
import { namedIn } from "../named-in";
import { isAboutPush, type JsonObject, type Operation } from "../operation";
import { inlinePushConfig } from "../push/inline-config";
import { needPush } from "../push/push-config";
import { answerMessage } from "./answer-message";
import { readQuestion } from "./read-question";

/** The mesh as an agent for one caller. It answers at once with a message, so it has no tasks, and a stream from it is that one message. */
export function ownPeer(skills: readonly MeshTool[], principal: Principal, operation: Operation): Peer {
  const { taskId, contextId } = checked(operation);
  const ask = async (params: JsonObject) => {
    if (taskId !== undefined) throw taskNotFound();
    const { skill, output } = await answered(skills, principal, params).catch((thrown: unknown) => {
      throw inOneMessage(thrown);
    });
    return { message: answerMessage({ skill, output, contextId, params }) };
  };
  return {
    async call(method, params) {
      return method === "SendMessage" ? ask(params) : withoutTasks(method, params);
    },
    async *stream(method, params) {
      if (method === "SubscribeToTask") throw taskNotFound();
      yield await ask(params);
    },
  };
}

/** What every A2A door checks of what an operation names. @throws A2aError */
function checked(operation: Operation) {
  checkTenant(operation, { tenant: undefined });
  const named = namedIn(operation);
  if (isAboutPush(operation.method) || inlinePushConfig(operation)) needPush({ pushNotifications: false });
  return named;
}

async function answered(skills: readonly MeshTool[], principal: Principal, params: JsonObject) {
  const { skill, input, inWords } = readQuestion(params);
  const tool = skills.find(({ name }) => name === skill);
  if (!tool) throw noSuchSkill(skills);
  const output = await runTool(tool, principal, input);
  const missed = inWords && (output as { total?: number }).total === 0;
  return { skill, output: missed ? await runTool(tool, principal, { ...input, ...BY_MEANING }) : output };
}

/** A sentence rarely has the very words of what it looks for. Something always comes closest, so only the first few are told. */
const BY_MEANING = { mode: "meaning", limit: 10 };

/** Many clients show an error's message and nothing else, so it says what is wrong where. */
function inOneMessage(thrown: unknown): unknown {
  if (!isMeshError(thrown) || !thrown.issues?.length) return thrown;
  const { code, message, issues } = thrown;
  const said = issues.slice(0, 3).map((issue) => [issue.path, issue.message].filter(Boolean).join(": "));
  return new MeshError(code, [message, ...said].join(" "), { issues, cause: thrown });
}

function noSuchSkill(skills: readonly MeshTool[]): MeshError {
  const message = `It is one of ${skills.map(({ name }) => name).join(", ")}.`;
  return new MeshError("invalid_request", "The mesh has no such skill.", {
    issues: [{ path: "skill", message }],
  });
}

function withoutTasks(method: Exclude<CallMethod, "SendMessage">, params: JsonObject): JsonObject {
  if (method === "ListTasks") {
    return {
      tasks: [],
      nextPageToken: "",
      pageSize: sizeOf(params.pageSize ?? params.page_size),
      totalSize: 0,
    };
  }
  if (method !== "GetExtendedAgentCard") throw taskNotFound();
  throw new A2aError(
    "UNSUPPORTED_OPERATION",
    "unsupported_operation",
    "The mesh has one card for everybody and no extended one.",
  );
}
