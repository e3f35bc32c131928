import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readStdioFile, stdioUrl } from "./read-stdio-file";

const folder = mkdtempSync(join(tmpdir(), "signalbox-stdio-file-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function read(content: unknown) {
  const path = join(folder, `${++made}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return readStdioFile(path);
}
const good = { name: "files", command: ["node", "server.js"] };

describe("the operator's file of servers that the mesh runs", () => {
  it("names a program and its arguments as one list", () => {
    expect(read({ servers: [good] })[0]).toMatchObject({
      ...good,
      cwd: "/",
      user: "nobody",
      env: {},
      passEnv: [],
    });
  });

  it.each([
    ["a shell line instead of a list", { ...good, command: "sh -c id" }],
    ["an empty list", { ...good, command: [] }],
    ["root", { ...good, user: "root" }],
    ["a folder that depends on where the mesh runs", { ...good, cwd: "here" }],
    ["a variable that is none", { ...good, env: { "A B": "x" } }],
    ["a member that nobody knows", { ...good, shell: true }],
    ["a name that is no name", { ...good, name: "../files" }],
  ])("is refused with %s", (_what, server) => {
    expect(() => read({ servers: [server] })).toThrow(/SIGNALBOX_STDIO_SERVERS/);
  });

  it("is refused when it is no JSON, is not there, or names a server twice", () => {
    expect(() => read("{")).toThrow(/SIGNALBOX_STDIO_SERVERS/);
    expect(() => readStdioFile(join(folder, "missing.json"))).toThrow(/cannot be read/);
    expect(() => read({ servers: [good, good] })).toThrow(/files is there twice/);
  });

  it("is approved entry by entry: any change of one is looked at anew", () => {
    const [server] = read({ servers: [good] });
    const [changed] = read({ servers: [{ ...good, env: { LEVEL: "2" } }] });
    if (!server || !changed) throw new Error("the file was not read");
    expect(stdioUrl(server)).toMatch(/^stdio:\/\/files\/[0-9a-f]{16}$/);
    expect(stdioUrl(changed)).not.toBe(stdioUrl(server));
  });
});
