/** Runs one case: all peers are opened, then measured in turn, round by round. */

import type { TimedCase } from "./cases.ts";
import { countOperations } from "./count-operations.ts";
import { evaluate, type MissingPeer, measureOnce, type OpenedPeer, openPeer, shareOf } from "./open-peers.ts";
import { OURS, type PeerKind } from "./peers.ts";
import { PEAK_LIMITS, TIME_LIMITS } from "./requirements.ts";
import type { CaseResult, Limits, PeerResult } from "./results.ts";
import { compareRounds, median } from "./statistics.ts";

export interface CaseOptions {
  readonly data: string;
  readonly rounds: number;
  readonly peers: readonly PeerKind[];
  readonly limits: Limits;
  tell(line: string): void;
}

/** of 1: accuracy on digits shows whether a peer was trained; random labels are drawn by each peer itself */
const ACCURACY_NOISE = { mnist: 0.01, bits: 0.05, noise: 0.05 };
/**
 * of the larger one: after a few epochs one seed's test loss differs from another's by some 5%, in every library tried
 */
const LOSS_NOISE = 0.15;

export async function runCase(timed: TimedCase, options: CaseOptions): Promise<CaseResult> {
  const { data, rounds, tell } = options;
  const wanted = [OURS, ...timed.peers.flatMap((name) => options.peers.filter((kind) => kind.name === name))];
  const opened: (OpenedPeer | MissingPeer)[] = [];
  for (const kind of wanted) {
    const peer = await openPeer(timed, kind, data);
    opened.push(peer);
    tell("missing" in peer ? `  ${peer.name}: not here (${peer.missing})` : `  ${describe(peer)}`);
    if (kind === OURS && "missing" in peer) return { ...nameCase(timed), ours: missingOurs(peer), peers: [] };
  }
  const here = opened.filter((peer) => "process" in peer);
  try {
    const seconds = await measureInTurn(timed, here, rounds, tell);
    // who trained a share of an epoch has no figures that could be compared with ours
    const whole = here.filter(({ kind }) => kind !== OURS && shareOf(timed, kind) === 1);
    if (timed.work.task === "train") for (const peer of whole) await evaluate(peer);
    return judge(timed, opened, seconds, options.limits);
  } finally {
    for (const peer of here) peer.process.close();
  }
}

function describe(peer: OpenedPeer): string {
  return `${peer.process.ready}, ${peer.threads} thread${peer.threads === 1 ? "" : "s"}`;
}

/** Seconds of one unit, per peer and round. A slow peer leaves after its rounds. */
async function measureInTurn(
  timed: TimedCase,
  peers: readonly OpenedPeer[],
  rounds: number,
  tell: (line: string) => void,
): Promise<Map<OpenedPeer, number[]>> {
  const all = new Map(peers.map((peer) => [peer, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [peer, seconds] of all) {
      if (round < (peer.kind.rounds ?? rounds)) seconds.push((await measureOnce(timed, peer)).seconds);
    }
    const last = [...all].flatMap(([{ kind }, seconds]) =>
      seconds[round] === undefined ? [] : [`${kind.name} ${brief(seconds[round]!)}`],
    );
    tell(`  round ${round + 1}: ${last.join(", ")}`);
  }
  return all;
}

function brief(seconds: number): string {
  return seconds >= 0.1
    ? `${seconds.toFixed(3)} s`
    : seconds >= 1e-3
      ? `${(seconds * 1e3).toFixed(2)} ms`
      : `${(seconds * 1e6).toFixed(1)} us`;
}

/** `opened` begins with ours. */
function judge(
  timed: TimedCase,
  opened: readonly (OpenedPeer | MissingPeer)[],
  seconds: ReadonlyMap<OpenedPeer, number[]>,
  limits: Limits,
): CaseResult {
  const [us, ...others] = opened as [OpenedPeer, ...(OpenedPeer | MissingPeer)[]];
  const ourSeconds = seconds.get(us)!;
  const peers = others.map((peer) =>
    "process" in peer ? judgePeer(timed, peer, seconds.get(peer)!, { us, ourSeconds }) : missingResult(peer),
  );
  return { ...nameCase(timed), ours: judgeOurs(timed, us, ourSeconds, limits), peers };
}

function nameCase({ id, title, unit }: TimedCase): Pick<CaseResult, "id" | "title" | "unit"> {
  return { id, title, unit };
}

function missingOurs({ missing }: MissingPeer): CaseResult["ours"] {
  const none = { median: null, vectorBits: 128, gflops: null, limitShare: null, effectiveGflops: null, limit: null };
  return { version: null, missing, threads: 0, seconds: [], ...none };
}

function judgeOurs(timed: TimedCase, us: OpenedPeer, seconds: number[], limits: Limits): CaseResult["ours"] {
  const { dense, effective } = countOperations(timed);
  const middle = median(seconds);
  const gflops = dense / middle / 1e9;
  const vectorBits = us.process.vectorBits ?? 128;
  // unknown where there is no C compiler
  const fma = vectorBits === 256 ? limits.wideFma : limits.wasmFma;
  const peak = fma === null ? null : us.threads === 1 ? fma.oneCore : fma.allCores;
  const atLeast = PEAK_LIMITS[timed.id];
  return {
    version: us.process.ready,
    threads: us.threads,
    seconds,
    median: middle,
    vectorBits,
    gflops,
    limitShare: peak === null ? null : gflops / peak,
    effectiveGflops: effective === null ? null : effective / middle / 1e9,
    limit: atLeast === undefined || peak === null ? null : { atLeast, passed: gflops / peak >= atLeast },
  };
}

function missingResult({ name, missing }: MissingPeer): PeerResult {
  const none = { median: null, ratio: null, figures: null, agrees: null, limit: null };
  return { peer: name, version: null, missing, threads: 0, seconds: [], share: 1, ...none };
}

function judgePeer(
  timed: TimedCase,
  peer: OpenedPeer,
  seconds: number[],
  { us, ourSeconds }: { readonly us: OpenedPeer; readonly ourSeconds: number[] },
): PeerResult {
  const { kind, epochs } = peer;
  const ratio = compareRounds(ourSeconds, seconds);
  const limit = TIME_LIMITS.find((candidate) => candidate.id === timed.id && candidate.peer === kind.name);
  const theirs = peer.figures.get(epochs);
  const own = us.figures.get(epochs);
  const figures =
    theirs === undefined || own === undefined || kind.remark !== undefined ? null : { epochs, theirs, ours: own };
  return {
    peer: kind.name,
    version: peer.process.ready,
    ...(kind.remark === undefined ? {} : { remark: kind.remark }),
    threads: peer.threads,
    seconds,
    median: median(seconds),
    ratio,
    share: shareOf(timed, kind),
    figures,
    agrees: figures === null ? null : agree(figures, ACCURACY_NOISE[timed.work.source]),
    limit:
      limit === undefined ? null : { atMost: limit.atMost, told: limit.told, passed: ratio.ofMedians <= limit.atMost },
  };
}

function agree({ theirs, ours }: NonNullable<PeerResult["figures"]>, noise: number): boolean {
  const larger = Math.max(theirs.loss, ours.loss);
  const accurate = Math.abs(theirs.accuracy - ours.accuracy) <= noise;
  return accurate && Math.abs(theirs.loss - ours.loss) <= LOSS_NOISE * larger;
}
