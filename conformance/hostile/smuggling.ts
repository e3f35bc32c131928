import { newTraceId } from "@/lib/core/ids";
import type { Findings, Part } from "./findings";
import { sendRaw } from "./raw";
import type { Stage } from "./stage";

const BODY = '{"model":"m","messages":[{"role":"user","content":"hello"}]}';
const INNER =
  "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nX-Smuggled: yes\r\nContent-Length: 0\r\n\r\n";

/** Requests that two readers could understand differently, byte for byte on a bare connection. Each gets one refusal, the connection ends, and nothing of it reaches a callee. */
export const smuggling: Part = async (stage, findings) => {
  const badge = await stage.badge();
  for (const [name, request] of Object.entries(REQUESTS)) {
    const traceId = newTraceId();
    const auth = `Authorization: Bearer ${badge}\r\ntraceparent: 00-${traceId}-1111111111111111-01\r\nContent-Type: application/json\r\n`;
    const { statuses, closed, text } = await sendRaw(stage.port, request(auth), { quietMs: 250 });
    const refused =
      statuses.length === 1 && statuses[0] !== undefined && statuses[0] >= 400 && statuses[0] < 500;
    // An expectation is part of a request that is otherwise whole, so its connection is not in doubt.
    const ended = closed || statuses[0] === 417;
    const hits = stage.upstream.hitsOf(traceId).length;
    findings.check(
      `smuggling/${name}`,
      refused && ended && hits === 0,
      () => `${statuses} closed=${closed}, ${hits} upstream: ${text.slice(0, 200)}`,
    );
    findings.check(`smuggling/${name}/says little`, !/node|v8|llhttp|HPE_|\bat \//i.test(text), () => text);
  }
  await pipelined(stage, findings, badge);
};

const head = (auth: string, framing: string, line = "POST /v1/chat/completions HTTP/1.1") =>
  `${line}\r\nHost: localhost\r\n${auth}${framing}\r\n`;
const length = (text: string) => `Content-Length: ${text.length}\r\n`;
const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

type Make = (auth: string) => string;

const REQUESTS: Record<string, Make> = {
  "length and chunked": (auth) =>
    head(auth, `${length(BODY)}Transfer-Encoding: chunked\r\n`) + chunked(BODY) + INNER,
  "chunked and length": (auth) =>
    head(auth, `Transfer-Encoding: chunked\r\n${length(BODY)}`) + chunked(BODY) + INNER,
  "two lengths": (auth) => head(auth, `Content-Length: 0\r\n${length(BODY)}`) + BODY,
  "two equal lengths": (auth) => head(auth, length(BODY) + length(BODY)) + BODY,
  "list of lengths": (auth) => head(auth, `Content-Length: ${BODY.length}, ${BODY.length}\r\n`) + BODY,
  "length with a sign": (auth) => head(auth, `Content-Length: +${BODY.length}\r\n`) + BODY,
  "negative length": (auth) => head(auth, "Content-Length: -1\r\n") + BODY,
  "hexadecimal length": (auth) => head(auth, `Content-Length: 0x${BODY.length.toString(16)}\r\n`) + BODY,
  "length beyond 64 bits": (auth) => head(auth, "Content-Length: 18446744073709551617\r\n") + BODY,
  "length with a space": (auth) => head(auth, `Content-Length : ${BODY.length}\r\n`) + BODY,
  "two transfer codings": (auth) =>
    head(auth, "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n") + chunked(BODY),
  "chunked twice": (auth) => head(auth, "Transfer-Encoding: chunked, chunked\r\n") + chunked(BODY),
  "chunked not last": (auth) => head(auth, "Transfer-Encoding: chunked, gzip\r\n") + chunked(BODY),
  "gzip before chunked": (auth) => head(auth, "Transfer-Encoding: gzip, chunked\r\n") + chunked(BODY),
  "identity coding": (auth) => head(auth, "Transfer-Encoding: identity\r\n") + BODY,
  "unknown coding": (auth) => head(auth, "Transfer-Encoding: xchunked\r\n") + chunked(BODY),
  "coding behind a tab": (auth) => head(auth, "Transfer-Encoding:\u000bchunked\r\n") + chunked(BODY),
  "coding with a space before the colon": (auth) =>
    head(auth, "Transfer-Encoding : chunked\r\n") + chunked(BODY),
  "coding in quotes": (auth) => head(auth, 'Transfer-Encoding: "chunked"\r\n') + chunked(BODY),
  "coding on HTTP/1.0": (auth) =>
    head(auth, `${length(BODY)}Transfer-Encoding: chunked\r\n`, "POST /v1/messages HTTP/1.0") + chunked(BODY),
  "chunk size with a sign": (auth) => `${head(auth, "Transfer-Encoding: chunked\r\n")}+${chunked(BODY)}`,
  "chunk size with 0x": (auth) => `${head(auth, "Transfer-Encoding: chunked\r\n")}0x${chunked(BODY)}`,
  "chunk size of 17 digits": (auth) =>
    `${head(auth, "Transfer-Encoding: chunked\r\n")}1${"0".repeat(16)}\r\n${BODY}\r\n0\r\n\r\n`,
  "chunk without its end": (auth) =>
    `${head(auth, "Transfer-Encoding: chunked\r\n")}${BODY.length.toString(16)}\r\n${BODY}XX0\r\n\r\n`,
  "chunk ended by a bare line feed": (auth) =>
    `${head(auth, "Transfer-Encoding: chunked\r\n")}${BODY.length.toString(16)}\n${BODY}\n0\n\n`,
  "chunk extension with a bare carriage return": (auth) =>
    `${head(auth, "Transfer-Encoding: chunked\r\n")}${BODY.length.toString(16)};a\rb\r\n${BODY}\r\n0\r\n\r\n`,
  "folded header": (auth) => head(auth, `X-Folded: a\r\n b\r\n${length(BODY)}`) + BODY,
  "folded coding": (auth) => head(auth, `Transfer-Encoding:\r\n chunked\r\n${length(BODY)}`) + BODY,
  "first header folded": (auth) => `POST /v1/messages HTTP/1.1\r\n Host: localhost\r\n${auth}\r\n`,
  "bare line feeds": (auth) => (head(auth, length(BODY)) + BODY).replaceAll("\r\n", "\n"),
  "bare line feed in a header": (auth) => head(auth, `X-A: b\nX-C: d\r\n${length(BODY)}`) + BODY,
  "bare carriage return in a header": (auth) => head(auth, `X-A: b\rX-C: d\r\n${length(BODY)}`) + BODY,
  "NUL in a value": (auth) => head(auth, `X-A: b\0c\r\n${length(BODY)}`) + BODY,
  "NUL in a name": (auth) => head(auth, `X-A\0b: c\r\n${length(BODY)}`) + BODY,
  "control character in a value": (auth) => head(auth, `X-A: b\u0001c\r\n${length(BODY)}`) + BODY,
  "no name": (auth) => head(auth, `: nothing\r\n${length(BODY)}`) + BODY,
  "no colon": (auth) => head(auth, `Nothing\r\n${length(BODY)}`) + BODY,
  "space in a name": (auth) => head(auth, `X A: b\r\n${length(BODY)}`) + BODY,
  "no host": (auth) => `POST /v1/messages HTTP/1.1\r\n${auth}${length(BODY)}\r\n${BODY}`,
  "two hosts": (auth) => head(auth, `Host: evil.example\r\n${length(BODY)}`) + BODY,
  "two equal hosts": (auth) => head(auth, `Host: localhost\r\n${length(BODY)}`) + BODY,
  "foreign host": (auth) => head(auth, length(BODY)).replace("localhost", "evil.example") + BODY,
  "host with a path": (auth) => head(auth, length(BODY)).replace("localhost", "localhost/evil") + BODY,
  "host with user information": (auth) =>
    head(auth, length(BODY)).replace("localhost", "localhost@evil.example") + BODY,
  "host list": (auth) => head(auth, length(BODY)).replace("localhost", "localhost, evil.example") + BODY,
  "empty host": (auth) => head(auth, length(BODY)).replace("Host: localhost", "Host:") + BODY,
  "absolute target": (auth) =>
    head(auth, length(BODY), "POST http://evil.example/v1/messages HTTP/1.1") + BODY,
  "absolute target of this host": (auth) =>
    head(auth, length(BODY), "POST http://localhost/v1/messages HTTP/1.1") + BODY,
  "absolute target of another scheme": (auth) =>
    head(auth, length(BODY), "POST file:///etc/passwd HTTP/1.1") + BODY,
  "authority target": (auth) => head(auth, length(BODY), "POST localhost:80 HTTP/1.1") + BODY,
  "asterisk target": (auth) => head(auth, length(BODY), "POST * HTTP/1.1") + BODY,
  "no target": (auth) => head(auth, length(BODY), "POST  HTTP/1.1") + BODY,
  "space in the target": (auth) => head(auth, length(BODY), "POST /v1/messages x HTTP/1.1") + BODY,
  "tab in the target": (auth) => head(auth, length(BODY), "POST /v1/mess\tages HTTP/1.1") + BODY,
  "NUL in the target": (auth) => head(auth, length(BODY), "POST /v1/mess\0ages HTTP/1.1") + BODY,
  "backslash in the target": (auth) => head(auth, length(BODY), "POST /v1\\messages HTTP/1.1") + BODY,
  "unknown version": (auth) => head(auth, length(BODY), "POST /v1/messages HTTP/9.9") + BODY,
  "version with more digits": (auth) => head(auth, length(BODY), "POST /v1/messages HTTP/1.10") + BODY,
  "no version": (auth) => `POST /v1/messages\r\n${auth}\r\n`,
  "unknown method": (auth) => head(auth, length(BODY), "SMUGGLE /v1/messages HTTP/1.1") + BODY,
  "method of a cache": (auth) => head(auth, "", "PURGE /v1/messages HTTP/1.1"),
  "method in lower case": (auth) => head(auth, length(BODY), "post /v1/messages HTTP/1.1") + BODY,
  TRACE: (auth) => head(auth, "", "TRACE /v1/messages HTTP/1.1"),
  "HTTP/2 preface": () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "TLS hello": () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  "unmet expectation": (auth) => head(auth, `Expect: 200-maybe\r\n${length(BODY)}`) + BODY,
  noise: () => "\u0000\u0001\u0002\r\n\r\n",
};

/** Two honest requests in one packet are two answers in order; a body that looks like a request stays a body. */
async function pipelined(stage: Stage, findings: Findings, badge: string): Promise<void> {
  const traceId = newTraceId();
  const auth = `Authorization: Bearer ${badge}\r\ntraceparent: 00-${traceId}-1111111111111111-01\r\nContent-Type: application/json\r\n`;
  const one = head(auth, length(BODY)) + BODY;
  const both = await sendRaw(stage.port, one + one, { quietMs: 1_000 });
  findings.check("smuggling/pipelined", both.statuses.join() === "200,200", () => both.text.slice(0, 300));
  const before = stage.upstream.hitsOf(traceId).length;
  findings.check("smuggling/pipelined, upstream", before === 2, () => `${before} hits`);
  const inBody = await sendRaw(stage.port, head(auth, length(INNER)) + INNER);
  findings.check("smuggling/request as body", inBody.statuses.join() === "400", () =>
    inBody.text.slice(0, 300),
  );
}
