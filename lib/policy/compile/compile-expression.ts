import type { CedarValueJson, Expr } from "../cedar-wasm";
import { type Arithmetic, compileArithmetic, compileNegation, compileOrdering } from "./compile-arithmetic";
import { compileGetAttribute, compileGetTag, compileHas, compileHasTag } from "./compile-attributes";
import { compileLike } from "./compile-like";
import { compileAnd, compileIf, compileNot, compileOr } from "./compile-logic";
import { compileIn, compileIs } from "./compile-membership";
import {
  compileConstantContains,
  compileContains,
  compileContainsAll,
  compileContainsAny,
  compileIsEmpty,
} from "./compile-sets";
import { type Evaluate, UnsupportedExpression, type Value } from "./evaluation";
import { valueEquals } from "./values";

/**
 * An expression in Cedar's JSON form as a closure with Cedar's exact semantics.
 * Source: docs.cedarpolicy.com, "JSON policy format" and "Operators and functions".
 * @throws UnsupportedExpression for extension functions, Longs that JSON cannot carry exactly, and anything unknown
 */
export function compileExpression(expr: Expr): Evaluate {
  const [operator, ...others] = Object.keys(expr);
  if (operator === undefined || others.length > 0) throw new UnsupportedExpression("not one operator");
  const compile = OPERATORS.get(operator);
  if (compile === undefined) throw new UnsupportedExpression(operator);
  // The library's type ties each operator to its operands, which a look-up by name cannot show to the compiler.
  return (compile as (operands: unknown) => Evaluate)((expr as Record<string, unknown>)[operator]);
}

interface Sides {
  left: Expr;
  right: Expr;
}

type Binary = (left: Evaluate, right: Evaluate) => Evaluate;

const OPERATORS: ReadonlyMap<string, (operands: never) => Evaluate> = new Map<
  string,
  (operands: never) => Evaluate
>([
  ["Value", (value: CedarValueJson) => constant(toValue(value))],
  ["Var", compileVariable],
  ["Set", compileSet],
  ["Record", compileRecord],
  ["!", ({ arg }: { arg: Expr }) => compileNot(compileExpression(arg))],
  ["neg", ({ arg }: { arg: Expr }) => compileNegation(compileExpression(arg))],
  ["isEmpty", ({ arg }: { arg: Expr }) => compileIsEmpty(compileExpression(arg))],
  ["&&", both(compileAnd)],
  ["||", both(compileOr)],
  ["==", both((left, right) => (env) => valueEquals(left(env), right(env)))],
  ["!=", both((left, right) => (env) => !valueEquals(left(env), right(env)))],
  ["in", both(compileIn)],
  ["<", both((left, right) => compileOrdering("<", left, right))],
  ["<=", both((left, right) => compileOrdering("<=", left, right))],
  [">", both((left, right) => compileOrdering(">", left, right))],
  [">=", both((left, right) => compileOrdering(">=", left, right))],
  ...(["+", "-", "*"] satisfies Arithmetic[]).map((operator): [string, (sides: Sides) => Evaluate] => [
    operator,
    both((left, right) => compileArithmetic(operator, left, right)),
  ]),
  ["contains", compileContainsOf],
  ["containsAll", both(compileContainsAll)],
  ["containsAny", both(compileContainsAny)],
  ["hasTag", both(compileHasTag)],
  ["getTag", both(compileGetTag)],
  [".", ({ left, attr }: { left: Expr; attr: string }) => compileGetAttribute(compileExpression(left), attr)],
  [
    "has",
    ({ left, attr }: { left: Expr; attr: string | string[] }) =>
      compileHas(compileExpression(left), typeof attr === "string" ? [attr] : attr),
  ],
  ["like", ({ left, pattern }) => compileLike(compileExpression(left), pattern)],
  [
    "is",
    (operands: { left: Expr; entity_type: string; in?: Expr }) =>
      compileIs(
        compileExpression(operands.left),
        operands.entity_type,
        operands.in && compileExpression(operands.in),
      ),
  ],
  [
    "if-then-else",
    (branch: { if: Expr; then: Expr; else: Expr }) =>
      compileIf(compileExpression(branch.if), compileExpression(branch.then), compileExpression(branch.else)),
  ],
]);

function both(compile: Binary): (sides: Sides) => Evaluate {
  return ({ left, right }) => compile(compileExpression(left), compileExpression(right));
}

function constant(value: Value): Evaluate {
  return () => value;
}

function compileVariable(name: string): Evaluate {
  switch (name) {
    case "principal":
      return (env) => env.principal;
    case "action":
      return (env) => env.action;
    case "resource":
      return (env) => env.resource;
    case "context":
      return (env) => env.context;
    default:
      throw new UnsupportedExpression(`variable ${name}`);
  }
}

function compileSet(members: readonly Expr[]): Evaluate {
  const compiled = members.map(compileExpression);
  if (members.every((member) => "Value" in member)) {
    const values = members.map((member) => toValue((member as { Value: CedarValueJson }).Value));
    return constant(values);
  }
  return (env) => {
    const set: Value[] = [];
    for (const member of compiled) set.push(member(env));
    return set;
  };
}

/** The built record has no prototype, so an attribute may have any name. */
function compileRecord(attributes: Record<string, Expr>): Evaluate {
  const compiled = Object.entries(attributes).map(([key, value]) => [key, compileExpression(value)] as const);
  for (const [key] of compiled) refuseReserved(key);
  return (env) => {
    const record: Record<string, Value> = Object.create(null);
    for (const [key, value] of compiled) record[key] = value(env);
    return record;
  };
}

function compileContainsOf({ left, right }: Sides): Evaluate {
  const members = "Set" in left && Array.isArray(left.Set) ? left.Set : undefined;
  if (members?.every((member) => "Value" in member && typeof member.Value !== "object")) {
    const constants = members.map((member) => toValue((member as { Value: CedarValueJson }).Value));
    return compileConstantContains(new Set(constants), compileExpression(right));
  }
  return compileContains(compileExpression(left), compileExpression(right));
}

/** @throws UnsupportedExpression for a Long outside the safe range: Cedar's JSON has already rounded it, its text has not */
function toValue(json: CedarValueJson): Value {
  if (typeof json === "boolean" || typeof json === "string") return json;
  if (typeof json === "number") {
    if (Number.isSafeInteger(json)) return json;
    throw new UnsupportedExpression("Long beyond 2^53");
  }
  if (json === null) throw new UnsupportedExpression("null");
  if (Array.isArray(json)) return json.map(toValue);
  const entity = (json as { __entity?: { type: string; id: string } }).__entity;
  if (entity !== undefined) return { __entity: { type: entity.type, id: entity.id } };
  throw new UnsupportedExpression("value");
}

/** Keys with a meaning of their own in Cedar's JSON or in JavaScript. */
function refuseReserved(key: string): void {
  if (key === "__entity" || key === "__extn" || key === "__proto__")
    throw new UnsupportedExpression(`attribute ${key}`);
}
