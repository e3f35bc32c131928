import {
  diagnoseBrowser,
  diagnoseBuild,
  diagnoseDatabase,
  diagnoseDataFolder,
  diagnosePackages,
  diagnosePostgresBinaries,
} from "./lib/diagnose-installation.mjs";
import {
  diagnoseClock,
  diagnoseDisk,
  diagnoseMemory,
  diagnoseNode,
  diagnoseNpm,
  diagnosePort,
} from "./lib/diagnose-machine.mjs";

// `npm run doctor`: looks at the machine and the installation and says what to do. Ends with 1 when something will not work.
const checks = [
  diagnoseNode,
  diagnoseNpm,
  diagnosePackages,
  diagnoseBuild,
  diagnosePostgresBinaries,
  diagnoseDatabase,
  diagnoseDataFolder,
  diagnosePort,
  diagnoseDisk,
  diagnoseMemory,
  diagnoseClock,
  diagnoseBrowser,
];
const MARKS = { ok: "✓", warn: "!", fail: "✗" };

const counts = { ok: 0, warn: 0, fail: 0 };
for (const check of checks) {
  for (const finding of await findings(check)) {
    counts[finding.level]++;
    console.log(`${MARKS[finding.level]} ${finding.level.padEnd(4)} ${finding.text}`);
    if (finding.advice) console.log(`         → ${finding.advice}`);
  }
}
console.log(`\n${counts.ok} ok, ${counts.warn} to look at, ${counts.fail} to mend`);
process.exit(counts.fail > 0 ? 1 : 0);

/** A check that breaks is itself a finding. */
async function findings(check) {
  try {
    return [await check()].flat();
  } catch (err) {
    return [{ level: "fail", text: `${check.name} could not run: ${err.message}` }];
  }
}
