import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataSets } from "minibatch-data/sets";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { DOWNLOAD_TIMES } from "./download.ts";
import { hangs, type LoopbackMirror, startMirror } from "./fixtures/loopback-mirror.ts";
import { hasRealData, REAL_DATA } from "./fixtures/real-data.ts";
import { loadMnist, type Mnist } from "./mnist.ts";

const { origin } = dataSets.mnist;
const names = origin.kind === "files" ? origin.files.map(({ name }) => name) : [];
const hasMnist = names.every((name) => hasRealData(`mnist/${name}`));
let directory: string;
let notices: string[];
const notice = (line: string): number => notices.push(line);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "minibatch-mnist-"));
  notices = [];
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function expectMnistForm(mnist: Mnist): void {
  const arrays = [mnist.trainImages, mnist.trainLabels, mnist.testImages, mnist.testLabels];
  expect(arrays.map(({ length }) => length)).toEqual([60_000 * 784, 60_000, 10_000 * 784, 10_000]);
  for (const { buffer } of arrays) expect(buffer).toBeInstanceOf(SharedArrayBuffer);
  for (const labels of [mnist.trainLabels, mnist.testLabels]) {
    expect(new Set(labels)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  }
}

describe("without files", () => {
  test("offline: synthetic digits, said so, and no request", async () => {
    const mirror = await startMirror(new Uint8Array());
    const mnist = await loadMnist({ data: directory, offline: true, notice, mirrors: [mirror.url] });
    expectMnistForm(mnist);
    expect(mnist.source).toBe("synthetic");
    expect(mnist.sha256["synthetic-digits-images"]).toMatch(/^[0-9a-f]{64}$/);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(
      /^SYNTHETIC digits stand in for MNIST: .*train-images-idx3-ubyte\.gz is missing and --offline/,
    );
    expect(mirror.ranges).toEqual([]);
    await mirror.close();
  });

  test("with mirrors that only hang: synthetic digits once the time for a first byte is over, by default within 5 seconds", async () => {
    expect(DOWNLOAD_TIMES.firstByteMs).toBeLessThan(5000);
    const mirrors: LoopbackMirror[] = [];
    for (let i = 0; i < 3; i++) mirrors.push(await startMirror(new Uint8Array(), hangs));
    const startMs = performance.now();
    let givenUpMs = Number.NaN;
    const mnist = await loadMnist({
      data: directory,
      notice: (line) => {
        notices.push(line);
        givenUpMs = performance.now() - startMs;
      },
      mirrors: mirrors.map(({ url }) => url),
      times: { firstByteMs: 600, stallMs: 1000 },
    });
    expect(mnist.source).toBe("synthetic");
    expect(notices[0]).toContain("no mirror can be reached");
    expect(givenUpMs).toBeLessThan(600 + 400);
    await Promise.all(mirrors.map((mirror) => mirror.close()));
  });
});

test("a file of the right name and wrong bytes is an error that names it, even offline", async () => {
  mkdirSync(join(directory, "mnist"));
  writeFileSync(join(directory, "mnist", names[0]!), "not MNIST");
  const failing = loadMnist({ data: directory, offline: true, notice });
  await expect(failing).rejects.toThrow(
    /train-images-idx3-ubyte\.gz: it starts with 6e6f74, should start with 1f8b08; it is not this file, /,
  );
  await expect(failing).rejects.toBeInstanceOf(InputError);
});

describe.skipIf(!hasMnist)("[needs the MNIST files] with the real files", () => {
  test("reads what is in them, NIST's digits in the published order", async () => {
    const mnist = await loadMnist({ data: REAL_DATA, offline: true, notice });
    expectMnistForm(mnist);
    expect(mnist.source).toBe("file");
    expect(notices).toEqual([]);
    expect([...mnist.trainLabels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...mnist.testLabels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    // Computed by Python: sha256 of gzip.open(...).read()[16:] and [8:].
    expect(sha256(mnist.trainImages)).toBe("741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757");
    expect(sha256(mnist.testLabels)).toBe("ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5");
  });

  test("downloads what is missing into the directory, then takes it for files", async () => {
    mkdirSync(join(directory, "mnist"));
    const small = "t10k-labels-idx1-ubyte.gz";
    for (const name of names) {
      if (name !== small) copyFileSync(join(REAL_DATA, "mnist", name), join(directory, "mnist", name));
    }
    const mirror = await startMirror(readFileSync(join(REAL_DATA, "mnist", small)));
    const first = await loadMnist({ data: directory, notice, mirrors: [mirror.url] });
    await mirror.close();
    expect(first.source).toBe("download");
    const second = await loadMnist({ data: directory, notice, mirrors: [] });
    expect(second.source).toBe("file");
    expect(notices).toEqual([]);
  });

  test("a truncated file is an error, not fetched again", async () => {
    mkdirSync(join(directory, "mnist"));
    for (const name of names) copyFileSync(join(REAL_DATA, "mnist", name), join(directory, "mnist", name));
    truncateSync(join(directory, "mnist", names[2]!), 1000);
    await expect(loadMnist({ data: directory, notice, mirrors: [] })).rejects.toThrow(
      /has 1000 bytes, should have 1648877/,
    );
  });
});
