/** Paths into an experiment: `model.layers[0].units` is ["model", "layers", 0, "units"]. */

export type Segments = readonly (string | number)[];

const STEP = /(?:^|(?<=.)\.)([A-Za-z_$][\w$-]*)|\[(\d{1,6})\]/y;
const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

/** Null when `text` is not a path. */
export function parsePath(text: string): Segments | null {
  const segments: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const step = STEP.exec(text);
    if (step === null) return null;
    const [, name, index] = step;
    segments.push(name ?? Number(index));
  }
  return segments.length === 0 ? null : segments;
}

/** A name that is not plain, such as a parameter's that is a path itself, stands in brackets and quotes. */
export function formatPath(segments: Segments): string {
  return segments.map((segment, i) => formatSegment(segment, i === 0)).join("");
}

function formatSegment(segment: string | number, first: boolean): string {
  if (typeof segment === "number") return `[${segment}]`;
  if (!PLAIN_NAME.test(segment)) return `[${JSON.stringify(segment)}]`;
  return first ? segment : `.${segment}`;
}
