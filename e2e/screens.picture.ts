import { spawn } from "node:child_process";
import { once } from "node:events";
import { screens } from "./support/routes";
import { sessionFile } from "./support/session";
import { test, visit } from "./support/test";

const FOLDER = "docs/screenshots";
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };

test.setTimeout(600_000);

/** Pictures of every screen of a mesh in use, for the README and to be looked at: `<screen>.png`, `<screen>-dark.png` and `<screen>-narrow.png`. */
test("pictures of every screen", async ({ browser, mesh }) => {
  await makeTraffic(mesh.url);
  for (const [name, path] of await screens(mesh)) {
    const file = `${FOLDER}/${name.replaceAll(/[^a-zA-Z0-9]+/g, "-").toLowerCase()}`;
    for (const [suffix, colorScheme, viewport] of [
      ["", "light", WIDE],
      ["-dark", "dark", WIDE],
      ["-narrow", "light", NARROW],
    ] as const) {
      const page = await browser.newPage({
        baseURL: mesh.url,
        storageState: sessionFile("full"),
        colorScheme,
        viewport,
        reducedMotion: "reduce",
      });
      await visit(page, path);
      // Charts and graphs are drawn after the page has come to life.
      await page.waitForTimeout(1_000);
      await page.screenshot({ path: `${file}${suffix}.png` });
      await page.close();
    }
  }
});

/** The agents of the sample mesh at work, so that there is something to see. */
async function makeTraffic(url: string): Promise<void> {
  const child = spawn(process.execPath, ["bin/traffic.mjs", "--tasks", "40"], {
    stdio: "ignore",
    env: { ...process.env, SIGNALBOX_HOME: process.env.E2E_HOME, PORT: new URL(url).port },
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the traffic ended with ${code}`);
}
