/** Opens the processes of one case, each peer as fast as it can be. */
import { availableParallelism } from "node:os";
import type { TimedCase } from "./cases.ts";
import { type Figures, type Missing, type PeerProcess, startPeer } from "./peer-process.ts";
import { OURS, type PeerKind, type Start } from "./peers.ts";
import { blasEnvironment } from "./python-environment.ts";

/** A peer that is ready, warm, and has told how fast it is. */
export interface OpenedPeer {
  readonly kind: PeerKind;
  readonly process: PeerProcess;
  readonly threads: number;
  /** epochs it has trained by now */
  epochs: number;
  /** on the test rows, by the epochs it had trained: ours after every measurement, a peer's at its end */
  readonly figures: Map<number, Figures>;
}

export interface MissingPeer extends Missing {
  readonly name: string;
}

/** Of the case's amount, what the peer is measured on. */
export function shareOf(timed: TimedCase, kind: PeerKind): number {
  return timed.shares?.[kind.name] ?? kind.share ?? 1;
}

export async function measureOnce(timed: TimedCase, peer: OpenedPeer): Promise<{ seconds: number; loss: number }> {
  const share = shareOf(timed, peer.kind);
  const amount = timed.amount * share;
  const training = timed.work.task === "train";
  const { seconds, loss } = await (training ? peer.process.train(amount) : peer.process.predict(amount));
  if (training) peer.epochs += amount;
  if (training && peer.kind === OURS) await evaluate(peer);
  if (!Number.isFinite(loss)) throw new Error(`Cannot compare ${peer.kind.name}: its loss is ${loss}`);
  return { seconds: seconds / (timed.unitsPerAmount * share), loss };
}

export async function evaluate(peer: OpenedPeer): Promise<void> {
  peer.figures.set(peer.epochs, await peer.process.evaluate());
}

/** Ours gets what the case allows; a peer keeps the number of threads, and the Python, with which it is fastest. */
export async function openPeer(timed: TimedCase, peer: PeerKind, data: string): Promise<OpenedPeer | MissingPeer> {
  const all = timed.threads === "one" ? 1 : availableParallelism();
  const counts = !peer.threaded ? [1] : peer === OURS ? [all] : [...new Set([1, all])];
  let best: { peer: OpenedPeer; seconds: number } | null = null;
  let missing: MissingPeer | null = null;
  const candidates = peer.starts.flatMap((start) => counts.map((threads) => ({ start, threads })));
  for (const { start, threads } of candidates) {
    const process = await startPeer(commandOf(start, timed, threads, data), blasEnvironment());
    if ("missing" in process) {
      missing = { name: peer.name, missing: process.missing };
      continue;
    }
    const opened = { kind: peer, process, threads: process.threads ?? threads, epochs: 0, figures: new Map() };
    // compiled code comes late to ours: it is warmed up as often as the peers are tried
    const often = candidates.length > 1 || peer === OURS;
    const seconds = often ? await tryOut(timed, opened) : (await measureOnce(timed, opened)).seconds;
    if (best !== null && best.seconds <= seconds) process.close();
    else {
      best?.peer.process.close();
      best = { peer: opened, seconds };
    }
  }
  return best?.peer ?? missing!;
}

function commandOf(start: Start, timed: TimedCase, threads: number, data: string): string[] {
  return [start.program, start.script, JSON.stringify({ ...timed.work, threads, data }), ...start.call];
}

/** The best of two, after one to warm up. */
async function tryOut(timed: TimedCase, peer: OpenedPeer): Promise<number> {
  await measureOnce(timed, peer);
  const first = await measureOnce(timed, peer);
  return Math.min(first.seconds, (await measureOnce(timed, peer)).seconds);
}
