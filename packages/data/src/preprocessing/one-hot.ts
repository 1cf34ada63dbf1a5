import { DataError } from "minibatch";
import { compareTexts } from "../text/compare-texts.ts";
import { showText } from "../text/show-text.ts";
import { areLevels, categoryIn, countLevels, placesOf, sortedLevels } from "./levels.ts";
import { hasFields, type StepKind } from "./step.ts";

interface OneHotOptions {
  readonly maxLevels: number | null;
}

interface Fitted {
  /** a number of the row each */
  readonly levels: readonly string[];
}

/**
 * scikit-learn's OneHotEncoder(handle_unknown="ignore"): a number for each text of the training rows, in the order of
 * their code points. A text that they do not have, and a missing one, are zeros throughout.
 */
export const oneHot: StepKind<OneHotOptions, Fitted> = {
  says: "Categories as a 0 or 1 for each text of the training rows; an unseen or missing text is zeros throughout.",
  source: "scikit-learn, OneHotEncoder that ignores unknown texts",
  takes: ["category"],
  fields: {
    maxLevels: {
      says: "At most so many texts get a number, the most frequent ones of the training rows.",
      takes: { type: "optional", of: { type: "number", whole: true, atLeast: 1, atMost: 100_000 } },
      fallback: null,
      otherwise: "null: all of them",
    },
  },
  problem: () => null,
  fit(column, { maxLevels }, site) {
    const category = categoryIn(column);
    const levels = sortedLevels(category);
    if (levels.length === 0) {
      throw new DataError(
        `Cannot apply ${site.step} to column ${showText(column.name)} of ${site.file}: it has no text in the ` +
          "training rows; ignore the column",
      );
    }
    if (maxLevels === null || levels.length <= maxLevels) return { levels };
    const counts = countLevels(category);
    const countOf = new Map(category.levels.map((level, code) => [level, counts[code]!]));
    const byCount = [...levels].sort((a, b) => countOf.get(b)! - countOf.get(a)! || compareTexts(a, b));
    return { levels: byCount.slice(0, maxLevels).sort(compareTexts) };
  },
  apply(column, { levels }) {
    const category = categoryIn(column);
    const places = placesOf(category, levels);
    const { codes } = category;
    const values = new Float64Array(codes.length * levels.length);
    for (let row = 0; row < codes.length; row++) {
      const place = codes[row]! < 0 ? -1 : places[codes[row]!]!;
      if (place >= 0) values[row * levels.length + place] = 1;
    }
    return { column: null, features: { names: levels.map((level) => `${column.name}=${level}`), values } };
  },
  undo: null,
  isFitted: (fitted) => hasFields(fitted, "levels") && areLevels(fitted.levels) && fitted.levels.length > 0,
};
