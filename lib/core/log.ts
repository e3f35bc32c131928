import pino from "pino";
import { escapeLine } from "./json-line";

/** Written at once: the last line before a crash is the one that is needed. */
const stderr = pino.destination({ dest: 2, sync: true });

/**
 * Structured logs, one JSON object a line on standard error; control characters are escaped by the encoder, so no input can forge a line.
 * `SIGNALBOX_LOG` sets the level (default `info`).
 */
export const log = pino(
  {
    level: process.env.SIGNALBOX_LOG ?? "info",
    base: null,
    redact: ["authorization", "*.authorization", "headers.authorization", "client_secret", "*.client_secret"],
    timestamp: pino.stdTimeFunctions.isoTime,
  },
  { write: (line: string) => stderr.write(escapeLine(line)) },
);
