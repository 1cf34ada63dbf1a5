/**
 * Where a training is held: between two steps. It is the library's `Pause`: every few milliseconds the training stops
 * for whoever waits, such as a request to pause, and goes on when the gate is open.
 */
import type { Pause } from "minibatch";

/** Half a frame: so soon a request is heard. */
const SLICE_MS = 8;

export interface GateHost {
  /** milliseconds, monotonic */
  now(): number;
  /** lets waiting messages be heard */
  giveWay(): Promise<void>;
}

export class Gate implements Pause {
  readonly #host: GateHost;
  /** called in every pause, and waited for; `isHeld`: the training goes no further for now */
  readonly #inPause: (isHeld: boolean) => Promise<void>;
  /** steps that may still be made */
  #steps = 0;
  /** the last step ended an epoch, whose figures are measured before anything is held */
  #isMeasuring = false;
  #goOn: (() => void) | null = null;

  constructor(host: GateHost, inPause: (isHeld: boolean) => Promise<void>) {
    this.#host = host;
    this.#inPause = inPause;
  }

  get isOpen(): boolean {
    return this.#steps > 0;
  }

  /** With none left, the next look at the clock says that a pause is due. */
  get everyMs(): number {
    return this.isOpen || this.#isMeasuring ? SLICE_MS : 0;
  }

  now(): number {
    return this.#host.now();
  }

  /** For so many steps. */
  open(steps: number): void {
    this.#steps = steps;
    this.#goOn?.();
  }

  shut(): void {
    this.#steps = 0;
  }

  /** Call after each step. */
  count(isLastOfEpoch: boolean): void {
    if (this.#steps > 0) this.#steps--;
    this.#isMeasuring = isLastOfEpoch;
  }

  /** Call when an epoch's figures are there, and wait: no step may be left. */
  async endEpoch(): Promise<void> {
    this.#isMeasuring = false;
    if (!this.isOpen) await this.giveWay();
  }

  async giveWay(): Promise<void> {
    await this.#host.giveWay();
    if (this.isOpen || this.#isMeasuring) await this.#inPause(false);
    // it may have been shut meanwhile
    while (!this.isOpen && !this.#isMeasuring) {
      await this.#inPause(true);
      if (!this.isOpen) await this.#opened();
    }
  }

  #opened(): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = () => {
        this.#goOn = null;
        resolve();
      };
      if (this.isOpen) this.#goOn();
    });
  }
}
