import { randomBytes, randomFillSync } from "node:crypto";

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const POOL_BYTES = 4096;
const pool = Buffer.alloc(POOL_BYTES);
let poolAt = POOL_BYTES;

/** `count` random bytes from a pool refilled in one system call; the hot path needs several ids for each call. */
function takeRandom(count: number): Buffer {
  if (poolAt + count > POOL_BYTES) {
    randomFillSync(pool);
    poolAt = 0;
  }
  const slice = pool.subarray(poolAt, poolAt + count);
  poolAt += count;
  return slice;
}

function hex(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at++) text += HEX[bytes[at] as number];
  return text;
}

let lastMs = 0;
let counter = 0;

/**
 * A UUID version 7 (RFC 9562 section 5.7): sorts by its millisecond, so lists page by id. Within this process ids of one millisecond grow as well: `rand_a` is a counter with a random start
 * (section 6.2, method 1), so what happened first sorts first.
 */
export function newId(nowMs: number = Date.now()): string {
  const random = takeRandom(10);
  if (nowMs === lastMs && counter < 0xfff) counter++;
  else counter = (((random[0] as number) << 8) | (random[1] as number)) & 0x7ff;
  lastMs = nowMs;
  const time = nowMs.toString(16).padStart(12, "0");
  const versioned = (0x7000 | counter).toString(16);
  const variant = HEX[((random[2] as number) & 0x3f) | 0x80];
  return `${time.slice(0, 8)}-${time.slice(8)}-${versioned}-${variant}${hex(random, 3, 4)}-${hex(random, 4, 10)}`;
}

/** The smallest UUID version 7 of a millisecond: the lower bound of a range over ids. */
export function idFloor(atMs: number): string {
  const time = Math.max(0, Math.floor(atMs)).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** The millisecond in which a UUID version 7 was made. */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** A W3C trace id: 16 random bytes in hex. */
export function newTraceId(): string {
  return hex(takeRandom(16), 0, 16);
}

/** A W3C span id: 8 random bytes in hex. */
export function newSpanId(): string {
  return hex(takeRandom(8), 0, 8);
}

/** A secret of 256 random bits in base64url behind a prefix that secret scanners can find. */
export function newSecret(prefix: string): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}
