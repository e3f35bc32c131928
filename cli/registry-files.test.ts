import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openTestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { apiRoutes } from "@/lib/protocols/api/api-routes";
import { inOrderOfNeed } from "@/lib/registry/files/in-order-of-need";
import { assetKinds } from "@/lib/registry/kinds";
import { readSpec } from "@/lib/registry/specs/read-spec";
import { SAMPLE_SPECS } from "@/lib/registry/testing/sample-specs";
import { apply } from "./apply";
import { exportRegistry } from "./export";

type Mesh = Awaited<ReturnType<typeof openTestMesh>>;

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), "signalbox-files-"));
  folders.push(made);
  return made;
};
const as = (mesh: Mesh) => {
  const chain = [{ kind: "service" as const, id: "op" }];
  return ["--url", mesh.url, "--token", mesh.badge({ chain, roles: ["admin"], scopes: ["mesh", "admin"] })];
};
const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
const output = () => said.mock.calls.map(([line]) => String(line)).join("\n");

/** Every file below a folder with its bytes. */
const filesIn = (path: string) =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(path.length + 1), readFileSync(file, "utf8")]),
  );

const digestsIn = ({ mesh }: Mesh) =>
  mesh.database.sql`
    select a.kind, a.name, v.digest, a.lifecycle, a.suspended_reason, a.data_class,
      (select array_agg(l.label || ' ' || lv.digest order by l.label) from asset_labels l
        join asset_versions lv on lv.asset_id = l.asset_id and lv.version = l.version where l.asset_id = a.id) as labels
    from assets a join asset_versions v on v.asset_id = a.id and v.version = a.live_version order by a.kind, a.name`;

let full: Mesh;
let exported: string;

beforeAll(async () => {
  full = await openTestMesh(apiRoutes);
  const { sql } = full.mesh.database;
  await sql`insert into domains (name, title, contact) values ('desk', 'Desk', 'desk@example.com')`;
  const files = inOrderOfNeed(
    assetKinds.map((kind) => ({ kind, name: kind, domain: "test", spec: SAMPLE_SPECS[kind] })),
  );
  for (const { kind } of files)
    await full.register(kind, kind, readSpec(kind, SAMPLE_SPECS[kind]), { domain: "desk", tags: ["b", "a"] });
  const second = { messages: [{ role: "user" as const, content: "Other\n\nwords: yes\n" }] };
  await full.register("prompt", "letter", second);
  await full.register(
    "prompt",
    "letter",
    { messages: [{ role: "user", content: "Words" }] },
    { title: "Letter", dataClass: "restricted" },
  );
  const ask = (method: string, path: string, body: object) =>
    fetch(`${full.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${as(full)[3]}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).then((response) => expect(response.status).toBe(200));
  await ask("PUT", "/assets/prompt/letter/labels/staging", { version: 1 });
  await ask("PUT", "/assets/prompt/letter/labels/production", { version: 2 });
  await ask("POST", "/assets/model/model/state", { lifecycle: "deprecated", reason: "a newer one" });
  await ask("POST", "/assets/agent/agent/state", { suspended: true, reason: "it leaks" });
  exported = folder();
  expect(await exportRegistry([exported, ...as(full)])).toBe(0);
});
afterAll(async () => {
  await full.close();
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});
beforeEach(() => said.mockClear());

describe("the registry as files", () => {
  it("is one file an asset below its domain, without a secret", () => {
    const paths = Object.keys(filesIn(exported));
    expect(paths).toContain("desk/domain.yaml");
    for (const kind of assetKinds) expect(paths).toContain(`desk/${kind}/${kind}.yaml`);
    expect(filesIn(exported)["desk/model/model.yaml"]).toContain("secret: models-token");
  });

  it("gives the same digests, labels and states in an empty mesh, and the same bytes when that is exported", async () => {
    const empty = await openTestMesh(apiRoutes);
    try {
      expect(await apply([exported, ...as(empty)]), output()).toBe(0);
      expect(await digestsIn(empty)).toEqual(await digestsIn(full));
      const again = folder();
      await exportRegistry([again, ...as(empty)]);
      expect(filesIn(again)).toEqual(filesIn(exported));
    } finally {
      await empty.close();
    }
  });

  it("changes nothing when it is applied to the mesh that it came from, or in a dry run", async () => {
    const before = await full.mesh.database.sql`select count(*)::int as entries from audit_entries`;
    expect(await apply([exported, ...as(full)])).toBe(0);
    expect(output()).toMatch(/^\d+ unchanged\.$/m);
    const edited = folder();
    await exportRegistry([edited, ...as(full)]);
    const file = join(edited, "desk/budget/budget.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("250.00", "300.00"));
    said.mockClear();
    expect(await apply([edited, "--dry-run", ...as(full)])).toBe(0);
    expect(output()).toContain("updated   desk/budget/budget.yaml");
    expect(output()).toContain("spec: amount is now “300.00”, was “250.00”");
    expect(output()).toContain("Nothing was changed");
    const after = await full.mesh.database.sql`select count(*)::int as entries from audit_entries`;
    expect(after).toEqual(before);
  });

  it("leaves a file as somebody has laid it out, as long as it says the same", async () => {
    const mine = folder();
    await exportRegistry([mine, ...as(full)]);
    const file = join(mine, "desk/limit/limit.yaml");
    const commented = `# Agreed with the desk.\n${readFileSync(file, "utf8")}`;
    writeFileSync(file, commented);
    await exportRegistry([mine, ...as(full)]);
    expect(readFileSync(file, "utf8")).toBe(commented);
  });

  it("refuses file by file and says why, while the others are applied", async () => {
    const broken = folder();
    await exportRegistry([broken, ...as(full)]);
    const change = (path: string, from: string, to: string) => {
      const file = join(broken, path);
      const text = readFileSync(file, "utf8");
      expect(text).toContain(from);
      writeFileSync(file, text.replace(from, to));
    };
    change("desk/suite/suite.yaml", "cases: dataset/dataset", "cases: dataset/nowhere");
    change("desk/limit/limit.yaml", "kind: limit", "kind: limit\nsurprise: 1");
    change("desk/dataset/dataset.yaml", "name: dataset", "name: elsewhere");
    change("desk/workflow/workflow.yaml", "timeoutSeconds: 86400", "timeoutSeconds: 60");
    expect(await apply([broken, ...as(full)])).toBe(1);
    expect(output()).toMatch(/refused {3}desk\/suite\/suite\.yaml\n +cases: There is no dataset nowhere\./);
    expect(output()).toMatch(/refused {3}desk\/limit\/limit\.yaml\n.*surprise/);
    expect(output()).toMatch(
      /refused {3}desk\/dataset\/dataset\.yaml\n +What it holds belongs to desk\/dataset\/elsewhere\.yaml\./,
    );
    expect(output()).toMatch(/updated {3}desk\/workflow\/workflow\.yaml/);
  });

  it("becomes change requests when whoever applies it may not put it in force alone", async () => {
    const mine = folder();
    await exportRegistry([mine, ...as(full)]);
    const file = join(mine, "desk/budget/budget.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("250.00", "9000.00"));
    const chain = [{ kind: "user" as const, id: "00000000-0000-7000-8000-000000000001" }];
    const token = full.badge({ chain, roles: ["operator"], scopes: ["mesh", "admin"] });
    expect(await apply([join(mine), "--url", full.url, "--token", token])).toBe(1);
    expect(output()).toMatch(
      /proposed {2}desk\/budget\/budget\.yaml\n +change \d+, which waits for its review/,
    );
    // Policies ask for more than the right to write to the registry.
    expect(output()).toMatch(/refused {3}desk\/policy\/policy\.yaml/);
    const [row] = await full.mesh.database.sql`
      select v.spec ->> 'amount' as amount from assets a join asset_versions v on v.asset_id = a.id and v.version = a.live_version
      where a.kind = 'budget'`;
    expect(row).toEqual({ amount: "250.00" });
  });
});
