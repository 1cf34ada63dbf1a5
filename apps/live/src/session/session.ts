/**
 * A session: one spec with its rows, its trainer and what was measured of it. It trains in slices, so that every
 * request is heard within a few milliseconds, and tells the page about it in frames. It neither knows that it is in a
 * worker nor what a page is: tests run it in Node.
 */
import { createTrainer, DivergedError, type Trainer, type TrainerOptions } from "minibatch";
import type { Splits } from "minibatch-data/sets";
import { fitOptionsOf, hashWeights, type SessionSpec, trainerOptionsOf } from "study/session";
import type { Answered, FindingShown, Frame, Opened, State } from "../protocol/messages.ts";
import type { Watched } from "../protocol/view-data.ts";
import { answerRow } from "./answer-row.ts";
import { showFindings } from "./findings.ts";
import { Gate, type GateHost } from "./gate.ts";
import { History } from "./history.ts";
import { LayerOutputs } from "./layer-outputs.ts";
import type { Loader } from "./load-splits.ts";
import { ViewMeter } from "./measure-views.ts";
import { showOpened } from "./show-opened.ts";
import { SpeedMeter } from "./speed-meter.ts";
import type { Seen } from "./views/view.ts";
import { viewNames, views } from "./views/views.ts";

export interface SessionHost extends GateHost {
  readonly threads: NonNullable<TrainerOptions["threads"]>;
  readonly loader: Loader;
  tell(frame: Frame): void;
}

/** A screen shows no more than so many frames a second; each costs the page its drawing. */
const FRAME_MS = 33;
/** The doctor is asked when so many epochs are done, and after each thousand. */
const CONSULTATIONS = [3, 10, 30, 100, 300];
const CONSULTATION_EVERY = 1000;

export class Session {
  readonly spec: SessionSpec;
  readonly opened: Opened;
  readonly #host: SessionHost;
  readonly #splits: Splits;
  readonly #trainer: Trainer;
  readonly #gate: Gate;
  readonly #history = new History();
  readonly #meter: ViewMeter;
  readonly #outputs: LayerOutputs;
  readonly #speed: SpeedMeter;
  readonly #abort = { aborted: false, reason: new Error("The session was closed") };
  #state: State = "paused";
  /** epochs to be done in all */
  #epochs: number;
  #running: Promise<void> | null = null;
  #findings: readonly FindingShown[] = [];
  #diverged: string | null = null;
  #frame = 0;
  /** the page has drawn the last frame */
  #isSeen = true;
  /** something changed since that is to be shown, however soon */
  #isStale = true;
  #lastFrame = Number.NEGATIVE_INFINITY;
  #telling: Promise<void> = Promise.resolve();

  static async open(spec: SessionSpec, host: SessionHost): Promise<Session> {
    const { splits, notice } = await host.loader.load(spec.data);
    const trainer = await createTrainer({ ...trainerOptionsOf(spec), threads: host.threads });
    return new Session(spec, host, splits, trainer, notice);
  }

  private constructor(spec: SessionSpec, host: SessionHost, splits: Splits, trainer: Trainer, notice: string | null) {
    this.spec = spec;
    this.#host = host;
    this.#splits = splits;
    this.#trainer = trainer;
    this.#epochs = spec.training.epochs;
    this.#gate = new Gate(host, (isHeld) => this.#inPause(isHeld));
    this.#speed = new SpeedMeter(() => host.now());
    const rest = { notice, threads: host.threads.count, backend: trainer.backendName };
    const shown = showOpened(spec, splits, rest);
    this.#outputs = new LayerOutputs(spec.model, trainer);
    const { points, picture } = shown;
    const seen: Seen = { spec, splits, trainer, outputs: this.#outputs, points, picture };
    this.#meter = new ViewMeter(seen, () => host.now());
    this.opened = { ...shown, views: viewNames.filter((name) => views[name].applies(seen)) };
  }

  /** For so many steps; Infinity: until the epochs are done, or for as many again where they are. */
  async train(steps: number = Number.POSITIVE_INFINITY): Promise<void> {
    if (this.#state === "diverged") return;
    if (this.#state === "ended") this.#epochs += this.spec.training.epochs;
    this.#state = "training";
    this.#speed.begin(this.#trainer.stepCount);
    this.#gate.open(steps);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    await this.#tell(true);
  }

  pause(): void {
    this.#gate.shut();
  }

  async watch(watched: Watched): Promise<void> {
    this.#meter.watched = watched;
    await this.#tell(true);
  }

  /** The page has drawn that frame. It may be one of a session before this one: that says nothing of ours. */
  async see(number: number): Promise<void> {
    if (number !== this.#frame) return;
    this.#isSeen = true;
    if (this.#isStale) await this.#tell(false);
  }

  hash(): { readonly step: number; readonly sha256: string } {
    return { step: this.#trainer.stepCount, sha256: hashWeights(this.#trainer.weights()) };
  }

  /** What the network says of one row that the user made. */
  answer(row: Float32Array): Promise<Answered> {
    return answerRow(row, this.#trainer, this.#outputs);
  }

  /** Ends the training, wherever it is, and gives the memory back. */
  async close(): Promise<void> {
    this.#abort.aborted = true;
    this.#gate.open(1);
    await this.#running;
    await this.#telling;
    await this.#outputs.dispose();
    this.#trainer.dispose();
  }

  async #run(): Promise<void> {
    try {
      while (this.#trainer.epochCount < this.#epochs) await this.#trainUntilConsultation();
      this.#state = "ended";
    } catch (error) {
      if (this.#abort.aborted) return;
      if (!(error instanceof DivergedError)) throw error;
      this.#state = "diverged";
      this.#diverged = error.message;
      this.#findings = showFindings(error.findings, this.spec);
    }
    this.#gate.shut();
    await this.#tell(true);
  }

  /** A training that goes on is the same as one that never stopped; the doctor speaks at the end of each fit. */
  async #trainUntilConsultation(): Promise<void> {
    const done = this.#trainer.epochCount;
    const next =
      CONSULTATIONS.find((epochs) => epochs > done) ?? (Math.floor(done / CONSULTATION_EVERY) + 1) * CONSULTATION_EVERY;
    await this.#trainer.fit(this.#splits.train, {
      ...fitOptionsOf(this.spec, this.#splits),
      epochs: Math.min(next, this.#epochs),
      earlier: this.#history.reports,
      pause: this.#gate,
      signal: this.#abort,
      onStep: (report) => {
        this.#gate.count(report.stepOfEpoch === report.stepsPerEpoch);
        this.#history.addStep(report);
      },
      onEpoch: async (report) => {
        this.#history.addEpoch(report);
        if (report.findings.length > 0 || report.epoch === this.#epochs || report.epoch === next) {
          this.#findings = showFindings(report.findings, this.spec);
        }
        await this.#gate.endEpoch();
      },
    });
  }

  async #inPause(isHeld: boolean): Promise<void> {
    if (this.#abort.aborted) {
      this.#gate.open(1);
      return;
    }
    this.#state = isHeld ? "paused" : "training";
    await this.#tell(isHeld);
  }

  /** `now`: however soon after the last one. A frame that the page has no time for is made later. */
  async #tell(now: boolean): Promise<void> {
    this.#isStale ||= now;
    if (!this.#isSeen || (!this.#isStale && this.#host.now() - this.#lastFrame < FRAME_MS)) return;
    this.#isStale = false;
    this.#isSeen = false;
    this.#telling = this.#measure(now || this.#state !== "training");
    await this.#telling;
  }

  async #measure(all: boolean): Promise<void> {
    const measured = this.#diverged === null ? await this.#meter.measure(all) : {};
    this.#lastFrame = this.#host.now();
    this.#host.tell(this.#show(measured));
  }

  #show(measured: Frame["views"]): Frame {
    const { last } = this.#history;
    const { stepCount, epochCount } = this.#trainer;
    const isTraining = this.#state === "training";
    return {
      number: ++this.#frame,
      state: this.#state,
      step: stepCount,
      epoch: epochCount,
      epochs: this.#epochs,
      learningRate: last?.learningRate ?? this.spec.optimizer.learningRate,
      batchLoss: last?.batchLoss ?? null,
      rowsPerSecond: isTraining ? this.#speed.measure(stepCount) * this.spec.training.batchSize : 0,
      curves: this.#history.curves(),
      steps: this.#history.steps(),
      health: last?.health ?? [],
      findings: this.#findings,
      diverged: this.#diverged,
      views: measured,
    };
  }
}
