const WIDTH = 30;
const LINES_EVERY = 10;

/** Shows how far a run is: one line that moves on a terminal, a line for every tenth part elsewhere. */
export function progressBar(
  total: number,
  out: NodeJS.WriteStream,
): { tick: (note: string) => void; end: () => void } {
  let done = 0;
  const live = out.isTTY === true;
  const step = Math.max(1, Math.ceil(total / LINES_EVERY));
  return {
    tick(note) {
      done++;
      const share = done / total;
      if (live) {
        const bar = "█".repeat(Math.round(share * WIDTH)).padEnd(WIDTH, "░");
        out.write(`\r\x1b[2K${`${bar} ${done}/${total}  ${note}`.slice(0, (out.columns ?? 80) - 1)}`);
      } else if (done % step === 0 || done === total) {
        out.write(`${done}/${total}\n`);
      }
    },
    end() {
      if (live) out.write("\r\x1b[2K");
    },
  };
}
