import { afterEach, describe, expect, test, vi } from "vitest";
import { SpecError } from "../errors.ts";
import type { ThreadOrder } from "../plan/thread-host.ts";
import { webThreads } from "./web-threads.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page that has workers, all made like this one. */
function stubPage(Worker: unknown, isIsolated = true): void {
  vi.stubGlobal("crossOriginIsolated", isIsolated);
  vi.stubGlobal("document", {});
  vi.stubGlobal("navigator", { hardwareConcurrency: 6 });
  vi.stubGlobal("Worker", Worker);
}

/** A worker that answers an order as it is told; what became of it. */
function workerThat(answer: (worker: StubWorker) => void): { readonly Worker: unknown; readonly made: StubWorker[] } {
  const made: StubWorker[] = [];
  class Answering extends StubWorker {
    constructor(url: string) {
      super(url);
      made.push(this);
    }
    postMessage(): void {
      queueMicrotask(() => answer(this));
    }
  }
  return { Worker: Answering, made };
}

class StubWorker {
  readonly url: string;
  isTerminated = false;
  onmessage: (() => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  constructor(url: string) {
    this.url = url;
  }
  terminate(): void {
    this.isTerminated = true;
  }
}

const order = {} as ThreadOrder;

test.each([0, 1.5, 256, Number.NaN])("a count of %s is refused", (count) => {
  const call = (): unknown => webThreads({ count });
  expect(call).toThrow(SpecError);
  expect(call).toThrow("webThreads.count: cannot use");
});

describe("how many", () => {
  test("as many as the page's machine has cores, or as are asked for", () => {
    stubPage(StubWorker);
    expect(webThreads()).toMatchObject({ count: 6, maySleep: false });
    expect(webThreads({ count: 3 }).count).toBe(3);
  });

  test("one where memory cannot be shared", () => {
    stubPage(StubWorker, false);
    expect(webThreads({ count: 3 }).count).toBe(1);
  });

  test("one where there are no workers", () => {
    stubPage(undefined);
    expect(webThreads({ count: 3 }).count).toBe(1);
  });

  test("a worker of a page may sleep", () => {
    stubPage(StubWorker);
    vi.stubGlobal("document", undefined);
    expect(webThreads().maySleep).toBe(true);
  });
});

describe("starting one", () => {
  test("resolves to it when it is ready", async () => {
    const { Worker, made } = workerThat((worker) => worker.onmessage?.());
    stubPage(Worker);
    const thread = await webThreads().start(order);
    expect(made[0].isTerminated).toBe(false);
    thread?.terminate();
    expect(made[0].isTerminated).toBe(true);
  });

  test("resolves to null when it tells an error, which is not the page's, and nothing is left", async () => {
    const preventDefault = vi.fn();
    const { Worker, made } = workerThat((worker) => worker.onerror?.({ preventDefault }));
    stubPage(Worker);
    const revoke = vi.spyOn(URL, "revokeObjectURL");
    expect(await webThreads().start(order)).toBeNull();
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(made[0].isTerminated).toBe(true);
    expect(revoke).toHaveBeenCalledWith(made[0].url);
    revoke.mockRestore();
  });

  test("resolves to null when the order cannot be read there", async () => {
    const { Worker, made } = workerThat((worker) => worker.onmessageerror?.());
    stubPage(Worker);
    expect(await webThreads().start(order)).toBeNull();
    expect(made[0].isTerminated).toBe(true);
  });

  test("resolves to null when the order cannot be sent", async () => {
    const made: StubWorker[] = [];
    stubPage(
      class extends StubWorker {
        constructor(url: string) {
          super(url);
          made.push(this);
        }
        postMessage(): void {
          throw new Error("a shared memory cannot be cloned");
        }
      },
    );
    expect(await webThreads().start(order)).toBeNull();
    expect(made[0].isTerminated).toBe(true);
  });

  test("resolves to null when a policy makes the constructor throw", async () => {
    stubPage(
      class {
        constructor() {
          throw new Error("The document's policy forbids it");
        }
      },
    );
    const revoke = vi.spyOn(URL, "revokeObjectURL");
    expect(await webThreads().start(order)).toBeNull();
    expect(revoke).toHaveBeenCalledOnce();
    revoke.mockRestore();
  });
});
