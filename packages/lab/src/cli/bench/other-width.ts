/** The cases of `minibatch bench` in a process of its own on vectors of 128 bits, a run at a time. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BenchAnswer, BenchRequest } from "./bench-messages.ts";
import type { BenchSize } from "./cases/bench-size.ts";
import type { Skipped, Subject } from "./cases/subject.ts";

/** Beside the built command, or its source. */
const PROGRAM: URL = import.meta.url.endsWith(".ts")
  ? new URL("./bench-process.ts", import.meta.url)
  : new URL("./bench-process.js", import.meta.url);

/** Of what is said on stderr, for the error. */
const MOST_SAID = 10_000;

export interface OtherWidthOptions {
  /** the data directory, where one was chosen */
  readonly data: string | undefined;
  readonly size: BenchSize;
}

export class OtherWidth {
  readonly #child: ChildProcess;
  #said = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr!.on("data", (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-MOST_SAID);
    });
  }

  /** Throws Error with what the process said where it does not start. */
  static async start({ data, size }: OtherWidthOptions): Promise<OtherWidth> {
    const child = fork(fileURLToPath(PROGRAM), [], {
      env: { ...process.env, MINIBATCH_WIDE: "off" },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const other = new OtherWidth(child);
    await other.#ask({ kind: "begin", data: data ?? null, size });
    return other;
  }

  /** A case by its id; every call of it throws Error where the process fails. */
  async open(id: string, threads: number): Promise<Subject | Skipped> {
    const opened = await this.#ask({ kind: "open", id, threads });
    if (opened.kind === "skipped") return { skipped: opened.reason };
    if (opened.kind !== "opened") throw unexpected(opened);
    return {
      threads: opened.threads,
      run: async () => {
        const ran = await this.#ask({ kind: "run" });
        if (ran.kind !== "ran") throw unexpected(ran);
        return ran.seconds;
      },
      dispose: async () => {
        await this.#ask({ kind: "dispose" });
      },
    };
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }

  #ask(request: BenchRequest): Promise<BenchAnswer> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void => {
        stop();
        reject(new Error(`Cannot time 128 bits: the process for it ${reason}`));
      };
      const onMessage = (answer: BenchAnswer): void => {
        stop();
        if (answer.kind === "failed") fail(`failed: ${answer.reason}`);
        else resolve(answer);
      };
      const onClose = (code: number | null, signal: string | null): void =>
        fail(`ended with ${signal ?? code}: ${this.#said.trim()}`);
      const onError = ({ message }: Error): void => fail(`cannot be asked: ${message}`);
      const stop = (): void => {
        child.off("message", onMessage).off("close", onClose).off("error", onError);
      };
      child.on("message", onMessage).on("close", onClose).on("error", onError);
      child.send(request, (error) => {
        if (error !== null) onError(error);
      });
    });
  }
}

function unexpected({ kind }: BenchAnswer): Error {
  return new Error(`Cannot time 128 bits: the process for it answered "${kind}"`);
}
