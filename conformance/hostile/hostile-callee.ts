import type { Socket } from "node:net";

/** What a callee writes on the connection once it has read a request. */
export type Script = (socket: Socket) => void;

const PIECE = Buffer.alloc(64 * 1024, 0x61);
const CHUNK = Buffer.concat([Buffer.from("10000\r\n"), PIECE, Buffer.from("\r\n")]);
const JSON_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const SSE_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

const json =
  (body: string | Buffer): Script =>
  (socket) => {
    const bytes = Buffer.from(body);
    socket.write(`${JSON_HEAD}Content-Length: ${bytes.length}\r\n\r\n`);
    socket.end(bytes);
  };
const raw =
  (text: string): Script =>
  (socket) =>
    void socket.end(Buffer.from(text, "latin1"));

/** Writes for as long as the other side takes it. */
const endless =
  (head: string, piece: Buffer): Script =>
  (socket) => {
    socket.write(head);
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on("drain", more);
    more();
  };

/** How callees answer that are broken, or would break whoever calls them. */
export const SCRIPTS: Record<string, Script> = {
  "no end, no length": endless(`${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\n"`, CHUNK),
  "no end, until closed": endless(`${JSON_HEAD}Connection: close\r\n\r\n"`, PIECE),
  "a terabyte announced": endless(`${JSON_HEAD}Content-Length: 1099511627776\r\n\r\n"`, PIECE),
  "an event without end": endless(`${SSE_HEAD}6\r\ndata: \r\n`, CHUNK),
  "headers without end": endless(
    "HTTP/1.1 200 OK\r\n",
    Buffer.from("X-Header: aaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(1000)),
  ),
  "one header without end": endless("HTTP/1.1 200 OK\r\nX-Header: ", PIECE),
  "a hundred continues": raw(
    `${"HTTP/1.1 100 Continue\r\n\r\n".repeat(100)}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}`,
  ),
  "length and chunked": raw(`${JSON_HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
  "two lengths": raw(`${JSON_HEAD}Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}`),
  "less than announced": raw(`${JSON_HEAD}Content-Length: 2000\r\n\r\n{}`),
  "status 999": raw("HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\n{}"),
  "status 101": raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: evil\r\nConnection: upgrade\r\n\r\n"),
  "no HTTP": raw("220 mail.example ESMTP\r\n"),
  "HTTP/0.9": raw("{}"),
  nothing: raw(""),
  "NUL in a header": raw(`HTTP/1.1 200 OK\r\nX-A: b\0c\r\nContent-Length: 2\r\n\r\n{}`),
  "a split answer": raw(`${JSON_HEAD}X-A: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}`),
  gzip: json(Buffer.from("1f8b0800000000000003abae0500430bbf2602000000", "hex")),
  "said to be gzip": raw(
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
  ),
  "a page": raw(
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<script>alert(1)</script>\n",
  ),
  "an error page": raw(
    "HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<script>alert(1)</script>\n",
  ),
  "no JSON": json("{"),
  "deep JSON": json("[".repeat(200_000) + "]".repeat(200_000)),
  "no UTF-8": json(Buffer.from([0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22])),
  __proto__: json(
    '{"jsonrpc":"2.0","id":1,"result":{"__proto__":{"polluted":true}},"__proto__":{"polluted":true}}',
  ),
  "odd members": json(
    '{"jsonrpc":"2.0","id":{"toString":1},"error":{"code":{"valueOf":1},"message":{"toString":1}},"model":{"toString":1},"usage":{"prompt_tokens":{"valueOf":1}},"choices":{"length":1e9}}',
  ),
  "usage beyond numbers": json(
    '{"id":"x","object":"chat.completion","choices":[],"usage":{"prompt_tokens":1e400,"completion_tokens":-5,"total_tokens":9007199254740993}}',
  ),
  "another id": json('{"jsonrpc":"2.0","id":"someone-else","result":{}}'),
  null: json("null"),
  "U+0000 and lone surrogates": json(
    '{"jsonrpc":"2.0","id":1,"result":{"message":{"messageId":"\\u0000","contextId":"a\\u0000b","taskId":"\\ud800","role":"ROLE_AGENT","parts":[{"text":"\\u0000"}]},"content":[{"type":"text","text":"\\u0000\\ud800"}]}}',
  ),
};
