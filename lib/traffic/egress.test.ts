import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEgress, type Egress, type Resolve } from "./egress";

let server: Server;
let hits = 0;
let port = 0;
const strict = createEgress({ loopback: false, private: false });
const open = createEgress({ loopback: true, private: false });

beforeAll(async () => {
  server = createServer((req, res) => {
    hits++;
    if (req.url === "/redirect") res.writeHead(302, { location: "http://169.254.169.254/" });
    if (req.url === "/slow") return;
    res.end("ok");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as { port: number }).port;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await Promise.all([strict.close(), open.close()]);
});

const code = (egress: Egress, url: string) =>
  egress.request({ method: "GET", url, headers: {} }).then(
    async (response) => {
      await response.body.dump();
      return response.statusCode;
    },
    (err: { code: string }) => err.code,
  );

test.each([
  "http://127.0.0.1:PORT/",
  "http://127.1:PORT/",
  "http://0x7f000001:PORT/",
  "http://017700000001:PORT/",
  "http://2130706433:PORT/",
  "http://localhost:PORT/",
  "http://[::1]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://[::]:PORT/",
  "http://0.0.0.0:PORT/",
  "http://①②⑦.⓪.⓪.①:PORT/",
  "http://127。0。0。1:PORT/",
  "http://a@127.0.0.1:PORT/",
  "http://127.0.0.1:PORT\\@example.org/",
  "http://169.254.169.254/latest/meta-data",
  "http://[fd00:ec2::254]/",
  "http://[fe80::1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[2002:7f00:1::]/",
  "http://10.0.0.1/",
  "http://172.16.0.1/",
  "http://192.168.0.1/",
  "http://100.64.0.1/",
  "http://192.0.2.1/",
  "http://198.18.0.1/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://8.8.8.8/",
  "https://8.8.8.8:22/",
  "ftp://example.org/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:PORT/",
  "not an address",
])("%s is never called", async (url) => {
  const before = hits;
  expect(await code(strict, url.replace("PORT", String(port)))).toBe("egress_blocked");
  expect(hits).toBe(before);
});

test("loopback is called only where the setting allows it, private networks not even then", async () => {
  expect(await code(open, `http://127.0.0.1:${port}/`)).toBe(200);
  expect(await code(open, `http://localhost:${port}/`)).toBe(200);
  expect(await code(open, "http://10.0.0.1/")).toBe("egress_blocked");
  expect(await code(open, "http://169.254.169.254/")).toBe("egress_blocked");
});

test("a redirect is an answer, not a way on", async () => {
  expect(await code(open, `http://127.0.0.1:${port}/redirect`)).toBe(302);
});

test("a callee that says nothing times out with its own code", async () => {
  const request = open.request({
    method: "GET",
    url: `http://127.0.0.1:${port}/slow`,
    headers: {},
    headersTimeoutMs: 50,
  });
  await expect(request).rejects.toMatchObject({ code: "upstream_timeout" });
});

test.each(["https://168.63.129.16/", "https://[fd00:ec2::254]/", "https://169.254.169.254/"])(
  "%s tells secrets of the machine and is not called even where private networks are",
  async (url) => {
    const wide = createEgress({ loopback: true, private: true });
    expect(await code(wide, url)).toBe("egress_blocked");
    await wide.close();
  },
);

/** A resolver that answers each question with the next of these, the last for ever. */
function resolver(...answers: string[][]): Resolve {
  let asked = 0;
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
}

test.each([
  ["a name that means this machine", [["127.0.0.1"]]],
  ["a public address and an inside one", [["93.184.216.34", "127.0.0.1"]]],
  ["IPv4 inside IPv6", [["::ffff:127.0.0.1"]]],
  ["the deprecated form of it", [["::7f00:1"]]],
  ["no address at all", [[]]],
  ["a cloud's metadata", [["169.254.169.254"]]],
] as [string, string[][]][])("a name that resolves to %s is refused", async (_what, answers) => {
  const before = hits;
  const egress = createEgress({ loopback: false, private: false }, resolver(...answers));
  expect(await code(egress, `https://somewhere.example:${port}/`)).toBe("egress_blocked");
  expect(await code(egress, `http://somewhere.example:${port}/`)).toBe("egress_blocked");
  expect(hits).toBe(before);
  await egress.close();
});

test("a name that is public at the look and means this machine at the call is not called", async () => {
  const before = hits;
  const asked: string[] = [];
  const turns = resolver(["192.0.2.1"], ["127.0.0.1"]);
  const egress = createEgress({ loopback: false, private: false }, (hostname, options, callback) => {
    asked.push(hostname);
    turns(hostname, options, callback);
  });
  const url = `https://rebind.example:${port}/`;
  expect(egress.check(url).hostname).toBe("rebind.example");
  for (let turn = 0; turn < 3; turn++) expect(await code(egress, url)).toBe("egress_blocked");
  // Each connection is made to what its own one question was answered with.
  expect(asked).toHaveLength(3);
  expect(hits).toBe(before);
  await egress.close();
});

test("a public name is not called in the clear", async () => {
  const egress = createEgress({ loopback: false, private: false }, resolver(["93.184.216.34"]));
  expect(await code(egress, "http://public.example/")).toBe("egress_blocked");
  await egress.close();
});
