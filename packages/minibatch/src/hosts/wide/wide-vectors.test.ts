/** wideVectors as a program calls it: each time in a process of its own, for it decides for a whole process. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SpecError } from "../../errors.ts";
import { ANSWERS } from "./answers.ts";
import { keepVerdict } from "./kept-verdict.ts";
import { machineKey } from "./machine-key.ts";
import { type WideVectors, type WideVectorsOptions, wideVectors } from "./wide-vectors.ts";

const at = (path: string): string => new URL(path, import.meta.url).href;
const NODE = at("../node.ts");
const LIBRARY = at("../../index.ts");
const WIDTH = at("../../wasm/vector-width.ts");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wide-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A verdict in the folder: as if this machine had been probed. */
function keep(isWide: boolean): void {
  const report = { answers: ANSWERS, milliseconds: { narrow: 2, wide: 1 } };
  const reason = isWide ? "equal bits, a step is 2.00 times as fast" : "a step is only as fast";
  keepVerdict(folder, machineKey(), { isWide, reason, report, mayChange: false });
}

/** What a program prints; `flags` are V8's. */
function run(program: string, flags: readonly string[] = []): { stdout: string; stderr: string } {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...flags, "--conditions=minibatch-source", "--input-type=module", "-e", program],
    { encoding: "utf8", maxBuffer: 2 ** 28, timeout: 50_000 },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return { stdout, stderr };
}

const call = (options: WideVectorsOptions): string => `wideVectors(${JSON.stringify(options)})`;

describe.runIf(process.arch === "x64")("wideVectors", () => {
  test("probes, keeps what it found, and finds it again in an instant", () => {
    const program = `
      import { wideVectors } from "${NODE}";
      const begin = performance.now();
      const found = await ${call({ folder, timeout: 40_000 })};
      console.log(JSON.stringify({ found, frozen: Object.isFrozen(found), ms: performance.now() - begin }));
      if ((await wideVectors()) !== found) throw new Error("the second call found something else");`;
    const first = JSON.parse(run(program).stdout);
    expect(first).toMatchObject({ frozen: true, found: { from: "probe", answers: ANSWERS } });
    expect(readdirSync(folder)).toHaveLength(1);
    const second = JSON.parse(run(program).stdout);
    expect(second.found).toEqual({ ...first.found, from: "folder" });
    // of a busy machine; a quiet one takes about 3 ms
    expect(second.ms).toBeLessThan(first.ms / 2);
  });

  test("keeps nothing unless it is told where", () => {
    const program = `import { wideVectors } from "${NODE}"; console.log((await wideVectors({ timeout: 40_000 })).from);`;
    expect(run(program).stdout).toBe("probe\n");
  });

  test.each([true, false])("what was kept as %j is done, to the same weights", (isWide) => {
    keep(isWide);
    const train = `
      import { createTrainer } from "${LIBRARY}";
      const model = { inputs: 37, layers: [{ kind: "dense", units: 52, activation: "gelu" }, { kind: "dense", units: 3 }], loss: "softmax-cross-entropy" };
      const trainer = await createTrainer({ model, optimizer: "adam", seed: 1 });
      const x = { kind: "dense", rows: 60, features: 37, scale: 1 / 255, values: Uint8Array.from({ length: 60 * 37 }, (_, i) => (i * 97) % 256) };
      const y = { kind: "classes", values: Int32Array.from({ length: 60 }, (_, i) => i % 3) };
      await trainer.fit({ x, y }, { epochs: 300, batchSize: 10 });
      console.log(JSON.stringify(trainer.weights().map(({ values }) => [...values])));`;
    const { stdout } = run(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide } from "${WIDTH}";
      const found = await ${call({ folder })};
      if (found.isWide !== ${isWide} || areVectorsWide() !== ${isWide} || found.from !== "folder") throw new Error(JSON.stringify(found));
      ${train}`);
    expect(stdout).toBe(run(train).stdout);
  });

  test.each([
    [
      "a trainer",
      `await (await import("${LIBRARY}")).loadBackend();`,
      /^kernels were compiled before; call wideVectors/,
    ],
    ["an executable that is not Node", `process.execPath = "/opt/app/my-app";`, /^my-app is not Node, which alone/],
    [
      "another processor",
      `Object.defineProperty(process, "arch", { value: "arm64" });`,
      /^V8 widens vectors on x64 alone, this is arm64$/,
    ],
  ])("after %s leaves all as it is, and says why", (_what, before, reason) => {
    keep(true);
    const { stdout } = run(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide } from "${WIDTH}";
      ${before}
      console.log(JSON.stringify({ ...(await ${call({ folder })}), areWide: areVectorsWide() }));`);
    const found = JSON.parse(stdout) as WideVectors;
    expect(found).toEqual({ ...found, isWide: false, from: null, milliseconds: null, answers: null, areWide: false });
    expect(found.reason).toMatch(reason);
  });

  test("a trainer that is created while the probe runs keeps its vectors", () => {
    const { stdout } = run(`
      import { wideVectors } from "${NODE}";
      import { loadBackend } from "${LIBRARY}";
      const coming = ${call({ folder, timeout: 40_000 })};
      await loadBackend();
      const { isWide, reason, from } = await coming;
      console.log(isWide, from, reason);`);
    expect(stdout).toMatch(/^false probe kernels were compiled before;/);
  });

  // V8 tells of every function on which it begins to widen
  const TRACED = ["--trace-wasm-revectorize", "--no-liftoff", "--no-wasm-lazy-compilation", "--no-wasm-deopt"];

  test.each([
    [true, /^Begin revec function/m],
    [false, /^$/],
  ])("threads that are started afterwards are as wide: %j", (isWide, expected) => {
    keep(isWide);
    const thread = `data:text/javascript,${encodeURIComponent(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide } from "${WIDTH}";
      import { loadBackend } from "${LIBRARY}";
      import { parentPort } from "node:worker_threads";
      // V8 compiles on threads of its own, which do not keep a thread alive
      const alive = setInterval(() => {}, 1000);
      const found = await wideVectors();
      await loadBackend();
      clearInterval(alive);
      parentPort.postMessage([found.isWide, areVectorsWide()]);`)}`;
    const { stdout } = run(
      `import { wideVectors } from "${NODE}";
      import { Worker } from "node:worker_threads";
      await ${call({ folder })};
      const worker = new Worker(new URL(${JSON.stringify(thread)}));
      const [said] = await (await import("node:events")).once(worker, "message");
      if (String(said) !== "${isWide},${isWide}") throw new Error(String(said));`,
      TRACED,
    );
    expect(stdout).toMatch(expected);
  });

  test("a thread of a process that has not asked probes nothing", () => {
    const thread = `data:text/javascript,${encodeURIComponent(`
      import { wideVectors } from "${NODE}";
      import { parentPort } from "node:worker_threads";
      parentPort.postMessage(await ${call({ folder })});`)}`;
    const { stdout } = run(`
      import { Worker } from "node:worker_threads";
      const worker = new Worker(new URL(${JSON.stringify(thread)}));
      const [said] = await (await import("node:events")).once(worker, "message");
      console.log(JSON.stringify(said));`);
    expect(JSON.parse(stdout)).toMatchObject({ isWide: false, from: null, reason: /^this is a worker thread/ });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.each([
  [{ dir: "a" }, /dir: cannot be read: wideVectors has no such option/],
  [{ folder: "" }, /folder.*the path of a folder/],
  [{ timeout: 99 }, /timeout.*99/],
  [{ timeout: 600_001 }, /timeout.*600001/],
])("%j is refused", async (options, message) => {
  await expect(wideVectors(options as WideVectorsOptions)).rejects.toThrow(message);
  await expect(wideVectors(options as WideVectorsOptions)).rejects.toThrow(SpecError);
});
