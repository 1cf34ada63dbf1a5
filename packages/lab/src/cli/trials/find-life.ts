/**
 * Whether anybody works on an experiment now: the lock of its file or the heartbeats of its queue tell. The last write
 * does not: a killed process writes nothing more.
 */

import type { ExperimentLife } from "../../experiment-page/experiment-page-input.ts";
import { lookAtLock } from "../../files/lock-file.ts";
import type { ExperimentSummary, LabStore } from "../../store/store.ts";
import { nextCommand } from "../caller/command-to-go-on.ts";
import { chooseStore } from "../opening/choose-store.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { hasEnded } from "./describe-status.ts";
import { isSweep } from "./is-sweep.ts";
import { directoryLockOf, sweepLockOf } from "./sweep-lock.ts";

export type Life = ExperimentLife;

/** Null where there is nothing to find out: it has ended, or the queue cannot be read. */
export async function findLife(store: LabStore, summary: ExperimentSummary, flags: StoreFlags): Promise<Life | null> {
  if (hasEnded(summary) && summary.counts.running === 0) return null;
  const { at } = chooseStore(flags);
  return at.kind === "postgres" ? lifeInQueue(store, summary) : lifeOfFile(summary, at.file);
}

function lifeOfFile({ name, spec }: ExperimentSummary, file: string): Life {
  const lock = lookAtLock(isSweep(spec) ? sweepLockOf(file, name) : directoryLockOf(file));
  // freed by who had it, or taken away by hand; the trials that it left running are so no more
  if (lock === null) return { kind: "idle" };
  return lock.isAlive ? { kind: "working" } : { kind: "killed", at: lock.lastSign, command: lock.command };
}

async function lifeInQueue(store: LabStore, { id, name }: ExperimentSummary): Promise<Life | null> {
  const { readHeartbeats } = await import("../../queue/read-heartbeats.ts");
  const beats = await readHeartbeats(store, id);
  if (beats === null) return null;
  if (beats.alive > 0) return { kind: "working" };
  if (beats.lapsed > 0 && beats.lastBeat !== null) {
    return { kind: "killed", at: beats.lastBeat, command: nextCommand(["worker"], [], ["--experiment", name]) };
  }
  return { kind: beats.waiting > 0 ? "queued" : "idle" };
}
