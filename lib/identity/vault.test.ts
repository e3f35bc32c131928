import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadKek } from "./load-kek";
import { openVault, vaultOf } from "./vault";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "signalbox-vault-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const vault = vaultOf(randomBytes(32));

test("what is sealed opens under its own name and key only", () => {
  const sealed = vault.seal("secrets/crm", Buffer.from("hunter2"));
  expect(vault.open("secrets/crm", sealed).toString()).toBe("hunter2");
  expect(sealed.includes("hunter2")).toBe(false);
  expect(() => vault.open("secrets/mail", sealed)).toThrow(/damaged or was moved/);
  expect(() => vaultOf(randomBytes(32)).open("secrets/crm", sealed)).toThrow(/another key-encryption key/);
});

test("the same value sealed twice gives nothing away", () => {
  expect(vault.seal("n", Buffer.from("x")).equals(vault.seal("n", Buffer.from("x")))).toBe(false);
});

test("any changed or missing byte is noticed", () => {
  const sealed = vault.seal("n", Buffer.from("a credential"));
  for (let at = 0; at < sealed.length; at++) {
    const damaged = Buffer.from(sealed);
    damaged[at] = (damaged[at] as number) ^ 1;
    expect(() => vault.open("n", damaged)).toThrow(expect.objectContaining({ code: "unavailable" }));
    expect(() => vault.open("n", sealed.subarray(0, at))).toThrow(
      expect.objectContaining({ code: "unavailable" }),
    );
  }
});

test("without a configured key one is made once, for its owner's eyes only", () => {
  const first = openVault({ kek: undefined, homeDir: home });
  expect(statSync(join(home, "kek")).mode & 0o777).toBe(0o600);
  expect(openVault({ kek: undefined, homeDir: home }).keyId).toBe(first.keyId);
});

test("a configured key leaves no file, and the same text gives the same key", () => {
  const one = loadKek({ kek: "correct horse battery staple", homeDir: home });
  expect(one).toHaveLength(32);
  expect(loadKek({ kek: "correct horse battery staple", homeDir: home }).equals(one)).toBe(true);
  expect(loadKek({ kek: "correct horse battery stapler", homeDir: home }).equals(one)).toBe(false);
  expect(() => readFileSync(join(home, "kek"))).toThrow();
});

test("a damaged key file is said to be damaged, not replaced", () => {
  writeFileSync(join(home, "kek"), "short");
  expect(() => loadKek({ kek: undefined, homeDir: home })).toThrow(/damaged/);
  expect(readFileSync(join(home, "kek"), "utf8")).toBe("short");
});
