import fc from "fast-check";

/**
 * Random Cedar policies over the whole language that the compiler knows, as text. Most expressions are well typed; about one in eight is put where another
 * type belongs, so that every operator also meets what it must refuse.
 */
export function policyText(effect: "permit" | "forbid"): fc.Arbitrary<string> {
  const clause = fc.record({
    kind: fc.constantFrom("when", "when", "when", "unless"),
    body: fc.oneof({ weight: 15, arbitrary: expressions.boolean }, { weight: 1, arbitrary: expressions.any }),
  });
  return fc
    .record({
      principal: scopeOf("principal", ["Agent", "Service", "User"]),
      action: actionScope,
      resource: scopeOf("resource", ["Tool", "Agent", "Model"]),
      clauses: fc.array(clause, { minLength: 0, maxLength: 2 }),
    })
    .map(({ principal, action, resource, clauses }) => {
      const bodies = clauses.map(({ kind, body }) => `${kind} { ${body} }`).join(" ");
      return `${effect}(${principal}, ${action}, ${resource}) ${bodies};`;
    });
}

export const ENTITY_IDS = [
  'Agent::"a1"',
  'Agent::"a2"',
  'User::"u1"',
  'Service::"s1"',
  'Tool::"m1/t1"',
  'Tool::"m1/t2"',
  'McpServer::"m1"',
  'Model::"x"',
  'Domain::"d1"',
  'Domain::"d2"',
  'Mesh::"mesh"',
  'Agent::"ghost"',
] as const;

export const ATTRIBUTES = ["name", "size", "flag", "tags", "numbers", "owner", "box", "odd name"] as const;

const ACTION_IDS = ['Action::"callTool"', 'Action::"callTool:m1/t1"', 'Action::"useModel"'] as const;

const entityLiteral = fc.constantFrom(...ENTITY_IDS);
const anyEntityLiteral = fc.oneof(
  { weight: 9, arbitrary: entityLiteral },
  { weight: 1, arbitrary: fc.constantFrom(...ACTION_IDS) },
);

function scopeOf(name: string, types: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(name) },
    { weight: 1, arbitrary: entityLiteral.map((uid) => `${name} == ${uid}`) },
    { weight: 2, arbitrary: entityLiteral.map((uid) => `${name} in ${uid}`) },
    { weight: 1, arbitrary: fc.constantFrom(...types).map((type) => `${name} is ${type}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...types), entityLiteral)
        .map(([type, uid]) => `${name} is ${type} in ${uid}`),
    },
  );
}

const actionScope = fc.oneof(
  { weight: 6, arbitrary: fc.constant("action") },
  { weight: 1, arbitrary: fc.constantFrom(...ACTION_IDS).map((uid) => `action == ${uid}`) },
  { weight: 2, arbitrary: fc.constantFrom(...ACTION_IDS).map((uid) => `action in ${uid}`) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...ACTION_IDS), { minLength: 1, maxLength: 3 })
      .map((uids) => `action in [${uids.join(", ")}]`),
  },
);

const longLiteral = fc.oneof(
  fc.integer({ min: -3, max: 6 }).map(String),
  fc.constantFrom("9007199254740991", "-9007199254740991", "3037000500", "9007199254740990"),
);
const stringLiteral = fc.constantFrom('""', '"a"', '"ab"', '"abc"', '"x*y"', '"é😀"', '"name"');
const patternLiteral = fc
  .array(fc.constantFrom("*", "a", "b", "c", "\\*", "é", "😀", "x"), { maxLength: 5 })
  .map((parts) => `"${parts.join("")}"`);

type Expressions = {
  boolean: string;
  long: string;
  string: string;
  entity: string;
  set: string;
  record: string;
  read: string;
  any: string;
};

const attributeName = fc.constantFrom(...ATTRIBUTES);
const step = attributeName.map((name) => (name.includes(" ") ? `["${name}"]` : `.${name}`));
const variable = fc.constantFrom("principal", "resource", "context", "context", "action");

const expressions = fc.letrec<Expressions>((tie) => {
  const deep = { maxDepth: 4, depthSize: "small" } as const;
  const sometimesWrong = (key: keyof Expressions) =>
    fc.oneof({ weight: 15, arbitrary: tie(key) }, { weight: 1, arbitrary: tie("any") });
  const boolean = sometimesWrong("boolean");
  const long = sometimesWrong("long");
  const string = sometimesWrong("string");
  const entity = sometimesWrong("entity");
  const set = sometimesWrong("set");
  const holder = fc.oneof(variable, tie("record"), tie("entity"), tie("read"));
  const infix = (left: fc.Arbitrary<string>, operators: readonly string[], right: fc.Arbitrary<string>) =>
    fc.tuple(left, fc.constantFrom(...operators), right).map(([a, op, b]) => `(${a} ${op} ${b})`);
  const method = (left: fc.Arbitrary<string>, names: readonly string[], right: fc.Arbitrary<string>) =>
    fc.tuple(left, fc.constantFrom(...names), right).map(([a, name, b]) => `(${a}).${name}(${b})`);
  const choice = (branch: fc.Arbitrary<string>) =>
    fc.tuple(boolean, branch, branch).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`);
  const has = fc
    .tuple(holder, fc.array(attributeName, { minLength: 1, maxLength: 3 }))
    .map(([left, path]) =>
      path.length === 1 || path.some((name) => name.includes(" "))
        ? `(${left} has "${path[0]}")`
        : `(${left} has ${path.join(".")})`,
    );
  return {
    boolean: fc.oneof(
      deep,
      fc.constantFrom("true", "false"),
      tie("read"),
      infix(boolean, ["&&", "||"], boolean),
      infix(long, ["<", "<=", ">", ">="], long),
      infix(tie("any"), ["==", "!="], tie("any")),
      infix(long, ["==", "!="], long),
      infix(string, ["==", "!="], string),
      infix(set, ["==", "!="], set),
      infix(tie("record"), ["==", "!="], tie("record")),
      infix(entity, ["==", "in"], entity),
      infix(
        entity,
        ["in"],
        fc.array(entity, { maxLength: 3 }).map((members) => `[${members.join(", ")}]`),
      ),
      boolean.map((arg) => `!(${arg})`),
      fc.tuple(string, patternLiteral).map(([left, pattern]) => `((${left}) like ${pattern})`),
      fc
        .tuple(entity, fc.constantFrom("Agent", "Tool", "User", "Domain"), fc.option(entity))
        .map(([left, type, inside]) => `(${left} is ${type}${inside ? ` in ${inside}` : ""})`),
      has,
      method(set, ["contains"], tie("any")),
      method(set, ["containsAll", "containsAny"], set),
      set.map((arg) => `(${arg}).isEmpty()`),
      method(entity, ["hasTag"], string),
      choice(boolean),
    ),
    long: fc.oneof(
      deep,
      longLiteral,
      step.map((name) => `context${name}`),
      fc.constantFrom("context.size", "principal.size", "resource.size"),
      infix(long, ["+", "-", "*"], long),
      long.map((arg) => `-(${arg})`),
      choice(long),
    ),
    string: fc.oneof(
      deep,
      stringLiteral,
      fc.constantFrom("context.name", "principal.name", "resource.name"),
      method(entity, ["getTag"], string),
      choice(string),
    ),
    entity: fc.oneof(
      deep,
      fc.constantFrom("principal", "resource", "action"),
      anyEntityLiteral,
      fc.constantFrom("context.owner", "principal.owner", "resource.owner"),
      choice(entity),
    ),
    set: fc.oneof(
      deep,
      fc.array(longLiteral, { maxLength: 3 }).map((members) => `[${members.join(", ")}]`),
      fc.array(stringLiteral, { maxLength: 3 }).map((members) => `[${members.join(", ")}]`),
      fc.constantFrom("context.tags", "principal.tags", "resource.numbers", "context.numbers"),
      fc.array(tie("any"), { maxLength: 3 }).map((members) => `[${members.join(", ")}]`),
    ),
    record: fc.oneof(
      deep,
      fc.constantFrom("context", "context.box", "principal.box"),
      fc
        .uniqueArray(fc.tuple(attributeName, tie("any")), { maxLength: 3, selector: ([name]) => name })
        .map((entries) => `{${entries.map(([name, value]) => `"${name}": ${value}`).join(", ")}}`),
    ),
    read: fc.tuple(holder, step).map(([left, name]) => `(${left})${name}`),
    any: fc.oneof(
      { ...deep, maxDepth: 6 },
      longLiteral,
      stringLiteral,
      tie("boolean"),
      tie("long"),
      tie("string"),
      tie("entity"),
      tie("set"),
      tie("record"),
      tie("read"),
    ),
  };
});
