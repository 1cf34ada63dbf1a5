import { SpecError } from "../errors.ts";
import { completeSpec } from "../spec/complete-spec.ts";
import { type Fields, number } from "../spec/fields.ts";
import { type LayerBase, layerName, type Spelt, type StandIn } from "./layer.ts";
import type { LayerHabits } from "./layer-habits.ts";
import { fieldWords, layerTable } from "./layer-table.ts";
import { checkDepth, layersField } from "./within.ts";

/** The same layers several times, one after the other: what is written here once stands in the model so often. */
export interface RepeatSpec<L = LayerBase> {
  readonly kind: "repeat";
  /** names of its layers begin with it */
  readonly name: string;
  readonly times: number;
  readonly layers: readonly L[];
}

/** More than anybody trains; a number with too many noughts must not take all memory. */
const MOST_LAYERS = 10_000;

/**
 * Its habits are those of the layers in it that say nothing else, as a block's are.
 *
 * Layer i of copy c is called `<name>-<c>-<i>`, or `<name>-<c>` where it is the only one; one that has a name of its
 * own is called `<its name>-<c>`.
 */
export const repeat: StandIn<RepeatSpec> = {
  fields: { name: layerName, times: number({ atLeast: 1, atMost: 1000, whole: true }), layers: layersField },

  spellOut({ given, name, path, ending }, spell) {
    checkDepth(path);
    const complete = completeSpec<RepeatSpec & LayerHabits>(
      ...([path, "a repeat", { kind: "repeat" }, written(), given, fieldWords] as const),
    );
    const { kind: _kind, name: _name, times, layers, ...habits } = complete;
    const copies: Spelt[][] = [];
    for (let c = 1; c <= times; c++) {
      const called = (i: number): string => (layers.length === 1 ? `${name}-${c}` : `${name}-${c}-${i + 1}`);
      const copy = c === 1 ? "" : `; so it is in copy ${c} of ${times}`;
      const spelt = giveOn(habits, spell(layers, `${path}.layers`, { called, ending: `${ending}-${c}` }), path);
      copies.push(spelt.map((one) => ({ ...one, copy: one.copy + copy })));
      const most = countLayers(copies[0]) * times;
      if (most > MOST_LAYERS) {
        throw new SpecError(
          `${path}.times`,
          `cannot be ${times}: that makes ${most} layers; stay within ${MOST_LAYERS}`,
        );
      }
    }
    return copies.flat();
  },
};

/** Its layers are checked when they are spelt out. Habits are fields of its own once they are added to the table. */
function written(): Fields<RepeatSpec & LayerHabits> {
  const read: typeof layersField.read = (value, path) =>
    Array.isArray(value) && value.length > 0 ? value : layersField.read(value, path);
  return { ...repeat.fields, layers: { ...layersField, read } };
}

/** The layers with habits that they do not have themselves. Throws SpecError for one that none of them takes. */
function giveOn(habits: LayerHabits, layers: readonly Spelt[], path: string): readonly Spelt[] {
  let given = layers;
  for (const [name, habit] of Object.entries(habits)) {
    if (layers.every((layer) => takes(layer, name) === false)) {
      throw new SpecError(`${path}.${name}`, `cannot be given to its layers: none of them takes it; leave it out`);
    }
    given = given.map((layer) => (takes(layer, name) ? { ...layer, given: { [name]: habit, ...own(layer) } } : layer));
  }
  return given;
}

/** Null where there is no such kind, which is told later. */
function takes(layer: Spelt, field: string): boolean | null {
  const { kind } = own(layer);
  return typeof kind === "string" && Object.hasOwn(layerTable, kind) ? field in layerTable[kind].fields : null;
}

/** What was written of a layer, but for fields of which nothing was said. */
function own({ given }: Spelt): Readonly<Record<string, unknown>> {
  const isObject = typeof given === "object" && given !== null;
  return isObject ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) : {};
}

function countLayers(layers: readonly Spelt[]): number {
  return layers.reduce((sum, { within }) => sum + 1 + countLayers(within ?? []), 0);
}
