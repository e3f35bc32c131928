import type { Constraint, Scopes } from "./compile/compile-scope";
import type { EntityUid, Env } from "./compile/evaluation";

/** What the index needs to know of a policy. */
export interface Sliceable {
  scopes: Scopes;
}

/**
 * Finds the policies that can apply to a request without looking at the others. Each policy stands in exactly one place, under the most telling part of its
 * head: its resource, its principal, what its resource or principal stands under, else the resource's type. Each place is divided once more by action.
 */
export class SliceIndex<P extends Sliceable> {
  readonly #resource = new UidMap<P>();
  readonly #principal = new UidMap<P>();
  readonly #resourceInside = new UidMap<P>();
  readonly #principalInside = new UidMap<P>();
  readonly #resourceType = new Map<string, ByAction<P>>();
  readonly #rest = new ByAction<P>();

  constructor(policies: Iterable<P>) {
    for (const policy of policies) this.#add(policy);
  }

  /** Calls `visit` once for each policy that can apply. A policy that is not visited has a head that does not fit. */
  visit(env: Env, visit: (policy: P) => void): void {
    const action = env.action.__entity;
    const actions = [action, ...env.ancestors(action)];
    const principal = env.principal.__entity;
    const resource = env.resource.__entity;
    this.#resource.get(resource)?.visit(actions, visit);
    this.#principal.get(principal)?.visit(actions, visit);
    this.#resourceInside.get(resource)?.visit(actions, visit);
    this.#principalInside.get(principal)?.visit(actions, visit);
    for (const above of env.ancestors(resource)) this.#resourceInside.get(above)?.visit(actions, visit);
    for (const above of env.ancestors(principal)) this.#principalInside.get(above)?.visit(actions, visit);
    this.#resourceType.get(resource.type)?.visit(actions, visit);
    this.#rest.visit(actions, visit);
  }

  #add(policy: P): void {
    const { resource, principal, action } = policy.scopes;
    this.#placeFor(resource, principal).add(policy, action);
  }

  #placeFor(resource: Constraint, principal: Constraint): ByAction<P> {
    if (resource.equal) return this.#resource.open(resource.equal);
    if (principal.equal) return this.#principal.open(principal.equal);
    if (resource.inside?.[0]) return this.#resourceInside.open(resource.inside[0]);
    if (principal.inside?.[0]) return this.#principalInside.open(principal.inside[0]);
    if (resource.type === undefined) return this.#rest;
    let place = this.#resourceType.get(resource.type);
    if (!place) {
      place = new ByAction();
      this.#resourceType.set(resource.type, place);
    }
    return place;
  }
}

/** Policies of one place, by the actions that they name. A policy with several actions stands under each. */
class ByAction<P> {
  readonly #any: P[] = [];
  readonly #named = new Map<string, P[]>();
  /** Policies that name more than one action; only these can be met twice. */
  readonly #several = new Set<P>();

  add(policy: P, action: Constraint): void {
    const uids = action.equal ? [action.equal] : action.inside;
    if (!uids) {
      this.#any.push(policy);
      return;
    }
    const ids = new Set(uids.map((uid) => uid.id));
    if (ids.size > 1) this.#several.add(policy);
    for (const id of ids) {
      const list = this.#named.get(id);
      if (list) list.push(policy);
      else this.#named.set(id, [policy]);
    }
  }

  /** `actions` is the request's action and what stands above it. */
  visit(actions: readonly EntityUid[], visit: (policy: P) => void): void {
    for (const policy of this.#any) visit(policy);
    if (this.#named.size === 0) return;
    let met: Set<P> | undefined;
    for (const action of actions) {
      for (const policy of this.#named.get(action.id) ?? []) {
        if (actions.length > 1 && this.#several.has(policy)) {
          met ??= new Set();
          if (met.has(policy)) continue;
          met.add(policy);
        }
        visit(policy);
      }
    }
  }
}

/** A map by entity id in two steps, so that a look-up builds no key text. */
class UidMap<P> {
  readonly #byType = new Map<string, Map<string, ByAction<P>>>();

  get(uid: EntityUid): ByAction<P> | undefined {
    return this.#byType.get(uid.type)?.get(uid.id);
  }

  open(uid: EntityUid): ByAction<P> {
    let byId = this.#byType.get(uid.type);
    if (!byId) {
      byId = new Map();
      this.#byType.set(uid.type, byId);
    }
    let place = byId.get(uid.id);
    if (!place) {
      place = new ByAction();
      byId.set(uid.id, place);
    }
    return place;
  }
}
