/** Trainings that leave the page free, by the built package: as it is served unbundled, and as Vite bundles it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, posix } from "node:path";
import { createTrainer, type Dataset, type Trainer } from "minibatch";
import { chromium, type Page } from "playwright-core";
import { build, type Rolldown } from "vite";
import { expect } from "vitest";
import { testWith } from "../../lab/test/requirements.ts";
import { drawBlobs } from "./toy-data.ts";

type Entry = typeof import("minibatch") & typeof import("minibatch/web");
/** What a page's own script sees. */
declare const entry: Entry;
declare const AbortController: new () => {
  readonly signal: NonNullable<Parameters<Entry["trainInWorker"]>[2]["signal"]>;
  abort(reason: unknown): void;
};

const packageFolder = join(import.meta.dirname, "..");
const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const page = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';
const unbundled = 'window.entry = { ...(await import("/dist/index.js")), ...(await import("/dist/hosts/web.js")) };';

/** An app's own module that uses both doors, and whatever Vite makes beside it. */
async function bundle(): Promise<ReadonlyMap<string, string>> {
  const id = "virtual:app";
  const output = (await build({
    configFile: false,
    logLevel: "silent",
    root: packageFolder,
    plugins: [
      {
        name: "app",
        resolveId: (source) => (source === id ? join(packageFolder, "app.js") : null),
        load: (source) =>
          source === join(packageFolder, "app.js")
            ? 'import * as core from "minibatch"; import * as web from "minibatch/web"; window.entry = { ...core, ...web };'
            : null,
      },
    ],
    build: { write: false, target: "es2023", rolldownOptions: { input: id, output: { entryFileNames: "page.js" } } },
  })) as Rolldown.RolldownOutput;
  return new Map(output.output.flatMap((file) => (file.type === "chunk" ? [[`/${file.fileName}`, file.code]] : [])));
}

interface Served {
  readonly headers?: Readonly<Record<string, string>>;
  /** by path; default the built package and a page script that imports it */
  readonly scripts?: ReadonlyMap<string, string>;
}

async function withPage(
  path: string,
  { headers = {}, scripts }: Served,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const server = createServer(({ url = "/" }, response) => {
    const isDist = scripts === undefined && url.startsWith("/dist/");
    const script = isDist
      ? readFileSync(join(packageFolder, posix.normalize(url)), "utf8")
      : (scripts?.get(url) ?? (url === "/page.js" ? unbundled : undefined));
    response.writeHead(200, { ...headers, "content-type": script === undefined ? "text/html" : "text/javascript" });
    response.end(script ?? page);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
  try {
    const opened = await browser.newPage();
    const errors: string[] = [];
    opened.on("pageerror", (error) => errors.push(error.message));
    await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    // not waitForFunction: a page's policy may forbid the eval that it needs
    await expect.poll(() => opened.evaluate("window.entry !== undefined"), { timeout: 20_000 }).toBe(true);
    await use(opened);
    expect(errors).toEqual([]);
    // ending a worker takes the browser a moment
    await expect.poll(() => opened.workers().length, { timeout: 5000 }).toBe(0);
  } finally {
    await browser.close();
    server.close();
  }
}

const small = drawBlobs(120, 9, 3, 1);
const model = {
  inputs: 9,
  layers: [
    { kind: "dense", units: 13, activation: "tanh" },
    { kind: "dense", units: 3 },
  ],
  loss: "softmax-cross-entropy",
} as const;
const recipe = { model, optimizer: { kind: "adam", learningRate: 0.01 }, seed: 5, numerics: "strict" } as const;
const fit = { epochs: 4, batchSize: 16, validation: small, evaluateTrain: true } as const;

function hash(values: readonly number[]): string {
  return createHash("sha256")
    .update(new Uint8Array(Float32Array.from(values).buffer))
    .digest("hex");
}

function flatten(trainer: Trainer): number[] {
  return trainer.weights().flatMap(({ values }) => [...values]);
}

/** What plain `createTrainer` and `fit` give in Node. */
async function trainHere(): Promise<{ readonly sha256: string; readonly losses: readonly number[] }> {
  using trainer = await createTrainer(recipe);
  const reports = await trainer.fit(small, fit);
  return { sha256: hash(flatten(trainer)), losses: reports.map(({ batchLoss }) => batchLoss) };
}

/**
 * Trains in a worker of the page in two halves, the second from the checkpoint of the first, and restores the end in
 * the page.
 */
function trainThere(opened: Page) {
  const given = { recipe, fit, x: small.x, y: small.y };
  const plain = JSON.parse(
    JSON.stringify(given, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as never) : value)),
  );
  return opened.evaluate(async ({ recipe: options, fit: chosen, x, y }) => {
    const data = {
      x: { ...x, values: Float32Array.from(x.values) },
      y: { ...y, values: Int32Array.from(y.values) },
    } as Dataset;
    const seen: number[] = [];
    const all = {
      ...chosen,
      validation: data,
      onEpoch: ({ batchLoss }: { batchLoss: number }) => void seen.push(batchLoss),
    };
    const half = await entry.trainInWorker(options, data, { ...all, epochs: 2 });
    const whole = await entry.trainInWorker({ checkpoint: half.checkpoint, threads: 2 }, data, all);
    const trainer = await entry.restoreTrainer(whole.checkpoint);
    const restored = trainer.weights().flatMap(({ values }) => [...values]);
    trainer.dispose();
    return {
      seen,
      reports: [...half.reports, ...whole.reports].map(({ batchLoss }) => batchLoss),
      weights: whole.weights.flatMap(({ values }) => [...values]),
      restored,
      kept: data.x.values.length,
    };
  }, plain);
}

testWith(
  "chromium",
  "a worker trains to the bits of a plain fit, unbundled, bundled by Vite and cross-origin isolated, and goes on from a checkpoint",
  async (path) => {
    const here = await trainHere();
    for (const served of [{}, { headers: isolation }, { scripts: await bundle() }]) {
      await withPage(path, served, async (opened) => {
        const there = await trainThere(opened);
        expect(there.seen).toEqual(here.losses);
        expect(there.reports).toEqual(here.losses);
        expect(hash(there.weights)).toBe(here.sha256);
        expect(hash(there.restored)).toBe(here.sha256);
        expect(there.kept).toBe(small.x.values.length);
      });
    }
  },
  60_000,
);

testWith(
  "chromium",
  "a page is free while a worker trains, and while it trains itself with the pause: its timers run, and it learns the same",
  (path) =>
    withPage(path, {}, async (opened) => {
      const watched = await opened.evaluate(async () => {
        const rows = 4000;
        const values = Float32Array.from({ length: rows * 784 }, (_, i) => ((i * 7919) % 1000) / 1000);
        const data = {
          x: { kind: "dense", rows, features: 784, values, scale: 1 },
          y: { kind: "classes", values: Int32Array.from({ length: rows }, (_, i) => i % 10) },
        } as const;
        const layers = [
          { kind: "dense", units: 200, activation: "relu" },
          { kind: "dense", units: 10 },
        ] as const;
        const options = {
          model: { inputs: 784, layers, loss: "softmax-cross-entropy" },
          optimizer: { kind: "sgd", learningRate: 0.01 },
          numerics: "strict",
        } as const;
        /** how often a timer ran meanwhile */
        const watch = async (work: () => Promise<number>) => {
          let ticks = 0;
          const timer = setInterval(() => {
            ticks++;
          }, 1);
          const loss = await work();
          clearInterval(timer);
          return { loss, ticks };
        };
        const onPage = async (more: object): Promise<number> => {
          const trainer = await entry.createTrainer(options);
          const reports = await trainer.fit(data, { epochs: 4, batchSize: 100, ...more });
          trainer.dispose();
          return reports[3]!.batchLoss;
        };
        await onPage({ epochs: 4 });
        return {
          plain: await watch(() => onPage({})),
          paused: await watch(() => onPage({ pause: entry.pause })),
          worker: await watch(async () => {
            const { reports } = await entry.trainInWorker(options, data, { epochs: 4, batchSize: 100 });
            return reports[3]!.batchLoss;
          }),
        };
      });
      const { plain, paused, worker } = watched;
      expect([paused.loss, worker.loss]).toEqual([plain.loss, plain.loss]);
      expect(plain.ticks).toBeLessThan(4);
      for (const free of [paused, worker]) expect(free.ticks).toBeGreaterThan(10);
    }),
  60_000,
);

testWith(
  "chromium",
  "whatever ends it, the page gets the library's own error or the reason, and the worker is gone",
  (path) =>
    withPage(path, {}, async (opened) => {
      const outcomes = await opened.evaluate(async () => {
        const { trainInWorker } = entry;
        const data: Dataset = {
          x: { kind: "dense", rows: 4, features: 1, values: Float32Array.of(0, 1, 2, 3), scale: 1 },
          y: { kind: "values", columns: 1, values: Float32Array.of(0, 1, 4, 9) },
        };
        const layers = [{ kind: "dense", units: 1 }] as const;
        const options = { model: { inputs: 1, layers, loss: "mean-squared-error" }, optimizer: "sgd" } as const;
        const tell = (training: Promise<unknown>) =>
          training.then(
            () => "trained",
            (error: unknown) => {
              if (!(error instanceof Error)) return String(error);
              const own = ["SpecError", "DataError", "FormatError", "DivergedError"] as const;
              const of = own.filter((name) => error instanceof entry[name]).join();
              const { path: where = "", step = "" } = error as unknown as Record<string, unknown>;
              return `${of} ${error.name} [${where}${step}] ${error.message}`;
            },
          );
        const controller = new AbortController();
        const endless = { epochs: 1e6, onEpoch: () => controller.abort("enough") };
        const early = new AbortController();
        early.abort("never begun");
        const broken = { ...data, x: { ...data.x, values: Float32Array.of(0, Number.NaN, 2, 3) } };
        return {
          spec: await tell(
            trainInWorker({ ...options, optimizer: { kind: "sgd", lr: 1 } as never }, data, { epochs: 1 }),
          ),
          option: await tell(trainInWorker({ ...options, backend: "wasm" } as never, data, { epochs: 1 })),
          fitOption: await tell(trainInWorker(options, data, { epochs: 1, onStep() {} } as never)),
          missing: await tell(trainInWorker(options, data, {} as never)),
          data: await tell(trainInWorker(options, broken, { epochs: 1 })),
          uncloneable: await tell(trainInWorker(options, { ...data, extra() {} } as never, { epochs: 1 })),
          format: await tell(trainInWorker({ checkpoint: Uint8Array.of(1, 2) }, data, { epochs: 1 })),
          diverged: await tell(
            trainInWorker({ ...options, optimizer: { kind: "sgd", learningRate: 1e30 } }, data, { epochs: 9 }),
          ),
          callback: await tell(
            trainInWorker(options, data, {
              epochs: 1e6,
              onEpoch() {
                throw new RangeError("mine");
              },
            }),
          ),
          aborted: await tell(trainInWorker(options, data, { ...endless, signal: controller.signal })),
          begun: await tell(trainInWorker(options, data, { epochs: 1, signal: early.signal })),
        };
      });
      expect(outcomes.spec).toMatch(
        /^SpecError SpecError \[optimizer\.lr\] optimizer\.lr: .*did you mean learningRate\?$/,
      );
      expect(outcomes.option).toMatch(/^SpecError SpecError \[backend\] .*trainInWorker has no such option/);
      expect(outcomes.fitOption).toMatch(/^SpecError SpecError \[onStep\] .*trainInWorker has no such option/);
      expect(outcomes.missing).toMatch(/^SpecError SpecError \[epochs\] epochs: is missing/);
      expect(outcomes.data).toMatch(/^DataError DataError \[\] Cannot use the training set: row 1, column 0 is NaN/);
      expect(outcomes.uncloneable).toMatch(
        /^SpecError SpecError \[\] Cannot train in a worker: .*give plain data, no functions$/,
      );
      expect(outcomes.format).toMatch(/^FormatError FormatError/);
      expect(outcomes.diverged).toMatch(/^DivergedError DivergedError \[\d+\] Training stopped at step/);
      expect(outcomes.callback).toBe(" RangeError [] mine");
      expect([outcomes.aborted, outcomes.begun]).toEqual(["enough", "never begun"]);
    }),
  60_000,
);

testWith(
  "chromium",
  "where a policy forbids workers from blobs, one line says so and what to do",
  (path) => {
    const policy = "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
    return withPage(path, { headers: { "content-security-policy": policy } }, async (opened) => {
      const message = await opened.evaluate(async () => {
        const data = {
          x: { kind: "dense", rows: 1, features: 1, values: Float32Array.of(0), scale: 1 },
          y: { kind: "values", columns: 1, values: Float32Array.of(0) },
        } as const;
        const layers = [{ kind: "dense", units: 1 }] as const;
        const options = { model: { inputs: 1, layers, loss: "mean-squared-error" }, optimizer: "sgd" } as const;
        return entry.trainInWorker(options, data, { epochs: 1 }).catch((error: Error) => error.message);
      });
      expect(message).toMatch(/^Cannot train in a worker: .*; train on the page instead: trainer\.fit/);
    });
  },
  60_000,
);

testWith(
  "chromium",
  "each page that the docs show trains",
  async (path) => {
    const guide = readFileSync(join(packageFolder, "../../docs/pages/start/train-in-a-page.md"), "utf8");
    const pages = [...guide.matchAll(/^```html\n([\s\S]*?)^```/gm)].map(([, html]) => html);
    expect(pages.length).toBeGreaterThanOrEqual(2);
    const installed = "/node_modules/minibatch/";
    const server = createServer(({ url = "/" }, response) => {
      const script = url.startsWith(installed) ? posix.normalize(url.slice(installed.length)) : null;
      response.writeHead(200, { "content-type": script === null ? "text/html" : "text/javascript" });
      response.end(script === null ? (pages[Number(url.slice(1))] ?? "") : readFileSync(join(packageFolder, script)));
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
    try {
      for (const index of pages.keys()) {
        const opened = await browser.newPage();
        await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${index}`);
        await opened.locator("output", { hasText: "0 1 1 0" }).waitFor({ timeout: 20_000 });
      }
    } finally {
      await browser.close();
      server.close();
    }
  },
  60_000,
);
