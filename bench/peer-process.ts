/** The harness's side of the line protocol: a peer as a child process that does one thing when asked. */
import { type ChildProcess, spawn } from "node:child_process";
import { basename } from "node:path";
import { createInterface } from "node:readline";

export interface Timing {
  readonly seconds: number;
  readonly loss: number;
}

export interface Figures {
  readonly loss: number;
  readonly accuracy: number;
}

/** One line of why. */
export interface Missing {
  readonly missing: string;
}

/** No answer takes longer: an epoch of the slowest peer is asked for in parts. */
const ANSWER_LIMIT_MS = 60_000;

interface Ready {
  readonly ready: string;
  readonly threads?: number;
  readonly vectorBits?: number;
}

interface Pipes {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly complaints: Complaints;
}

/** What a child says on stderr: told only when it fails. */
class Complaints {
  #text = "";

  constructor(child: ChildProcess) {
    child.stderr!.on("data", (text: Buffer) => {
      this.#text = (this.#text + text.toString()).slice(-4000);
    });
  }

  /** The line with the error, else the last one. */
  summary(): string {
    const lines = this.#text.split("\n").filter((line) => /\S/.test(line) && !/^\s+at |^Node\.js v/.test(line));
    return (lines.findLast((line) => /Error\b/.test(line)) ?? lines.at(-1) ?? "it said nothing")
      .replace(/ imported from .*/, "")
      .trim()
      .slice(0, 300);
  }
}

export class PeerProcess {
  /** name and version, as it tells them */
  readonly ready: string;
  /** it really uses, when it tells */
  readonly threads: number | undefined;
  /** of its kernels' vectors, when it tells */
  readonly vectorBits: number | undefined;
  readonly #pipes: Pipes;

  constructor(pipes: Pipes, { ready, threads, vectorBits }: Ready) {
    this.ready = ready;
    this.threads = threads;
    this.vectorBits = vectorBits;
    this.#pipes = pipes;
  }

  async train(epochs: number): Promise<Timing> {
    return (await this.#ask(`train ${epochs}`)) as Timing;
  }

  async predict(calls: number): Promise<Timing> {
    return (await this.#ask(`predict ${calls}`)) as Timing;
  }

  async evaluate(): Promise<Figures> {
    return (await this.#ask("evaluate")) as Figures;
  }

  close(): void {
    this.#pipes.child.kill();
  }

  async #ask(line: string): Promise<unknown> {
    this.#pipes.child.stdin!.write(`${line}\n`);
    return JSON.parse(await nextLine(this.#pipes, line));
  }
}

/** Starts a peer and waits until it is ready to work; resolves to the reason when it is not here. */
export async function startPeer(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<PeerProcess | Missing> {
  const [program, ...call] = command as [string, ...string[]];
  const child = spawn(program, call, {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const complaints = new Complaints(child);
  const failure = new Promise<Missing>((resolve) =>
    child.once("error", ({ message }) => resolve({ missing: message })),
  );
  child.stdin.on("error", () => {}); // told by the answer that does not come
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = nextLine({ child, lines, complaints }, "its first line").then(
    (line) => JSON.parse(line) as Missing | Ready,
    (error: Error) => ({ missing: error.message }),
  );
  const told = await Promise.race([first, failure]);
  return "ready" in told ? new PeerProcess({ child, lines, complaints }, told) : told;
}

async function nextLine({ child, lines, complaints }: Pipes, asked: string): Promise<string> {
  const name = basename(child.spawnargs[1]!);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      child.kill();
      reject(new Error(`Cannot time ${name}: no answer to "${asked}" within ${ANSWER_LIMIT_MS / 1000} s`));
    }, ANSWER_LIMIT_MS);
  });
  const { value, done } = await Promise.race([lines.next(), late]).finally(() => clearTimeout(timer));
  if (done !== true) return value;
  throw new Error(`Cannot time ${name}: it ended when asked for ${asked}: ${complaints.summary()}`);
}
