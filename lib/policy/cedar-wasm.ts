import { setFlagsFromString } from "node:v8";

/**
 * The one door to Cedar's reference implementation. V8 of Node 20 aborts the whole process ("unreachable code" in `DoComputeBuiltinContinuation`) when
 * optimised code that has inlined a call into WebAssembly is deoptimised during a call that returns a reference, which is what all of these functions do. A process
 * that calls them a few thousand times dies; not inlining such calls costs nothing measurable. The differential test reproduces the abort without this line.
 */
if (Number.parseInt(process.versions.node, 10) <= 22) setFlagsFromString("--no-turbo-inline-js-wasm-calls");

export type {
  ActionConstraint,
  Annotations,
  CedarValueJson,
  Clause,
  DetailedError,
  EntityJson,
  EntityUidJson,
  Expr,
  PatternElem,
  PolicyJson,
  PrincipalConstraint,
  ResourceConstraint,
  SchemaJson,
  Type,
  TypeOfAttribute,
} from "@cedar-policy/cedar-wasm/nodejs";
export {
  checkParsePolicySet,
  policyToJson,
  preparsePolicySet,
  statefulIsAuthorized,
  validate,
} from "@cedar-policy/cedar-wasm/nodejs";
