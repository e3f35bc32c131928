import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { digestOf } from "@/lib/core/canonical-json";
import { isMeshError } from "@/lib/core/errors";
import { ASSET_KIND_NAMES } from "../catalog-names.schema";
import { searchableOf } from "../searchable";
import { readSpec } from "../specs/read-spec";
import { SAMPLE_SPECS } from "../testing/sample-specs";
import { ASSET_KINDS, type AssetKind, assetKinds } from ".";
import { kindSchema, schemaId } from "./kind-schema";

const issuesOf = (kind: AssetKind, spec: unknown) => {
  try {
    readSpec(kind, spec);
    return [];
  } catch (err) {
    return isMeshError(err) ? (err.issues ?? []) : [{ path: "?", message: String(err) }];
  }
};

describe("kinds of assets", () => {
  it("are the same to the registry and to the browser", () => {
    expect([...ASSET_KIND_NAMES]).toEqual(assetKinds);
    expect(Object.keys(SAMPLE_SPECS).sort()).toEqual([...assetKinds].sort());
  });

  it("keep the digests of specs that were written before agents had permissions, tools access and models limits", () => {
    const { permitted: _, ...agent } = SAMPLE_SPECS.agent;
    const { parameters: _p, limits: _l, ...model } = SAMPLE_SPECS.model;
    const server = {
      ...SAMPLE_SPECS["mcp-server"],
      tools: SAMPLE_SPECS["mcp-server"].tools.map(({ access: _a, ...tool }) => tool),
    };
    expect(digestOf(ASSET_KINDS.agent.parse(agent))).toBe(digestOf(agent));
    expect(digestOf(ASSET_KINDS.model.parse(model))).toBe(digestOf(model));
    expect(digestOf(ASSET_KINDS["mcp-server"].parse(server))).toBe(digestOf(server));
    expect(digestOf(ASSET_KINDS.policy.parse(SAMPLE_SPECS.policy))).toBe(digestOf(SAMPLE_SPECS.policy));
  });

  it.each(assetKinds)("%s: a spec reads the same again, and is searchable", (kind) => {
    const spec = readSpec(kind, SAMPLE_SPECS[kind]);
    expect(readSpec(kind, spec)).toEqual(spec);
    expect(digestOf(readSpec(kind, structuredClone(spec)))).toBe(digestOf(spec));
    expect(searchableOf(kind, spec).words.length).toBeGreaterThanOrEqual(0);
  });

  it.each(assetKinds)("%s: a member that there is not is refused by name, not dropped", (kind) => {
    const [issue] = issuesOf(kind, { ...SAMPLE_SPECS[kind], surprise: 1 });
    expect(`${issue?.path} ${issue?.message}`).toContain("surprise");
  });

  it.each(assetKinds)(
    "%s: its published JSON Schema takes what the mesh takes, under a name of its own",
    (kind) => {
      const schema = kindSchema(kind);
      expect(schema.$id).toBe(schemaId(kind));
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
      const spec = readSpec(kind, SAMPLE_SPECS[kind]);
      expect(validate(spec), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({})).toBe(false);
    },
  );

  it("says what is wrong and where", () => {
    expect(issuesOf("budget", { ...SAMPLE_SPECS.budget, amount: "a lot" })).toMatchObject([
      { path: "amount" },
    ]);
    expect(issuesOf("limit", { scope: {} })).toMatchObject([
      { message: expect.stringMatching(/at least one/) },
    ]);
    expect(issuesOf("suite", { ...SAMPLE_SPECS.suite, passAt: 2 })).toMatchObject([{ path: "passAt" }]);
    expect(issuesOf("workflow", { steps: [{ id: "a", uses: "nobody" }] })).toHaveLength(1);
  });

  it("pins what a document offers", () => {
    expect(readSpec("api", SAMPLE_SPECS.api).operations.map(({ id, method }) => [id, method])).toEqual([
      ["getOrder", "GET"],
      ["DELETE /orders/{id}", "DELETE"],
    ]);
    expect(readSpec("stream", SAMPLE_SPECS.stream)).toMatchObject({
      server: "main",
      channels: [{ id: "orders", address: "orders", actions: ["receive"], messages: ["placed"] }],
    });
  });
});
