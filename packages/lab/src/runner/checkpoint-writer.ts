/**
 * Brings a running trial's checkpoints into the store, one at a time. The training waits for each, so that a kill loses
 * no more than the epoch in progress; where the store is out of reach for a while the training goes on, it is tried
 * again, and of the checkpoints that have come meanwhile only the last is written.
 */
import { setTimeout } from "node:timers/promises";
import type { LabStore, Lease } from "../store/store.ts";
import { withRetries } from "./with-retries.ts";

interface Pending {
  readonly bytes: Uint8Array;
  readonly epochs: number;
}

/** longer than any write takes while the store is there */
const LONGEST_WAIT_MS = 1_000;

export class CheckpointWriter {
  readonly #store: LabStore;
  readonly #lease: Lease;
  readonly #onLost: () => void;
  #pending: Pending | null = null;
  #writing: Promise<void> | null = null;
  #failure: unknown = null;
  #isLost = false;
  /** a write has taken long and has not ended */
  #isSlow = false;

  /** `onLost` is called once, when the store says that the lease is no longer the trial's. */
  constructor(store: LabStore, lease: Lease, onLost: () => void) {
    this.#store = store;
    this.#lease = lease;
    this.#onLost = onLost;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Resolves when it is committed, or has become pointless, or the store has not answered for long; never rejects. */
  async push(bytes: Uint8Array, epochs: number): Promise<void> {
    if (this.#isLost) return;
    this.#pending = { bytes, epochs };
    this.#writing ??= this.#write();
    if (this.#isSlow) return;
    const patience = new AbortController();
    const waited = setTimeout(LONGEST_WAIT_MS, true, { signal: patience.signal }).catch(() => false);
    this.#isSlow = await Promise.race([this.#writing.then(() => false), waited]);
    patience.abort();
  }

  /** Resolves when the last checkpoint is committed, or has become pointless. Throws what a write threw. */
  async flush(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
    if (this.#failure !== null) throw this.#failure;
  }

  /** The trial has ended: what is still waiting is not written. */
  async drop(): Promise<void> {
    this.#pending = null;
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      while (this.#pending !== null && !this.#isLost) {
        const { bytes, epochs } = this.#pending;
        this.#pending = null;
        const isOurs = await withRetries(() => this.#store.saveCheckpoint(this.#lease, bytes, epochs));
        if (!isOurs) {
          this.#isLost = true;
          this.#onLost();
        }
      }
    } catch (error) {
      this.#failure = error;
      this.#onLost();
    } finally {
      this.#isSlow = false;
      this.#writing = null;
    }
  }
}
