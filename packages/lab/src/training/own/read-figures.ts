/** What a training of one's own gave of an epoch: by the store's names, or why it cannot be taken. */
import { type OwnEpoch, storedMetric } from "study";

const NAME = /^[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*$/;
const LONGEST_NAME = 100;
const MOST_FIGURES = 1_000;
/** what the lab itself tells of each epoch */
const TAKEN: ReadonlySet<string> = new Set(["epoch", "keptEpoch"]);

/** A figure that is no number, as after a division by zero: the training has diverged. */
export class NotFiniteError extends Error {
  override readonly name = "NotFiniteError";
}

/** `metric`: one that must be among them. Throws NotFiniteError, or an Error for what are no figures: one line. */
export function readFigures(given: unknown, epoch: number, metric: string): OwnEpoch {
  const entries = entriesOf(given, epoch);
  const figures = new Map<string, number>();
  for (const [name, value] of entries) {
    if (name.length > LONGEST_NAME || !NAME.test(name) || TAKEN.has(name)) {
      throw problem(
        epoch,
        `a figure called ${JSON.stringify(name.slice(0, LONGEST_NAME))}`,
        "a name of letters, digits, - and _",
      );
    }
    const stored = storedMetric(name);
    if (figures.has(stored)) throw problem(epoch, `${stored} twice, as ${name} too`, "each figure once");
    if (typeof value !== "number") throw problem(epoch, `${name}: ${typeof value}`, `${name} as a number`);
    if (!Number.isFinite(value))
      throw new NotFiniteError(`${name} is ${value} after epoch ${epoch}; it must be finite`);
    figures.set(stored, value);
  }
  if (!figures.has(metric)) {
    const others = figures.size === 0 ? "nothing" : [...figures.keys()].slice(0, 10).join(", ");
    throw problem(epoch, others, `${metric}, which is the objective`);
  }
  return Object.fromEntries(figures);
}

function entriesOf(given: unknown, epoch: number): [string, unknown][] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw problem(epoch, String(given).slice(0, LONGEST_NAME), "figures by name, as { score: 0.3 }");
  }
  const entries = Object.entries(given);
  if (entries.length > MOST_FIGURES) throw problem(epoch, `${entries.length} figures`, `at most ${MOST_FIGURES}`);
  return entries;
}

function problem(epoch: number, what: string, wanted: string): Error {
  return new Error(`Cannot use what its training gave in epoch ${epoch}: it gave ${what}; it should give ${wanted}`);
}
