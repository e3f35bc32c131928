import { MeshError } from "@/lib/core/errors";
import { type Evaluate, EvaluationError, type Value } from "./evaluation";

export type Arithmetic = "+" | "-" | "*";
export type Ordering = "<" | "<=" | ">" | ">=";

const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** `+`, `-`, `*` on Longs: 64 bits, signed, overflow is an error. */
export function compileArithmetic(operator: Arithmetic, left: Evaluate, right: Evaluate): Evaluate {
  const mismatch = new EvaluationError(`type error: ${operator} needs numbers`);
  const overflow = new EvaluationError(`integer overflow in ${operator}`);
  const quick = QUICK[operator];
  const exact = EXACT[operator];
  return (env) => {
    const a = asLong(left(env), mismatch);
    const b = asLong(right(env), mismatch);
    if (typeof a === "number" && typeof b === "number") {
      // A float result within the safe range is the exact result: every integer beyond it rounds to something beyond it too.
      const result = quick(a, b);
      if (Number.isSafeInteger(result)) return result;
    }
    return toLong(exact(BigInt(a), BigInt(b)), overflow);
  };
}

/** Unary minus. The smallest Long has no positive counterpart: negating it is an overflow. */
export function compileNegation(arg: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: - needs a number");
  const overflow = new EvaluationError("integer overflow in negation");
  return (env) => {
    const value = asLong(arg(env), mismatch);
    return typeof value === "number" ? -value : toLong(-value, overflow);
  };
}

/** `<`, `<=`, `>`, `>=` on Longs. */
export function compileOrdering(operator: Ordering, left: Evaluate, right: Evaluate): Evaluate {
  const mismatch = new EvaluationError(`type error: ${operator} needs numbers`);
  const holds = ORDER[operator];
  return (env) => {
    const a = asLong(left(env), mismatch);
    const b = asLong(right(env), mismatch);
    return holds(a, b);
  };
}

const QUICK = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
} satisfies Record<Arithmetic, unknown>;

const EXACT = {
  "+": (a: bigint, b: bigint) => a + b,
  "-": (a: bigint, b: bigint) => a - b,
  "*": (a: bigint, b: bigint) => a * b,
} satisfies Record<Arithmetic, unknown>;

const ORDER = {
  "<": (a: number | bigint, b: number | bigint) => a < b,
  "<=": (a: number | bigint, b: number | bigint) => a <= b,
  ">": (a: number | bigint, b: number | bigint) => a > b,
  ">=": (a: number | bigint, b: number | bigint) => a >= b,
} satisfies Record<Ordering, unknown>;

function asLong(value: Value, mismatch: EvaluationError): number | bigint {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) return value;
    // Cedar has no such number, so whoever built the request is broken. Skipping a forbid for it would open the mesh.
    throw new MeshError("internal", "The decision could not be made.", { detail: `no Cedar Long: ${value}` });
  }
  if (typeof value === "bigint") return value;
  throw mismatch;
}

function toLong(value: bigint, overflow: EvaluationError): number | bigint {
  if (value < LONG_MIN || value > LONG_MAX) throw overflow;
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : value;
}
