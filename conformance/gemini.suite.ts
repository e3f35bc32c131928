import { startScriptedModel } from "@/examples/scripted-model/start-scripted-model";
import { openTestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { normalizeCard, specOrThrow } from "@/lib/registry/normalize-card";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { CHECKS, GREETING, type Scene } from "./gemini/checks";
import { startGeminiAgent, VERSION } from "./gemini/start-gemini-agent";
import type { Miss, Suite } from "./suite";

const SCRIPT = [
  { name: "greeting", when: /Greet me/, steps: [], answer: () => GREETING },
  {
    name: "writing",
    when: /Write (?<file>[\w.-]+)/,
    steps: [
      {
        tool: "write_file",
        arguments: ({ words }: { words: Record<string, string | undefined> }) => ({
          file_path: words.file,
          content: `This is ${words.file}.`,
        }),
      },
    ],
    answer: () => "Written.",
  },
];

/** An agent of another vendor, of 0.3 and with tools of its own, behind the mesh. */
export const run: Suite = async () => {
  const model = await startScriptedModel({ script: SCRIPT, pauseMs: 0 });
  try {
    const agent = await startGeminiAgent(model.url);
    try {
      return await check(agent.cardUrl, agent.workspace);
    } finally {
      await agent.stop();
    }
  } finally {
    await model.close();
  }
};

async function check(cardUrl: string, workspace: string) {
  const mesh = await openTestMesh(gatewayApp);
  try {
    await mesh.allowAll();
    await mesh.register(
      "agent",
      "gemini",
      specOrThrow(normalizeCard(await (await fetch(cardUrl)).json(), cardUrl)),
    );
    const scene: Scene = { mesh, agent: "gemini", workspace };
    const failures: Miss[] = [];
    for (const { id, run: look } of CHECKS) {
      await look(scene).catch((err: unknown) => {
        failures.push({ id, why: (err instanceof Error ? err.message : String(err)).slice(0, 500) });
      });
    }
    return {
      title: "The published Gemini CLI A2A server behind the mesh",
      what: "The SDK's clients of both generations and bindings send it messages and tasks through the mesh; its model is the scripted one.",
      versions: { "@google/gemini-cli-a2a-server": VERSION },
      passed: CHECKS.length - failures.length,
      failures,
      expected: [],
    };
  } finally {
    await mesh.close();
  }
}
