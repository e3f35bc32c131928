const QUIET_MS = 1000;
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/**
 * Runs one step and shows that it is alive: a spinner with the elapsed time on a terminal, plain lines elsewhere. A step shorter than a second prints nothing but its end.
 * @param {string} title
 * @param {(report: (detail: string) => void) => Promise<T>} work may report what it is at
 * @returns {Promise<T>}
 * @template T
 */
export async function step(title, work) {
  const startedAt = Date.now();
  const live = process.stdout.isTTY === true;
  let detail = "";
  let frame = 0;
  let announced = false;
  const timer = setInterval(
    () => {
      const elapsedMs = Date.now() - startedAt;
      if (elapsedMs < QUIET_MS) return;
      if (live) {
        const text = `${FRAMES[frame++ % FRAMES.length]} ${title} ${seconds(elapsedMs)}${detail ? `  ${detail}` : ""}`;
        process.stdout.write(`\r\x1b[2K${text.slice(0, (process.stdout.columns ?? 80) - 1)}`);
      } else if (!announced) {
        announced = true;
        console.log(`  ${title} ...`);
      }
    },
    live ? 100 : QUIET_MS,
  );
  try {
    const result = await work((text) => {
      detail = text;
    });
    end("✓");
    return result;
  } catch (err) {
    end("✗");
    throw err;
  } finally {
    clearInterval(timer);
  }

  function end(mark) {
    if (live) process.stdout.write("\r\x1b[2K");
    console.log(`${mark} ${title} (${seconds(Date.now() - startedAt)})`);
  }
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
