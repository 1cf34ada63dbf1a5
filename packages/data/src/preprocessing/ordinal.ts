import { DataError } from "minibatch";
import { showText } from "../text/show-text.ts";
import { areLevels, categoryIn, placesOf, sortedLevels } from "./levels.ts";
import { goingOn, hasFields, type StepKind } from "./step.ts";

interface OrdinalOptions {
  readonly order: readonly string[] | null;
}

interface Fitted {
  readonly levels: readonly string[];
}

const text = { type: "text", pattern: "[^]", what: "a text" } as const;

/**
 * scikit-learn's OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1): 0 for the first text, 1 for the
 * next. What is missing stays missing: `impute` before or after it fills it.
 */
export const ordinal: StepKind<OrdinalOptions, Fitted> = {
  says: "Categories as 0, 1, 2 ... in an order; an unseen text is -1, a missing one stays missing.",
  source: "scikit-learn, OrdinalEncoder with unknown_value=-1",
  takes: ["category"],
  fields: {
    order: {
      says: "The texts from the least to the greatest.",
      takes: { type: "optional", of: { type: "list", of: text, what: 'a list of texts, as ["low", "high"]' } },
      fallback: null,
      otherwise: "null: those of the training rows, by code point",
    },
  },
  problem({ order }) {
    return order === null || areLevels(order) ? null : { option: "order", why: "each text may stand in it once" };
  },
  fit(column, { order }, site) {
    const category = categoryIn(column);
    const levels = order ?? sortedLevels(category);
    if (levels.length === 0) {
      throw new DataError(
        `Cannot apply ${site.step} to column ${showText(column.name)} of ${site.file}: it has no text in the ` +
          "training rows; ignore the column",
      );
    }
    if (order === null) return { levels };
    const places = placesOf(category, order);
    const bad = category.codes.findIndex((code) => code >= 0 && places[code] === -1);
    if (bad === -1) return { levels };
    const found = category.levels[category.codes[bad]!]!;
    throw new DataError(
      `Cannot apply ${site.step} to column ${showText(column.name)} of ${site.file}: ${site.place(bad)} holds ` +
        `${showText(found)}, which order does not have; add it there`,
    );
  },
  apply(column, { levels }) {
    const category = categoryIn(column);
    const places = placesOf(category, levels);
    const values = Float64Array.from(category.codes, (code) => (code < 0 ? Number.NaN : places[code]!));
    return goingOn({ kind: "number", name: column.name, values });
  },
  undo: null,
  isFitted: (fitted) => hasFields(fitted, "levels") && areLevels(fitted.levels) && fitted.levels.length > 0,
};
