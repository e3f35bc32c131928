import type { ActionRecord, EntityUid, EntityValue, Env } from "./compile/evaluation";
import { sameUid } from "./compile/values";
import type { CedarValue, DecisionRequest, EntityRecord, EntityRef, EntitySource } from "./decision";

/** Every tool's action is a member of this group, so `action in Action::"callTool"` speaks of all tools. */
export const CALL_TOOL_GROUP: EntityUid = { type: "Action", id: "callTool" };

const TOOL_ACTION_PREFIX = "callTool:";
const NO_PARENTS: readonly EntityUid[] = [];
const PLAIN_ACTION: ActionRecord = { attrs: {}, parents: NO_PARENTS };
const TOOL_ACTION: ActionRecord = { attrs: {}, parents: [CALL_TOOL_GROUP] };

/** The Cedar id of a tool's own action. `toolId` is `<server>/<tool>`. */
export function toolActionId(toolId: string): string {
  return TOOL_ACTION_PREFIX + toolId;
}

/** What policies read of one request. The principal, the resource and what stands above them are looked up once. */
export class RequestEnv implements Env {
  readonly principal: EntityValue;
  readonly action: EntityValue;
  readonly resource: EntityValue;
  readonly context: Readonly<Record<string, CedarValue>>;
  readonly #entities: EntitySource;
  #principalRecord: EntityRecord | undefined;
  #resourceRecord: EntityRecord | undefined;
  #abovePrincipal: readonly EntityUid[] | undefined;
  #aboveResource: readonly EntityUid[] | undefined;

  constructor(request: DecisionRequest, entities: EntitySource) {
    this.principal = { __entity: request.principal };
    this.action = { __entity: { type: "Action", id: actionIdOf(request) } };
    this.resource = { __entity: request.resource };
    this.context = request.context;
    this.#entities = entities;
  }

  lookup(uid: EntityUid): EntityRecord | ActionRecord | undefined {
    if (uid === this.principal.__entity) {
      this.#principalRecord ??= this.#entities(uid as EntityRef);
      return this.#principalRecord;
    }
    if (uid === this.resource.__entity) {
      this.#resourceRecord ??= this.#entities(uid as EntityRef);
      return this.#resourceRecord;
    }
    if (uid.type === "Action") return uid.id.startsWith(TOOL_ACTION_PREFIX) ? TOOL_ACTION : PLAIN_ACTION;
    return this.#entities(uid as EntityRef);
  }

  ancestors(uid: EntityUid): readonly EntityUid[] {
    if (uid === this.principal.__entity) {
      this.#abovePrincipal ??= this.#climb(uid);
      return this.#abovePrincipal;
    }
    if (uid === this.resource.__entity) {
      this.#aboveResource ??= this.#climb(uid);
      return this.#aboveResource;
    }
    return this.#climb(uid);
  }

  #climb(uid: EntityUid): readonly EntityUid[] {
    const parents = this.lookup(uid)?.parents;
    if (parents === undefined || parents.length === 0) return NO_PARENTS;
    const above: EntityUid[] = [];
    addNew(above, parents, uid);
    // `above` grows while it is walked; what is already in it is not added again, so a cycle ends.
    for (let at = 0; at < above.length; at++) {
      addNew(above, this.lookup(above[at] as EntityUid)?.parents ?? NO_PARENTS, uid);
    }
    return above;
  }
}

function addNew(known: EntityUid[], more: readonly EntityUid[], start: EntityUid): void {
  for (const uid of more) {
    if (!sameUid(uid, start) && !known.some((other) => sameUid(other, uid))) known.push(uid);
  }
}

/** A tool call is an action of that tool's own, so that a policy can name the tool and read its typed arguments. */
function actionIdOf(request: DecisionRequest): string {
  const { action, resource } = request;
  return action === "callTool" && resource.type === "Tool" ? toolActionId(resource.id) : action;
}
