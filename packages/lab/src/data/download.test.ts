import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataFile } from "minibatch-data/sets";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InputError, OutputError, UsageError } from "../errors.ts";
import { DownloadError, type DownloadProgress, downloadFile } from "./download.ts";
import {
  announces,
  answers,
  type Behaviour,
  cutsOffAfter,
  hangs,
  honest,
  ignoresRange,
  type LoopbackMirror,
  sends,
  sendsAnotherRange,
  sendsWrongBytes,
  stallsAfter,
  startMirror,
  waits,
} from "./fixtures/loopback-mirror.ts";

const body = new Uint8Array(randomBytes(200_000));
const file: DataFile = {
  name: "set.bin",
  sizeBytes: body.length,
  signature: Buffer.from(body.subarray(0, 2)).toString("hex"),
  sha256: createHash("sha256").update(body).digest("hex"),
};
const times = { firstByteMs: 600, stallMs: 300 };

let directory: string;
let mirrors: LoopbackMirror[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "minibatch-download-"));
  mirrors = [];
});

afterEach(async () => {
  await Promise.all(mirrors.map((mirror) => mirror.close()));
  rmSync(directory, { recursive: true, force: true });
});

async function serve(...behaviours: readonly Behaviour[]): Promise<LoopbackMirror> {
  const mirror = await startMirror(body, ...behaviours);
  mirrors.push(mirror);
  return mirror;
}

function download(onProgress?: (progress: DownloadProgress) => void): Promise<boolean> {
  return downloadFile(file, directory, { mirrors: mirrors.map(({ url }) => url), times, onProgress });
}

/** The file is right, and nothing else is left behind. */
function expectWhole(): void {
  expect(readdirSync(directory)).toEqual(["set.bin"]);
  expect(Buffer.compare(readFileSync(join(directory, "set.bin")), body)).toBe(0);
}

async function expectRefused(message: RegExp): Promise<DownloadError> {
  const error: unknown = await download().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DownloadError);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toContain("\n");
  expect(readdirSync(directory).filter((name) => name !== "set.bin.part")).toEqual([]);
  return error as DownloadError;
}

describe("brings the file", () => {
  test("from an honest mirror, telling how far it is", async () => {
    await serve(honest);
    const told: number[] = [];
    expect(await download(({ receivedBytes }) => told.push(receivedBytes))).toBe(true);
    expectWhole();
    expect(told.at(-1)).toBe(body.length);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test("not again when it is there", async () => {
    const mirror = await serve(honest);
    await download();
    expect(await download()).toBe(false);
    expect(mirror.ranges).toHaveLength(1);
  });

  test("going on where the mirror cut off", async () => {
    const mirror = await serve(cutsOffAfter(50_000), cutsOffAfter(70_000), honest);
    await download();
    expectWhole();
    expect(mirror.ranges).toEqual([null, "bytes=50000-", "bytes=120000-"]);
  });

  test("going on where an earlier process was interrupted, at another mirror", async () => {
    writeFileSync(join(directory, "set.bin.part"), body.subarray(0, 1234));
    const mirror = await serve(honest);
    await download();
    expectWhole();
    expect(mirror.ranges).toEqual(["bytes=1234-"]);
  });

  test("from the start when the mirror ignores Range", async () => {
    const mirror = await serve(cutsOffAfter(50_000), ignoresRange);
    await download();
    expectWhole();
    expect(mirror.ranges).toEqual([null, "bytes=50000-"]);
  });

  test("from the start when the part file holds wrong bytes, or too many", async () => {
    await serve(honest);
    for (const part of [new Uint8Array(5000), new Uint8Array(body.length), new Uint8Array(body.length + 1)]) {
      writeFileSync(join(directory, "set.bin.part"), part);
      await download();
      expectWhole();
      rmSync(join(directory, "set.bin"));
    }
  });

  test("going on after a stall", async () => {
    const mirror = await serve(stallsAfter(60_000), honest);
    await download();
    expectWhole();
    expect(mirror.ranges).toEqual([null, "bytes=60000-"]);
  });

  const faults: [string, Behaviour][] = [
    ["answers 404", answers(404)],
    ["answers 500", answers(500)],
    ["answers 416", answers(416)],
    ["answers with a page instead", answers(200)],
    ["sends wrong bytes", sendsWrongBytes],
    ["announces too many bytes", announces(100)],
    ["announces too few bytes", announces(-100)],
    ["sends too many bytes", sends(100)],
    ["sends too few bytes", sends(-100)],
    ["never answers", hangs],
    ["breaks the connection at once", (_request, response) => response.destroy()],
  ];
  test.each(faults)("from the next mirror when the first %s", async (_, behaviour) => {
    await serve(behaviour);
    await serve(honest);
    expect(await download()).toBe(true);
    expectWhole();
  });

  test("through redirects, but not through endless ones", async () => {
    const target = await startMirror(body);
    await serve((_request, response) => response.writeHead(302, { location: `${target.url}elsewhere` }).end());
    await download();
    expectWhole();
    await target.close();
    rmSync(join(directory, "set.bin"));
    mirrors = [];
    await serve((_request, response) => response.writeHead(302, { location: "/again" }).end());
    await expectRefused(/redirects to \/again/);
  });

  test("from the next mirror when the first sends another range than was asked", async () => {
    writeFileSync(join(directory, "set.bin.part"), body.subarray(0, 1234));
    await serve(sendsAnotherRange);
    await serve(honest);
    await download();
    expectWhole();
  });
});

describe("gives up", () => {
  test.each<[string, Behaviour, RegExp, boolean]>([
    ["404", answers(404), /Cannot download set\.bin: 127\.0\.0\.1:\d+ answers 404; run again/, false],
    ["wrong bytes", sendsWrongBytes, /sent bytes of another SHA-256/, true],
    ["a size that is not the file's", announces(7), /announces 200007 bytes, should be 200000/, false],
    ["silence", hangs, /was silent for 0\.6 s/, false],
    ["silence in the middle, each time", stallsAfter(1), /was silent for 0\.3 s/, true],
    ["nothing at all", (_request, response) => response.destroy(), /cannot be reached/, false],
  ])("at %s, in one line, and says whether a mirror was reached", async (_, behaviour, message, isReached) => {
    await serve(behaviour);
    const error = await expectRefused(message);
    expect(error.isReached).toBe(isReached);
  });

  test("within its budget when no mirror answers, however many there are", async () => {
    for (let i = 0; i < 4; i++) await serve(hangs);
    const startMs = performance.now();
    await expectRefused(/silent/);
    expect(performance.now() - startMs).toBeLessThan(times.firstByteMs + 400);
  });

  test("where nothing listens", async () => {
    const mirror = await serve(honest);
    await mirror.close();
    await expectRefused(/cannot be reached \(ECONNREFUSED\)/);
  });

  test("when told to, leaving what came", async () => {
    await serve(stallsAfter(60_000));
    const controller = new AbortController();
    const started = downloadFile(file, directory, {
      mirrors: mirrors.map(({ url }) => url),
      times: { firstByteMs: 5000, stallMs: 5000 },
      signal: controller.signal,
      onProgress: ({ receivedBytes }) => receivedBytes === 60_000 && controller.abort(),
    });
    await expect(started).rejects.toThrow("aborted");
    expect(readdirSync(directory)).toEqual(["set.bin.part"]);
  });
});

describe("never takes or makes a file that is not whole", () => {
  test("a wrong file in place is an error, not repaired", async () => {
    const mirror = await serve(honest);
    const path = join(directory, "set.bin");
    for (const [wrong, message] of [
      [body.subarray(0, -1), "has 199999 bytes, should have 200000; it is cut short, delete it"],
      [body.subarray(0, 1), "has 1 bytes, should have 200000; it is cut short, delete it"],
      [new Uint8Array(0), "has 0 bytes, should have 200000; it is cut short, delete it"],
      [body.with(9, 255 - body[9]!), `should be ${file.sha256}; it is corrupt, delete it`],
      [body.with(1, 255 - body[1]!), `should start with ${file.signature}; it is not this file, move it away`],
      [body.with(0, 255 - body[0]!).subarray(0, 6), `should start with ${file.signature}; it is not this file`],
    ] as const) {
      writeFileSync(path, wrong);
      await expect(download()).rejects.toThrow(message);
      await expect(download()).rejects.toBeInstanceOf(InputError);
      expect(readFileSync(path)).toHaveLength(wrong.length);
    }
    expect(mirror.ranges).toHaveLength(0);
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk is one line", async () => {
    await serve(honest);
    symlinkSync("/dev/full", join(directory, "set.bin.part"));
    await expect(download()).rejects.toThrow(/^Cannot write .*set\.bin\.part: the disk is full; free some space/);
    await expect(download()).rejects.toBeInstanceOf(OutputError);
    expect(existsSync(join(directory, "set.bin"))).toBe(false);
  });

  test("a file where the directory should be is one line", async () => {
    await serve(honest);
    writeFileSync(join(directory, "file"), "");
    for (const inTheWay of ["file", "file/below"]) {
      const options = { mirrors: mirrors.map(({ url }) => url), times };
      const failing = downloadFile(file, join(directory, inTheWay), options);
      await expect(failing).rejects.toThrow(/^Cannot make the directory .*is a file, (should be|not) a directory/);
      await expect(failing).rejects.toBeInstanceOf(UsageError);
    }
  });

  test.skipIf(!existsSync("/proc/self"))(
    "a file system that makes no directories is one line, not a hang",
    async () => {
      const failing = downloadFile(file, "/proc/minibatch/mnist", { mirrors: [], times });
      await expect(failing).rejects.toThrow(/^Cannot make the directory .*: nothing can be made in \/proc/);
      await expect(failing).rejects.toBeInstanceOf(OutputError);
    },
  );

  test("a directory where the part file should be is one line", async () => {
    await serve(honest);
    mkdirSync(join(directory, "set.bin.part"));
    await expect(download()).rejects.toThrow(/is a directory, should be a file; move it away/);
  });

  test.skipIf(process.getuid?.() === 0)("[not as root] a directory without permission is one line", async () => {
    await serve(honest);
    mkdirSync(join(directory, "locked"), { mode: 0o500 });
    const failing = downloadFile(file, join(directory, "locked"), { mirrors: mirrors.map(({ url }) => url), times });
    await expect(failing).rejects.toThrow(/no permission to write/);
  });
});

describe("two processes", () => {
  const script = `
    import { downloadFile } from ${JSON.stringify(new URL("download.ts", import.meta.url).href)};
    const [directory, mirror, file] = process.argv.slice(1);
    const isDownloaded = await downloadFile(JSON.parse(file), directory, { mirrors: [mirror] });
    process.stdout.write(String(isDownloaded));
  `;
  function startProcess(url: string) {
    const child = spawn(
      process.execPath,
      [
        "--conditions=minibatch-source",
        "--input-type=module-typescript",
        "-e",
        script,
        directory,
        url,
        JSON.stringify(file),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    return { child, ended: new Promise<string>((resolve) => child.on("close", () => resolve(output))) };
  }

  test("one downloads, the other waits and uses its file", async () => {
    const mirror = await serve(waits(300, honest));
    const outputs = await Promise.all([startProcess(mirror.url).ended, startProcess(mirror.url).ended]);
    expect(outputs.sort()).toEqual(["false", "true"]);
    expect(mirror.ranges).toEqual([null]);
    expectWhole();
  });

  test("one is killed in the middle, the other goes on where it stopped", async () => {
    const mirror = await serve(stallsAfter(60_000), honest);
    const first = startProcess(mirror.url);
    const part = join(directory, "set.bin.part");
    while (!existsSync(part) || readFileSync(part).length < 60_000) await new Promise((wake) => setTimeout(wake, 20));
    first.child.kill("SIGKILL");
    await first.ended;
    expect(existsSync(join(directory, "set.bin.lock"))).toBe(true);
    expect(await download()).toBe(true);
    expect(mirror.ranges).toEqual([null, "bytes=60000-"]);
    expectWhole();
  });
});
