/**
 * Brings a running trial's checkpoints into the store, one at a time; of those that come while one is being written only the last is.
 * It retries where the store is out of reach for a while, and says when the trial is no longer ours.
 */
import type { LabStore, Lease } from "../store/store.ts";
import { withRetries } from "./with-retries.ts";

interface Pending {
  readonly bytes: Uint8Array;
  readonly epochs: number;
}

export class CheckpointWriter {
  readonly #store: LabStore;
  readonly #lease: Lease;
  readonly #onLost: () => void;
  #pending: Pending | null = null;
  #writing: Promise<void> | null = null;
  #failure: unknown = null;
  #isLost = false;

  /** `onLost` is called once, when the store says that the lease is no longer the trial's. */
  constructor(store: LabStore, lease: Lease, onLost: () => void) {
    this.#store = store;
    this.#lease = lease;
    this.#onLost = onLost;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  push(bytes: Uint8Array, epochs: number): void {
    if (this.#isLost) return;
    this.#pending = { bytes, epochs };
    this.#writing ??= this.#write();
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
      this.#writing = null;
    }
  }
}
