/**
 * The page's state, and all that a user can do to it. Parts of the page read signals and call these; none of them talks
 * to the worker by itself.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Draft, Frame, Kinds, Opened, Refusal } from "../protocol/messages.ts";
import type { ViewName } from "../protocol/view-data.ts";
import { draftOf, type Path, type Value, withValueAt } from "./draft.ts";
import { firstPreset, startOfSet } from "./presets.ts";
import { type Ask, type Listener, RefusedError } from "./worker-link.ts";

export interface Store {
  /** what forms are made of; null until the worker has said it */
  readonly kinds: ReadonlySignal<Kinds | null>;
  readonly draft: ReadonlySignal<Draft>;
  /** what is wrong with the draft; null: nothing */
  readonly refusal: ReadonlySignal<Refusal | null>;
  /** what is trained; null until the first is ready */
  readonly opened: ReadonlySignal<Opened | null>;
  readonly frame: ReadonlySignal<Frame | null>;
  /** a session is being made ready */
  readonly isOpening: ReadonlySignal<boolean>;
  /** the draft is no longer what is trained */
  readonly isChanged: ReadonlySignal<boolean>;
  /** the page cannot go on */
  readonly failure: ReadonlySignal<string | null>;
  begin(): Promise<void>;
  edit(path: Path, value: Value): void;
  chooseData(name: string): void;
  /** a whole draft in place of the one there, made ready */
  load(draft: Draft): void;
  /** trains what is opened; a draft that was changed is opened first, from step 0 */
  train(): void;
  pause(): void;
  step(steps: number): void;
  restart(): void;
  /** a panel that shows a view is there, or no longer */
  watch(view: ViewName, isWatched: boolean): void;
  ask: Ask;
}

export function createStore(connect: (listener: Listener) => Ask): Store {
  return new PageStore(connect);
}

/** So long after the last key a draft is made ready, where nothing would be lost by it. */
const SETTLE_MS = 250;

class PageStore implements Store {
  readonly kinds: Signal<Kinds | null> = signal(null);
  readonly draft: Signal<Draft> = signal(firstPreset.draft);
  readonly refusal: Signal<Refusal | null> = signal(null);
  readonly opened: Signal<Opened | null> = signal(null);
  readonly frame: Signal<Frame | null> = signal(null);
  /** how many are being made ready: another may be asked for before the first is */
  readonly #opening: Signal<number> = signal(0);
  readonly isOpening: ReadonlySignal<boolean> = computed(() => this.#opening.value > 0);
  readonly failure: Signal<string | null> = signal(null);
  readonly #openedDraft: Signal<Draft> = signal(null);
  readonly isChanged: ReadonlySignal<boolean> = computed(() => this.draft.value !== this.#openedDraft.value);
  readonly ask: Ask;
  readonly #watched = new Map<ViewName, number>();
  #settle: ReturnType<typeof setTimeout> | undefined;

  constructor(connect: (listener: Listener) => Ask) {
    this.ask = connect({
      onFrame: (frame) => this.#show(frame),
      onFailure: (says) => {
        this.failure.value = says;
      },
    });
  }

  async begin(): Promise<void> {
    await this.#open(this.draft.value);
    await this.#try(async () => {
      this.kinds.value = await this.ask("describe", null);
    });
  }

  edit(path: Path, value: Value): void {
    this.#change(withValueAt(this.draft.value, path, value));
  }

  chooseData(set: string): void {
    void this.#judge(async () => {
      this.#change(await this.ask("adapt", withValueAt(this.draft.value, ["data"], startOfSet(set))));
    });
  }

  load(draft: Draft): void {
    this.draft.value = draft;
    void this.#open(draft);
  }

  train(): void {
    void this.#try(async () => {
      if (this.isChanged.value) await this.#open(this.draft.value);
      if (this.refusal.value === null) await this.ask("train", null);
    });
  }

  pause(): void {
    void this.#try(() => this.ask("pause", null));
  }

  step(steps: number): void {
    void this.#try(async () => {
      if (this.isChanged.value) await this.#open(this.draft.value);
      if (this.refusal.value === null) await this.ask("step", steps);
    });
  }

  restart(): void {
    void this.#open(this.draft.value);
  }

  watch(view: ViewName, isWatched: boolean): void {
    this.#watched.set(view, (this.#watched.get(view) ?? 0) + (isWatched ? 1 : -1));
    if (this.opened.value !== null) void this.#tellWatched();
  }

  #change(draft: Draft): void {
    this.draft.value = draft;
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => void this.#settled(draft), SETTLE_MS);
  }

  /** Before the first step a draft is made ready at once, later only when asked. */
  async #settled(draft: Draft): Promise<void> {
    if (draft !== this.draft.value) return;
    if ((this.frame.value?.step ?? 0) === 0) await this.#open(draft);
    else await this.#judge(() => this.ask("check", draft));
  }

  async #open(draft: Draft): Promise<void> {
    clearTimeout(this.#settle);
    this.#opening.value++;
    await this.#judge(async () => {
      const opened = await this.ask("open", draft);
      batch(() => {
        this.opened.value = opened;
        this.frame.value = null;
        // what was written meanwhile stays
        if (draft === this.draft.value) {
          this.draft.value = draftOf(opened.spec);
          this.#openedDraft.value = this.draft.value;
        }
      });
      await this.#tellWatched();
    });
    this.#opening.value--;
  }

  async #tellWatched(): Promise<void> {
    const watched = [...this.#watched].flatMap(([view, count]) => (count > 0 ? [view] : []));
    await this.#try(() => this.ask("watch", watched));
  }

  /** After it, nothing is wrong with the draft. */
  #judge(work: () => Promise<unknown>): Promise<void> {
    return this.#try(async () => {
      await work();
      this.refusal.value = null;
    });
  }

  /** What cannot be used is said at its field. */
  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof RefusedError) this.refusal.value = error.refusal;
      else this.failure.value = error instanceof Error ? error.message : String(error);
    }
  }

  /** Views that are not in a frame stay as they were; the next frame comes when this one has been drawn. */
  #show(frame: Frame): void {
    const views = { ...this.frame.value?.views, ...frame.views };
    this.frame.value = { ...frame, views };
    requestAnimationFrame(() => void this.#try(() => this.ask("seen", frame.number)));
  }
}
