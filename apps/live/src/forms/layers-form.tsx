/** The layers, in order: added, removed, moved, each with the fields that its kind has. */
import type { Takes } from "minibatch/describe";
import type { JSX } from "preact";
import { type Path, sayPath, valueAt } from "../state/draft.ts";
import type { FormContext } from "./form-context.ts";
import { fieldsOf, KindFields, kindOf } from "./kind-fields.tsx";

const LAYERS: Path = ["model", "layers"];

/** What a layer begins with, where its kind has a field that must be given. */
const FIRST_COUNT = 3;
const FIRST_SHARE = 0.25;

export function LayersForm(context: FormContext): JSX.Element {
  const { store } = context;
  const layers = valueAt(store.draft.value, LAYERS);
  if (!Array.isArray(layers)) return <p class="says">Getting ready</p>;
  const put = (changed: readonly unknown[]): void => store.edit(LAYERS, changed);
  return (
    <ol class="layers">
      {layers.map((layer: unknown, i) => (
        // a layer has no name of its own: its place is what it is known by
        <li key={`${i} ${kindOf(layer)}`}>
          <LayerForm {...context} layers={layers} at={i} put={put} />
        </li>
      ))}
    </ol>
  );
}

interface LayerProps extends FormContext {
  readonly layers: readonly unknown[];
  readonly at: number;
  put(layers: readonly unknown[]): void;
}

function LayerForm({ layers, at, put, ...context }: LayerProps): JSX.Element {
  const { store, kinds } = context;
  const kind = kindOf(layers[at]);
  const path: Path = [...LAYERS, at];
  const refusal = store.refusal.value;
  const shown = store.opened.value?.layers.length === layers.length ? store.opened.value.layers[at] : undefined;
  const isLast = at === layers.length - 1;
  const what = `layer ${at + 1}`;
  return (
    <fieldset class="layer" aria-label={isLast ? `${what}, the output` : what}>
      <div class="layer-head">
        <select
          aria-label={`kind of ${what}`}
          value={kind}
          onChange={({ currentTarget }) => put(layers.with(at, newLayer(context, currentTarget.value)))}
        >
          {Object.keys(kinds.library.layer).map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
        <span class="quiet">{shown === undefined ? "" : shown.output.join(" x ")}</span>
        <span class="tools">
          <Tool label={`Move ${what} up`} sign="↑" off={at === 0} onClick={() => put(moved(layers, at, at - 1))} />
          <Tool label={`Move ${what} down`} sign="↓" off={isLast} onClick={() => put(moved(layers, at, at + 1))} />
          <Tool
            label={`Remove ${what}`}
            sign="−"
            off={layers.length === 1}
            onClick={() => put(layers.toSpliced(at, 1))}
          />
          <Tool
            label={`Add a layer before ${what}`}
            sign="+"
            off={false}
            onClick={() => put(layers.toSpliced(at, 0, { kind: "dense", units: 16, activation: "relu" }))}
          />
        </span>
      </div>
      <KindFields {...context} path={path} fields={fieldsOf(kinds, "layer", kind, undefined)} shown={2} />
      {refusal?.path === sayPath(path) && <p class="wrong">{refusal.says}</p>}
    </fieldset>
  );
}

interface ToolProps {
  readonly label: string;
  readonly sign: string;
  readonly off: boolean;
  onClick(): void;
}

function Tool({ label, sign, off, onClick }: ToolProps): JSX.Element {
  return (
    <button type="button" class="tool" aria-label={label} title={label} disabled={off} onClick={onClick}>
      {sign}
    </button>
  );
}

function moved(layers: readonly unknown[], from: number, to: number): readonly unknown[] {
  return layers.toSpliced(from, 1).toSpliced(to, 0, layers[from]);
}

/** Fields that have no default are given one that the library takes. */
function newLayer({ kinds }: FormContext, kind: string): object {
  const needed = Object.entries(fieldsOf(kinds, "layer", kind, undefined)).flatMap(([name, field]) => {
    if (field.fallback !== undefined || field.otherwise !== undefined) return [];
    return [[name, startOf(field.takes)]];
  });
  return { kind, ...Object.fromEntries(needed) };
}

/** Something that is taken, or that the library says what is wrong with. */
function startOf(takes: Takes): unknown {
  switch (takes.type) {
    case "number":
      return (takes.atMost ?? takes.below ?? Number.POSITIVE_INFINITY) <= 1 ? FIRST_SHARE : FIRST_COUNT;
    case "either":
      return startOf(takes.of[0] as Takes);
    case "kind":
      return takes.of === "layer" ? { kind: "dense", units: FIRST_COUNT, activation: "relu" } : "relu";
    case "list":
      return [startOf(takes.of)];
    default:
      return undefined;
  }
}
