import { MeshError } from "@/lib/core/errors";
import { actorRef, type Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import type { Mesh } from "./mesh";
import type { Trace } from "./trace";

/** How many hops one task may take. */
const MAX_HOPS = 8;

/** Where a call stands on its way through the mesh. */
export interface Route {
  hop: number;
  /** `kind:name` of every caller and callee on the way, this call's callee last. */
  path: readonly string[];
}

/**
 * Where this call stands: after the call whose span it names as parent, if this process is carrying that one, and after everyone in the badge's delegation chain. A
 * caller can leave out the trace header but not the chain that is signed into its badge.
 */
export function routeOf(mesh: Mesh, principal: Principal, asset: Asset, trace: Trace): Route {
  const parent = trace.parentSpanId === undefined ? undefined : mesh.inFlight.bySpan(trace.parentSpanId);
  const chain = principal.chain.map(actorRef);
  const before = parent && parent.path.length >= chain.length ? parent.path : chain;
  return { hop: Math.max(before.length, 1), path: [...before, `${asset.kind}:${asset.name}`] };
}

/**
 * Stage 4. Refuses calls that go in circles, run too deep or come too fast, calls to a callee that keeps failing, and new tasks while the process stops.
 * @throws MeshError `loop_detected`, `hop_limit`, `rate_limited`, `upstream_unreachable`, `unavailable`
 */
export function admit(mesh: Mesh, principal: Principal, asset: Asset, route: Route, trace: Trace): void {
  const nested = trace.parentSpanId !== undefined && mesh.inFlight.bySpan(trace.parentSpanId) !== undefined;
  if (mesh.inFlight.draining && !nested) {
    throw new MeshError("unavailable", "This replica is stopping.", { retryAfterMs: 1000 });
  }
  const callee = route.path[route.path.length - 1];
  if (asset.kind === "agent" && route.path.indexOf(callee as string) < route.path.length - 1) {
    throw new MeshError(
      "loop_detected",
      `This task already went through ${asset.name}; calling it again would go in a circle.`,
    );
  }
  if (route.hop > MAX_HOPS) {
    throw new MeshError("hop_limit", `A task may take ${MAX_HOPS} hops; this would be one more.`);
  }
  const waitMs = mesh.limiter.take(actorRef(principal.caller));
  if (waitMs > 0) {
    throw new MeshError("rate_limited", "The caller makes calls faster than its limit.", {
      retryAfterMs: waitMs,
    });
  }
  const pauseMs = mesh.breakers.ask(breakerOf(asset));
  if (pauseMs > 0) {
    throw new MeshError(
      "upstream_unreachable",
      `${asset.title} keeps failing; it is left alone for a moment.`,
      {
        retryAfterMs: pauseMs,
      },
    );
  }
}

/** By what callees are told apart when one of them fails. A version that is tried must not take the one in traffic with it. */
export function breakerOf(asset: Asset): string {
  return `${asset.kind}:${asset.name}@${asset.digest}`;
}
