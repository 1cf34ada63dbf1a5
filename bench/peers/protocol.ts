/**
 * A peer's side of the line protocol. The first line told is {"ready": versions} or {"missing": reason}; then each line
 * asked, "train EPOCHS", "predict CALLS" or "evaluate", is answered by a line of JSON.
 */
import { createInterface } from "node:readline";
import type { Work } from "./work.ts";

export interface Figures {
  readonly loss: number;
  readonly accuracy: number;
}

/** One case, made ready. */
export interface Peer {
  /** name and version, for the table */
  readonly ready: string;
  /** it really uses, where that may be fewer than it was given */
  readonly threads?: number;
  /** of the vectors that its kernels work on, where it knows */
  readonly vectorBits?: number;
  /** mean loss of the last epoch; less than one is that share of an epoch */
  train(epochs: number): number | Promise<number>;
  /** something of the predictions, so that they are made */
  predict?(): number | Promise<number>;
  evaluate(): Figures | Promise<Figures>;
}

function tell(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** Opens the peer and answers until stdin ends. */
export async function serve(name: string, open: (work: Work) => Promise<Peer>): Promise<void> {
  const work = JSON.parse(process.argv[2]!) as Work;
  let peer: Peer;
  try {
    peer = await open(work);
  } catch (error) {
    tell({ missing: `${name}: ${(error as Error).message.split("\n")[0]}` });
    process.exit(0);
  }
  tell({ ready: peer.ready, threads: peer.threads, vectorBits: peer.vectorBits });
  for await (const line of createInterface({ input: process.stdin })) tell(await answer(peer, line));
  process.exit(0);
}

async function answer(peer: Peer, line: string): Promise<object> {
  const [command, amount] = line.split(" ");
  if (command === "evaluate") return await peer.evaluate();
  const begin = performance.now();
  const loss = command === "train" ? await peer.train(Number(amount)) : await predictOften(peer, Number(amount));
  return { seconds: (performance.now() - begin) / 1000, loss };
}

async function predictOften(peer: Peer, calls: number): Promise<number> {
  let sum = 0;
  for (let call = 0; call < calls; call++) sum += await peer.predict!();
  return sum;
}
