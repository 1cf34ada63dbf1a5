/**
 * The draft that the forms change: JSON in a spec's form, finished or not. Places in it are paths, as the library's
 * messages name them: `model.layers[1].units`.
 */
import type { SessionSpec } from "study/session";

export type Value = unknown;
export type Step = string | number;
export type Path = readonly Step[];

type Fields = Readonly<Record<string, Value>>;

/** `["model", "layers", 1, "units"]` -> `model.layers[1].units` */
export function sayPath(path: Path): string {
  return path.reduce<string>((said, step) => {
    if (typeof step === "number") return `${said}[${step}]`;
    return said === "" ? step : `${said}.${step}`;
  }, "");
}

/** What stands there; undefined where nothing does. */
export function valueAt(draft: Value, path: Path): Value {
  return path.reduce<Value>((value, step) => (value as Fields | null | undefined)?.[step as string], draft);
}

/** The draft with another value there; undefined leaves the field out. The draft itself stays as it is. */
export function withValueAt(draft: Value, [step, ...rest]: Path, value: Value): Value {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(draft) ? (draft as readonly Value[]) : [];
    return list.with(step, withValueAt(list[step], rest, value));
  }
  // a kind that stands by its bare name
  const fields = (typeof draft === "string" ? { kind: draft } : (draft ?? {})) as Fields;
  const inner = withValueAt(fields[step], rest, value);
  if (inner !== undefined) return { ...fields, [step]: inner };
  const { [step]: _left, ...others } = fields;
  return others;
}

/** Names that nobody gave follow from the place, which forms change. */
export function draftOf(spec: SessionSpec): Value {
  const layers = spec.model.layers.map(withoutOwnName);
  return { ...spec, model: { ...spec.model, layers } };
}

function withoutOwnName(layer: SessionSpec["model"]["layers"][number]): Value {
  const { name, ...rest } = layer;
  return /^layer\d+$/.test(name) ? rest : layer;
}
