import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEgress } from "@/lib/traffic/egress";
import { httpWitness } from "./http-witness";
import { createWitness, fileWitness } from "./witness";

describe("a file as witness", () => {
  it("holds the newest checkpoint whole, however fast they come, and nothing else is left", async () => {
    const folder = mkdtempSync(join(tmpdir(), "signalbox-witness-"));
    try {
      const path = join(folder, "checkpoint");
      const witness = fileWitness(path);
      for (let size = 1; size <= 500; size++) witness.tell(`${"log\n".repeat(2000)}${size}\n`);
      await vi.waitFor(() => expect(readFileSync(path, "utf8")).toBe(`${"log\n".repeat(2000)}500\n`));
      await witness.close();
      expect(readdirSync(folder)).toEqual(["checkpoint"]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a witness that fails", () => {
  it("is tried again until it has the newest, and keeps nobody waiting", async () => {
    const got: string[] = [];
    let broken = true;
    const witness = createWitness(
      "test",
      async (note) => {
        if (broken) throw new Error("away");
        got.push(note);
      },
      { retryMs: 1 },
    );
    witness.tell("1");
    witness.tell("2");
    await vi.waitFor(() => expect(got).toEqual([]));
    broken = false;
    witness.tell("3");
    await vi.waitFor(() => expect(got).toEqual(["3"]));
    await witness.close();
    expect(got).toEqual(["3"]);
  });

  it("gets one more try when the mesh stops, and does not hold it up", async () => {
    let tries = 0;
    const witness = createWitness(
      "test",
      async () => {
        tries += 1;
        throw new Error("away");
      },
      { retryMs: 60_000 },
    );
    witness.tell("1");
    await vi.waitFor(() => expect(tries).toBe(1));
    await witness.close();
    expect(tries).toBe(2);
  });
});

describe("an address as witness", () => {
  let server: Server;
  const bodies: string[] = [];
  let status = 200;
  const egress = createEgress({ loopback: true, private: false });

  beforeEach(async () => {
    bodies.length = 0;
    server = createServer((req, res) => {
      let body = "";
      req.on("data", (chunk) => {
        body += chunk;
      });
      req.on("end", () => {
        if (status === 200) bodies.push(`${req.method} ${req.headers["content-type"]} ${body}`);
        res.writeHead(status).end();
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const url = () => `http://127.0.0.1:${(server.address() as { port: number }).port}/checkpoints`;

  it("is sent the note as it is, again after a refusal", async () => {
    status = 503;
    const witness = httpWitness(url(), egress);
    witness.tell("mesh.example/audit\n7\nroot\n");
    await new Promise((done) => server.once("request", done));
    status = 200;
    await witness.close();
    expect(bodies).toEqual(["POST text/plain; charset=utf-8 mesh.example/audit\n7\nroot\n"]);
  });
});
