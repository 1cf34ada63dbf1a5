/**
 * How many threads are quickest for one kind of work, by what its parts take. All are tried in turn, and the number
 * with the least median is kept: for a while, or until the work takes longer, or less, than the tries promised.
 */

/** A try lasts at least so long. */
const TRY_MS = 4;
/** Tries of each number, odd: the median counts, because a machine has hiccups. */
const TRIES = 3;
/** How long a choice is kept at least, and for so many times what trying cost: that is a hundredth of the work. */
const KEEP_MS = 1000;
const KEEP_TIMES = 100;
/** The same, when the tries before gave another number or there were none: the moment may have been a bad one. */
const KEEP_NEW_TIMES = 10;
/** By how much the work may differ from the promise, either way. */
const SURPRISE = 1.25;
/** What is compared: the median of pieces of so much work, over so much work. A hiccup is in one piece. */
const PIECE: Span = { promised: 20, elapsed: 50 };
const LOOK: Span = { promised: 100, elapsed: 250 };
/** After tries that a surprise brought, the next surprise brings none for at least so long. */
const PAUSE_MS = 250;

/** Milliseconds: as promised by the tries, and as they were. Work that is far slower is looked at by the latter. */
interface Span {
  readonly promised: number;
  readonly elapsed: number;
}

/** Parts done and the milliseconds that they took. */
interface Done {
  readonly size: number;
  readonly elapsed: number;
}

const NOTHING: Done = { size: 0, elapsed: 0 };

export class ThreadTimings {
  #available = 1;
  #best = 1;
  /** what the latest tries gave; 0 before any */
  #chosen = 0;
  /** of what the tries are made; null while a choice is kept */
  #tries: Done[][] | null = null;
  /** the try or the piece that is not yet complete */
  #current = NOTHING;
  /** milliseconds of a part by the latest tries, by number of threads - 1 */
  #costs: readonly number[] = [];
  /** the latest pieces of work by the choice */
  #pieces: readonly Done[] = [];
  /** milliseconds of work by the choice: so far, until all are tried again, and until a surprise does that at once */
  #kept = 0;
  #keep = 0;
  #pause = 0;
  #isSurprised = false;

  get isTrying(): boolean {
    return this.#tries !== null;
  }

  /** The number of threads for the next parts, of as many as are there. */
  choose(available: number): number {
    if (available !== this.#available) {
      this.#available = available;
      this.#tryAll();
    }
    return this.#tries === null ? this.#best : this.#tried(this.#tries);
  }

  /** What `size` parts on the number of threads that was chosen took; nothing if the clock was set meanwhile. */
  add(elapsed: number, size: number): void {
    if (this.#available === 1 || !(elapsed >= 0 && elapsed < Number.POSITIVE_INFINITY)) return;
    this.#current = sum(this.#current, { size, elapsed });
    if (this.#tries === null) this.#addKept(elapsed);
    else this.#addTry(this.#tries);
  }

  #tryAll(): void {
    this.#tries = Array.from({ length: this.#available }, () => []);
    this.#current = NOTHING;
  }

  /** Up, then down, then up: a machine that becomes slower meanwhile is slower for all. */
  #tried(tries: readonly Done[][]): number {
    const made = tries.reduce((count, { length }) => count + length, 0);
    const at = made % this.#available;
    const isDown = Math.floor(made / this.#available) % 2 === 1;
    return isDown ? this.#available - at : 1 + at;
  }

  #addTry(tries: Done[][]): void {
    // a clock that stands still makes no try complete: then one thread
    if (this.#current.elapsed < TRY_MS) return;
    tries[this.#tried(tries) - 1]!.push(this.#current);
    this.#current = NOTHING;
    if (tries.every(({ length }) => length === TRIES)) this.#decide(tries);
  }

  #decide(tries: readonly Done[][]): void {
    this.#costs = tries.map((of) => median(of.map(costOf)));
    const least = Math.min(...this.#costs);
    // the first of equals: fewer threads
    const best = 1 + this.#costs.indexOf(least);
    // by medians, so that one hiccup does not count for hours
    const lost = tries.map((of, i) => of.reduce((size, done) => size + done.size, 0) * (this.#costs[i]! - least));
    const worth = (best !== this.#chosen ? KEEP_NEW_TIMES : KEEP_TIMES) * lost.reduce((all, one) => all + one, 0);
    this.#best = best;
    this.#chosen = best;
    this.#keep = Math.max(KEEP_MS, worth);
    this.#pause = this.#isSurprised ? Math.max(PAUSE_MS, worth) : 0;
    this.#isSurprised = false;
    this.#tries = null;
    this.#kept = 0;
    this.#pieces = [];
  }

  #addKept(elapsed: number): void {
    this.#kept += elapsed;
    this.#look();
    if (this.#kept >= this.#keep) this.#tryAll();
  }

  /** Whether the work still takes what the tries promised. */
  #look(): void {
    const promise = this.#costs[this.#best - 1]!;
    if (!reaches([this.#current], PIECE, promise)) return;
    this.#pieces = [...this.#pieces, this.#current];
    this.#current = NOTHING;
    while (reaches(this.#pieces.slice(1), LOOK, promise)) this.#pieces = this.#pieces.slice(1);
    if (!reaches(this.#pieces, LOOK, promise)) return;
    const cost = median(this.#pieces.map(costOf));
    // one thread would be quicker by as much, whatever the others promised
    const isSlow = this.#best > 1 && cost > SURPRISE * this.#costs[0]!;
    if (!isSlow && cost <= SURPRISE * promise && promise <= SURPRISE * cost) return;
    if (this.#kept >= this.#pause) {
      this.#isSurprised = true;
      this.#keep = 0;
    } else if (this.#best > 1 && cost > this.#costs[0]!) {
      // trying all the time would cost too much: one thread is never worse than itself
      this.#best = 1;
      this.#isSurprised = true;
      this.#keep = this.#pause;
      this.#pieces = [];
    }
  }
}

function sum(a: Done, b: Done): Done {
  return { size: a.size + b.size, elapsed: a.elapsed + b.elapsed };
}

function costOf({ elapsed, size }: Done): number {
  return elapsed / size;
}

/** Whether so much work was done, or so long, where a part should take `promise`. */
function reaches(pieces: readonly Done[], { promised, elapsed }: Span, promise: number): boolean {
  const all = pieces.reduce(sum, NOTHING);
  return all.size * promise >= promised || all.elapsed >= elapsed;
}

/** The lower one of two in the middle. */
function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[(numbers.length - 1) >> 1]!;
}
