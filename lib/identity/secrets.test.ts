import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { MESH_AUTHOR } from "./author";
import { putSecret, removeSecret } from "./put-secret";
import { openSecrets } from "./secrets";
import { vaultOf } from "./vault";

const database = testDatabase();
const vault = vaultOf(randomBytes(32));

test("a changed secret is used from then on, a removed one no more, and none is readable in a dump", async () => {
  const { db, sql } = database();
  const secrets = await openSecrets(database(), vault);
  try {
    await expect(secrets.get("crm")).rejects.toMatchObject({ code: "unavailable" });
    await putSecret(db, vault, { name: "crm", value: "marker-one" }, MESH_AUTHOR);
    expect(await secrets.get("crm")).toBe("marker-one");
    await putSecret(db, vault, { name: "crm", value: "marker-two" }, MESH_AUTHOR);
    await vi.waitFor(async () => expect(await secrets.get("crm")).toBe("marker-two"), {
      timeout: 2000,
      interval: 5,
    });

    const dump = await sql`select encode(ciphertext, 'escape') as c from secrets
                           union all select leaf || coalesce(payload::text, '') from audit_entries`;
    expect(dump).toHaveLength(3);
    expect(JSON.stringify(dump)).not.toContain("marker-");

    await removeSecret(db, { name: "crm" }, MESH_AUTHOR);
    await vi.waitFor(() => expect(secrets.get("crm")).rejects.toMatchObject({ code: "unavailable" }), {
      timeout: 2000,
      interval: 5,
    });
    await expect(removeSecret(db, { name: "crm" }, MESH_AUTHOR)).rejects.toMatchObject({ code: "not_found" });
  } finally {
    await secrets.close();
  }
});

test("a ciphertext moved to another row does not open", async () => {
  const { db, sql } = database();
  const secrets = await openSecrets(database(), vault);
  try {
    await putSecret(db, vault, { name: "mine", value: "mine" }, MESH_AUTHOR);
    await sql`insert into secrets (name, ciphertext, key_id) select 'stolen', ciphertext, key_id from secrets where name = 'mine'`;
    await expect(secrets.get("stolen")).rejects.toMatchObject({ code: "unavailable" });
  } finally {
    await secrets.close();
  }
});
