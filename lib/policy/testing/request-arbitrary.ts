import fc from "fast-check";
import type { CedarValue, DecisionRequest, EntityRecord, EntityRef, EntitySource } from "../decision";
import { ATTRIBUTES, ENTITY_IDS } from "./policy-arbitrary";

/** A small world of entities: some attributes are missing, one entity does not exist at all. */
export interface World {
  records: readonly EntityRecord[];
  source: EntitySource;
}

export function worlds(): fc.Arbitrary<World> {
  return fc
    .tuple(...EXISTING.map((ref) => attributes().map((attrs) => ({ ref, attrs, parents: PARENTS(ref) }))))
    .map((records) => {
      const byKey = new Map(records.map((record) => [keyOf(record.ref), record]));
      return { records, source: (ref) => byKey.get(keyOf(ref)) };
    });
}

export function requests(): fc.Arbitrary<DecisionRequest> {
  return fc.record({
    principal: refOf('Agent::"a1"', 'Agent::"a2"', 'User::"u1"', 'Service::"s1"', 'Agent::"ghost"'),
    action: fc.constantFrom("callTool", "callTool", "useModel", "invokeAgent"),
    resource: refOf('Tool::"m1/t1"', 'Tool::"m1/t2"', 'Model::"x"', 'Agent::"a2"'),
    context: attributes(),
  });
}

const REFS: EntityRef[] = ENTITY_IDS.map(parseRef);
const EXISTING = REFS.filter((ref) => ref.id !== "ghost");

function PARENTS(ref: EntityRef): EntityRef[] {
  switch (ref.type) {
    case "Tool":
      return [{ type: "McpServer", id: "m1" }];
    case "Domain":
      return [{ type: "Mesh", id: "mesh" }];
    case "Agent":
      return [{ type: "Domain", id: ref.id === "a1" ? "d1" : "d2" }];
    case "McpServer":
    case "Model":
      return [{ type: "Domain", id: "d1" }];
    default:
      return [];
  }
}

/** Mostly the type that the name promises, sometimes another, often nothing. */
function attributes(): fc.Arbitrary<Record<string, CedarValue>> {
  const leaf = fc.oneof(
    fc.boolean(),
    fc.integer({ min: -3, max: 6 }),
    fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
    fc.constantFrom("", "a", "ab", "abc", "x*y", "é😀", "name"),
    fc.constantFrom(...REFS).map((ref): CedarValue => ({ __entity: ref })),
  );
  const any: fc.Arbitrary<CedarValue> = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...ATTRIBUTES), leaf, { maxKeys: 3, noNullPrototype: true }),
  );
  const usually = (typed: fc.Arbitrary<CedarValue>): fc.Arbitrary<CedarValue> =>
    fc.oneof({ weight: 9, arbitrary: typed }, { weight: 1, arbitrary: any });
  const typed: Record<(typeof ATTRIBUTES)[number], fc.Arbitrary<CedarValue>> = {
    name: usually(fc.constantFrom("", "a", "ab", "abc", "x*y", "é😀", "name")),
    size: usually(fc.oneof(fc.integer({ min: -3, max: 6 }), fc.constant(Number.MAX_SAFE_INTEGER))),
    flag: usually(fc.boolean()),
    tags: usually(fc.array(fc.constantFrom("", "a", "ab", "abc"), { maxLength: 3 })),
    numbers: usually(fc.array(fc.integer({ min: -3, max: 6 }), { maxLength: 3 })),
    owner: usually(fc.constantFrom(...REFS).map((ref) => ({ __entity: ref }))),
    box: usually(fc.dictionary(fc.constantFrom(...ATTRIBUTES), any, { maxKeys: 4, noNullPrototype: true })),
    "odd name": any,
  };
  return fc
    .record(typed, { requiredKeys: [], noNullPrototype: true })
    .map((record) => record as Record<string, CedarValue>);
}

function refOf(...ids: (typeof ENTITY_IDS)[number][]): fc.Arbitrary<EntityRef> {
  return fc.constantFrom(...ids.map(parseRef));
}

function parseRef(text: string): EntityRef {
  const [type, id] = text.split("::");
  return { type: type as EntityRef["type"], id: JSON.parse(id ?? '""') };
}

function keyOf(ref: EntityRef): string {
  return `${ref.type}::${ref.id}`;
}
