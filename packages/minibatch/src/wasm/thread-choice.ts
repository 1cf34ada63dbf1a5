/**
 * On how many threads programs run, by measurement: results are the same on any number, so all may be tried on the work
 * itself. Threads are started once one thread has worked as long as several starts take; then every number is tried in
 * turn, the quickest is kept, and tried against the others again now and then, for the machine's other work changes.
 */
import type { Team } from "./thread-group.ts";

/** Work on one thread before others are started: some times what starting them takes. */
const BEFORE_START_MS = 100;
/** How long each number is tried, and how often: the quicker time counts, for a machine has hiccups. */
const TRIAL_MS = 4;
const ROUNDS = 2;
/** How many times as long as it took to make a choice holds: trying costs less than a hundredth. */
const HOLD_TIMES = 50;

export class ThreadChoice {
  readonly #team: Pick<Team, "host" | "size" | "threads" | "enlist">;
  readonly #trials = new Map<string, Trials>();
  #alone = 0;

  constructor(team: Pick<Team, "host" | "size" | "threads" | "enlist">) {
    this.#team = team;
  }

  /** Whether it is time to await `enlist`. */
  get wantsOthers(): boolean {
    const { host, size } = this.#team;
    return host !== null && host.count > 1 && size === 1 && this.#alone > BEFORE_START_MS;
  }

  async enlist(): Promise<void> {
    this.#alone = Number.NEGATIVE_INFINITY;
    await this.#team.enlist(this.#team.host?.count ?? 1);
  }

  /** Runs `work`, of `size` equal parts, on the number of threads that is quickest for its kind, as far as is known. */
  run<T>(kind: string, size: number, work: () => T): T {
    const team = this.#team;
    const { host } = team;
    if (host === null) return work();
    const trials = this.#trials.get(kind) ?? new Trials();
    this.#trials.set(kind, trials);
    team.threads = trials.choose(team.size);
    const begin = host.now();
    const result = work();
    const elapsed = host.now() - begin;
    if (team.size === 1) this.#alone += elapsed;
    trials.tell(elapsed, size);
    return result;
  }
}

/** What is known of one kind of work. */
export class Trials {
  #most = 1;
  /** trials made, of ROUNDS for each number */
  #trials = 0;
  /** least milliseconds a part, by number of threads - 1 */
  #cost: number[] = [];
  #elapsed = 0;
  /** milliseconds on all numbers tried so far */
  #spent = 0;
  #size = 0;
  #best = 1;
  /** milliseconds the choice still holds; 0 while numbers are tried */
  #hold = 0;

  choose(enlisted: number): number {
    if (enlisted !== this.#most) {
      this.#most = enlisted;
      this.#restart();
    }
    return this.#hold > 0 ? this.#best : 1 + (this.#trials % this.#most);
  }

  tell(elapsed: number, size: number): void {
    if (this.#most === 1) return;
    if (this.#hold > 0) {
      this.#hold -= elapsed;
      if (this.#hold <= 0) this.#restart();
      return;
    }
    this.#elapsed += elapsed;
    this.#spent += elapsed;
    this.#size += size;
    if (this.#elapsed < TRIAL_MS) return;
    const tried = this.#trials % this.#most;
    this.#cost[tried] = Math.min(this.#cost[tried] ?? Number.POSITIVE_INFINITY, this.#elapsed / this.#size);
    this.#elapsed = 0;
    this.#size = 0;
    this.#trials++;
    if (this.#trials < ROUNDS * this.#most) return;
    // a clock that stands still tells nothing: then one thread
    this.#best = Math.max(1, 1 + this.#cost.indexOf(Math.min(...this.#cost)));
    this.#hold = HOLD_TIMES * this.#spent;
  }

  #restart(): void {
    this.#trials = 0;
    this.#cost = [];
    this.#elapsed = 0;
    this.#spent = 0;
    this.#size = 0;
    this.#hold = 0;
  }
}
