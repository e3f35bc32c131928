import type { RegistrySnapshot } from "@/lib/registry/asset";
import { EvaluationError } from "../compile/evaluation";
import type { Action, EntityRef, EntitySource } from "../decision";
import { liveSources } from "../live-sources";
import { type LoadedPolicy, loadPolicy } from "../load-policy";
import { parsePolicies } from "../parse-policies";
import { RequestEnv } from "../request-env";
import { SliceIndex } from "../slice-index";
import type { Verdict } from "./access-table.schema";
import { DependsOnRequest, openContext } from "./open-context";

/** What is known about a call before it is made. */
export interface Finding {
  verdict: Verdict | "deny";
  /** The policies that decide, and those that could. */
  policies: readonly LoadedPolicy[];
  /** What of the request it depends on, as Cedar writes it. */
  dependsOn: readonly string[];
  /** What is asked for besides, such as `approval: human`. */
  asksFor: readonly string[];
}

export interface Question {
  principal: EntityRef;
  action: Action;
  resource: EntityRef;
}

const sets = new WeakMap<RegistrySnapshot, SliceIndex<LoadedPolicy>>();

/** Asks the policies in force about a call of someone for themselves, with everything open that only the call can tell. Nothing is guessed: what depends on the request is said to. */
export function examine(snapshot: RegistrySnapshot, question: Question, entities: EntitySource): Finding {
  const context = openContext(question.principal);
  const env = new RequestEnv({ ...question, context }, entities);
  const found = { permit: noted(), forbid: noted(), lifted: noted() };
  policiesOf(snapshot).visit(env, (policy) => {
    if (!policy.scope(env)) return;
    const list =
      policy.effect === "permit" ? found.permit : policy.obligations.length > 0 ? found.lifted : found.forbid;
    note(list, policy, env);
  });
  return findingOf(found);
}

interface Noted {
  sure: LoadedPolicy[];
  open: { policy: LoadedPolicy; path: string }[];
}

function noted(): Noted {
  return { sure: [], open: [] };
}

function note(list: Noted, policy: LoadedPolicy, env: RequestEnv): void {
  try {
    if (policy.holds(env)) list.sure.push(policy);
  } catch (err) {
    if (err instanceof DependsOnRequest) list.open.push({ policy, path: err.path });
    else if (!(err instanceof EvaluationError)) throw err;
  }
}

/** As the engine decides, with a third answer: a forbid outweighs a permit, and an approval lifts what asks for one. */
function findingOf({ permit, forbid, lifted }: Record<"permit" | "forbid" | "lifted", Noted>): Finding {
  if (forbid.sure.length > 0) return { ...DENIED, policies: forbid.sure };
  if (permit.sure.length + permit.open.length === 0) return DENIED;
  // Where something is permitted already, a further permit matters only by what it asks for.
  const permits =
    permit.sure.length === 0 ? permit.open : permit.open.filter(({ policy }) => mayRefuse(policy));
  const open = [...permits, ...forbid.open, ...lifted.open];
  const sure = [...permit.sure, ...lifted.sure];
  const asksFor = [
    ...new Set(sure.flatMap(({ obligations }) => obligations.map(({ kind, value }) => `${kind}: ${value}`))),
  ];
  const policies = [...new Set([...sure, ...open.map(({ policy }) => policy)])];
  if (open.length > 0) {
    const dependsOn = [...new Set(open.map(({ path }) => path))].sort();
    return { verdict: "depends", policies, dependsOn, asksFor };
  }
  const held = asksFor.some((duty) => duty.startsWith("approval: "));
  return { verdict: held ? "hold" : "allow", policies, dependsOn: [], asksFor };
}

/** Approvals and bindings that are asked for can keep a call from being made. */
function mayRefuse({ obligations }: LoadedPolicy): boolean {
  return obligations.some(({ kind }) => kind === "approval" || kind === "binding");
}

const DENIED: Finding = { verdict: "deny", policies: [], dependsOn: [], asksFor: [] };

function policiesOf(snapshot: RegistrySnapshot): SliceIndex<LoadedPolicy> {
  let index = sets.get(snapshot);
  if (!index) {
    index = new SliceIndex(
      liveSources(snapshot).flatMap((source) =>
        parsePolicies(source).map((parsed) => loadPolicy(parsed, source)),
      ),
    );
    sets.set(snapshot, index);
  }
  return index;
}
