/**
 * A small session with a queue, as it is printed to the last letter; times are named TIME, progress is left out. It
 * fails with every intended change too: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run whole-queue.test.ts` writes it as it
 * is now; read the difference.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { callMinibatch } from "../../test/call-minibatch.ts";
import { testWith } from "../../test/requirements.ts";
import { withDatabase } from "../../test/with-database.ts";

const folder = mkdtempSync(join(tmpdir(), "queue-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sweepOf = (name: string, values: readonly number[]) => ({
  name,
  data: { set: "sequences", rows: 400, splitSeed: 1 },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 6, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: { kind: "sgd" },
  training: { epochs: 2, batchSize: 16 },
  numerics: "strict",
  parameters: { rate: { at: "optimizer.learningRate", values } },
});

function settle(text: string, url: string): string[] {
  return text
    .replaceAll(folder, "FOLDER")
    .replaceAll(url, "STORE")
    .replaceAll(new URL(url).pathname.slice(1), "DATABASE")
    .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s|min)\b(?: \d+ s\b)?/g, "TIME")
    .replaceAll(/("seconds": )[\d.e-]+/g, "$1TIME")
    .trimEnd()
    .split("\n")
    .filter((line) => !/^\[ *\d+%\]/.test(line));
}

testWith(
  "postgres",
  "put into the queue, worked on, followed, cancelled",
  (server) =>
    withDatabase(server, async (url) => {
      for (const [name, rates] of [
        ["queued", [0.1, 1e30]],
        ["later", [0.01]],
      ] as const) {
        writeFileSync(join(folder, `${name}.json`), JSON.stringify(sweepOf(name, rates)));
      }
      const at = (name: string): string => join(folder, `${name}.json`);
      const data = ["--data", folder, "--offline"];
      const calls = [
        ["sweep", at("queued"), ...data, "--detach"],
        ["sweep", at("later"), ...data, "--detach", "--priority", "3", "--json"],
        ["runs", "priority", "queued", "7"],
        ["runs", "list", "queued"],
        ["worker", ...data, "--experiment", "queued", "--drain", "--workers", "1"],
        ["runs", "cancel", "later"],
        ["runs", "cancel", "later", "--json"],
        ["worker", ...data, "--drain", "--workers", "1", "--json"],
        ["sweep", at("queued"), ...data, "--workers", "1"],
        ["sweep", at("later"), ...data, "--workers", "1", "--json"],
        ["runs", "list", "later"],
      ];
      const lines: string[] = [];
      for (const call of calls) {
        const { code, stdout, stderr } = await callMinibatch([...call, "--store", url]);
        lines.push(...settle(`$ minibatch ${call.join(" ")}`, url), ...settle(stdout, url));
        lines.push("(stderr)", ...settle(stderr, url), `(${code})`, "");
      }
      expectFixture(lines.slice(0, -1), new URL("./fixtures/queue.txt", import.meta.url));
    }),
  90_000,
);
