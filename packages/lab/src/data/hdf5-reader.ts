/**
 * The HDF5 C library has no end of about one damaged file in five hundred. So a thread reads, which is ended when it
 * has worked too long; another one takes its place with the next file.
 */
import { Worker } from "node:worker_threads";
import { FormatError } from "minibatch";
import type { Hdf5Answer, Hdf5Message, Hdf5Request, Hdf5Wish } from "./hdf5-messages.ts";
import { workedSeconds } from "./worked-seconds.ts";

/** The thread's file: beside the built command, or its source. */
const THREAD: URL = import.meta.url.endsWith(".ts")
  ? new URL("./hdf5-thread.ts", import.meta.url)
  : new URL("./hdf5-thread.js", import.meta.url);

/** Of work, for any file: one of some kilobytes takes 0.03, so that a machine may be a hundred times slower. */
const SECONDS = 10;
/** Bytes of a file for which there is a second more: chunks of eight values take a ninth of it. */
const FILE_BYTES_A_SECOND = 2 ** 21;
/** Bytes of values for which there is a second more: unpacking them takes a fifteenth of it. */
const VALUE_BYTES_A_SECOND = 2 ** 24;

/** What texts and lists of names take besides the files and the library, whose memory is no part of it. */
const HEAP_MEGABYTES = 128;

/** A thread that has nothing to do keeps the memory of its last file: after this it is ended. */
const IDLE_MS = 5000;

/** Between two looks at what a thread has worked, at least. */
const SHORTEST_WAIT_MS = 10;

export interface Hdf5ReaderOptions {
  /** of work for a file of no size, by which a test is quicker */
  readonly seconds?: number;
  /** the file of the thread, for which a test may have another */
  readonly entry?: URL;
}

/** Reads one file after the other, in the order in which they were asked for. */
export class Hdf5Reader {
  readonly #seconds: number;
  readonly #entry: URL;
  #thread: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor({ seconds = SECONDS, entry = THREAD }: Hdf5ReaderOptions = {}) {
    this.#seconds = seconds;
    this.#entry = entry;
  }

  /** Throws FormatError, one line, for a file that is refused, is not read in its time, or ends the thread. */
  read(bytes: Uint8Array, fileName: string, wish: Hdf5Wish): Promise<Hdf5Answer> {
    const answer = this.#last.then(() => this.#readNow(bytes, fileName, wish));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #readNow(bytes: Uint8Array, fileName: string, wish: Hdf5Wish): Promise<Hdf5Answer> {
    clearTimeout(this.#idle);
    const isNew = this.#thread === null;
    const thread = this.#thread ?? this.#start();
    // it keeps the process alive only while somebody waits for it
    thread.ref();
    try {
      return await this.#ask(thread, isNew, bytes, fileName, wish);
    } finally {
      thread.unref();
      this.#idle = setTimeout(() => this.#end(thread), IDLE_MS).unref();
    }
  }

  #start(): Worker {
    const thread = new Worker(this.#entry, {
      name: "hdf5",
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    const forget = (): void => {
      if (this.#thread === thread) this.#thread = null;
    };
    // without a listener an error of a thread that has nothing to do would end the process
    thread.on("error", forget).on("exit", forget);
    this.#thread = thread;
    return thread;
  }

  #end(thread: Worker): void {
    if (this.#thread === thread) this.#thread = null;
    void thread.terminate();
  }

  #ask(thread: Worker, isNew: boolean, bytes: Uint8Array, fileName: string, wish: Hdf5Wish): Promise<Hdf5Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Hdf5Answer>();
    const fail = (reason: string, cause?: unknown): void => reject(new FormatError(reason, { cause }));
    let isReady = !isNew;
    let seconds = this.#seconds + bytes.length / FILE_BYTES_A_SECOND;
    const giveUp = (): void => {
      this.#end(thread);
      const worked = Number(seconds.toPrecision(seconds < 10 ? 1 : 2));
      fail(
        `Cannot read ${fileName}: the HDF5 library came to no end of it in ${worked} seconds of work, it is damaged ` +
          "or its chunks are very small; fetch it again, or write it with larger chunks",
      );
    };
    const watch = (): (() => void) => watchWork(thread, () => seconds, giveUp);
    let unwatch = isReady ? watch() : () => {};

    const onMessage = (message: Hdf5Message): void => {
      if (message.kind === "ready") {
        // what it takes to start is not the file's fault
        isReady = true;
        unwatch = watch();
      } else if (message.kind === "values") seconds += message.sizeBytes / VALUE_BYTES_A_SECOND;
      else if (message.kind === "refused") fail(message.reason);
      else resolve(message);
    };
    let failure: unknown = null;
    const onError = (error: unknown): void => {
      failure = error;
    };
    // what it told before has arrived by now, which it has not when the error does
    const onExit = (code: number): void => {
      failure ??= new Error(`its thread ended with exit code ${code}`);
      // it does not even start: no fault of the file
      if (!isReady) reject(failure);
      else fail(`Cannot read ${fileName}: it ended the HDF5 library (${firstLine(failure)}); fetch it again`, failure);
    };
    thread.on("message", onMessage).on("error", onError).on("exit", onExit);

    // the caller keeps its own: the thread is given a copy
    const request: Hdf5Request = { bytes: new Uint8Array(bytes), fileName, wish };
    thread.postMessage(request, [request.bytes.buffer]);
    return promise.finally(() => {
      unwatch();
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
    });
  }
}

/** Calls `tell` once the thread has worked for `seconds()` from now on; returns how to stop looking. */
function watchWork(thread: Worker, seconds: () => number, tell: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  // one that has ended tells nothing more
  const worked = (): Promise<number> => workedSeconds(thread).catch(() => 0);
  const begin = worked();
  const look = async (): Promise<void> => {
    const left = seconds() - ((await worked()) - (await begin));
    if (isOver) return;
    if (left <= 0) tell();
    // it cannot work for longer than the clock goes on
    else timer = setTimeout(() => void look(), Math.max(1000 * left, SHORTEST_WAIT_MS));
  };
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] as string;
}
