import { SpecError } from "../errors.ts";
import { completeSpec } from "../spec/complete-spec.ts";
import { number } from "../spec/fields.ts";
import { type LayerBase, layerName, type Spelt, type StandIn } from "./layer.ts";
import { fieldWords } from "./layer-table.ts";
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
 * Layer i of copy c is called `<name>-<c>-<i>`, or `<name>-<c>` where it is the only one; one that has a name of its
 * own is called `<its name>-<c>`.
 */
export const repeat: StandIn<RepeatSpec> = {
  fields: { name: layerName, times: number({ atLeast: 1, atMost: 1000, whole: true }), layers: layersField },

  spellOut({ given, name, path, ending }, spell) {
    checkDepth(path);
    const { times } = completeSpec<RepeatSpec>(path, "a repeat", { kind: "repeat" }, written, given, fieldWords);
    const layers = given.layers as readonly unknown[];
    const copies: Spelt[][] = [];
    for (let c = 1; c <= times; c++) {
      const called = (i: number): string => (layers.length === 1 ? `${name}-${c}` : `${name}-${c}-${i + 1}`);
      const copy = c === 1 ? "" : `; so it is in copy ${c} of ${times}`;
      const spelt = spell(layers, `${path}.layers`, { called, ending: `${ending}-${c}` });
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

/** Its layers are checked when they are spelt out. */
const written: typeof repeat.fields = {
  ...repeat.fields,
  layers: {
    ...layersField,
    read: (value, path) => (Array.isArray(value) && value.length > 0 ? value : layersField.read(value, path)),
  },
};

function countLayers(layers: readonly Spelt[]): number {
  return layers.reduce((sum, { within }) => sum + 1 + countLayers(within ?? []), 0);
}
