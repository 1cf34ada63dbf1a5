/** A network as its drawing: what each box says. */
import type { DrawnLayer, NetworkFigure, SeriesColor } from "charts";
import { flattenLayers, lossKindOf, type ModelSpec, type PlacedLayer, placeLayers } from "minibatch";
import { describeKinds, type FieldDescription } from "minibatch/describe";
import { formatCount } from "../page-kit/format-number.ts";

const { layer: kinds } = describeKinds();

/** What every box says in another way: sizes of what comes out stand in its shape. */
const SAID: readonly string[] = ["name", "layers", "units", "filters", "shape"];

export function figureOfNetwork(model: ModelSpec, title: string): NetworkFigure {
  const placed = placeLayers(model);
  const all = flattenLayers(placed);
  const parameters = all.reduce((sum, layer) => sum + parametersOf(layer), 0);
  const work = all.reduce((sum, layer) => sum + layer.work, 0);
  const inputs = typeof model.inputs === "number" ? [model.inputs] : model.inputs;
  return {
    title,
    input: `input ${showShape(inputs)}`,
    loss: lossKindOf(model.loss),
    total: `${countOf(parameters, "parameter")} · ${countOf(work, "multiply-add")} a row`,
    layers: placed.map(drawLayer),
  };
}

/** What one sees, for who does not: the layers in their order. */
export function tellNetwork(figure: NetworkFigure): string {
  const tell = ({ kind, detail, shape, within, shortcut }: DrawnLayer): string => {
    const what = [kind, ...(detail === "" ? [] : [detail])].join(" ");
    const around = shortcut === null ? "" : ", with a shortcut around them";
    return within.length === 0 ? `${what}, ${shape}` : `${what} of (${within.map(tell).join("; ")}${around}), ${shape}`;
  };
  return `From ${figure.input} to the loss ${figure.loss}: ${figure.layers.map(tell).join("; ")}. ${figure.total}.`;
}

function drawLayer(placed: PlacedLayer): DrawnLayer {
  const { layer, output, within, tensors } = placed;
  const inner = within.map(drawLayer);
  const parameters = parametersOf(placed);
  const size = parameters === 0 ? "" : countOf(parameters, "parameter");
  const isBlock = inner.length > 0;
  const detail = tellFields(layer as unknown as Readonly<Record<string, unknown>>);
  const said = { kind: layer.kind, detail: isBlock ? "" : detail, shape: showShape(output), size };
  const activation = "activation" in layer && layer.activation.kind !== "linear" ? layer.activation.kind : "";
  const label = tensors.length === 0 ? "" : `projection, ${countOf(parameters, "weight")}`;
  return {
    ...said,
    name: layer.name,
    color: colorOf(placed),
    key: JSON.stringify([said, detail, placed.input, inner.map(({ key }) => key)]),
    within: inner,
    shortcut: isBlock ? { label, after: activation } : null,
  };
}

/** By what a layer is for a network: it multiplies, only learns, changes the shape of rows, or none of these. */
function colorOf({ work, tensors, input, output }: PlacedLayer): SeriesColor {
  if (work > 0) return "blue";
  if (tensors.length > 0) return "ochre";
  return showShape(input) === showShape(output) ? "purple" : "green";
}

/** "relu, kernel 3 × 3": the fields that are not as they would be by default, what is most worth knowing first. */
function tellFields({ kind, ...fields }: Readonly<Record<string, unknown>>): string {
  const described: Readonly<Record<string, FieldDescription>> = kinds[kind as keyof typeof kinds].fields;
  return Object.entries(fields)
    .filter(([name, value]) => !SAID.includes(name) && !isDefault(described[name], value))
    .map(([name, value]) => tellField(name, value))
    .sort((a, b) => Number(b.isFirst) - Number(a.isFirst))
    .map(({ said }) => said)
    .join(", ");
}

function isDefault(field: FieldDescription | undefined, value: unknown): boolean {
  return JSON.stringify(field?.fallback) === JSON.stringify(value);
}

function tellField(name: string, value: unknown): { readonly said: string; readonly isFirst: boolean } {
  // of an activation its kind says enough
  if (name === "activation") return { said: tellValue(value), isFirst: true };
  const isKernel = name === "kernel";
  const isSquare = Array.isArray(value) && value.every((size) => size === value[0]);
  return { said: `${spell(name)} ${tellValue(isSquare && !isKernel ? value[0] : value)}`, isFirst: false };
}

function tellValue(value: unknown): string {
  if (Array.isArray(value)) return showShape(value as readonly number[]);
  if (typeof value !== "object" || value === null) return String(value);
  const { kind, ...rest } = value as Readonly<Record<string, unknown>>;
  const parts = Object.entries(rest).map(([name, one]) => `${spell(name)} ${tellValue(one)}`);
  return [...(typeof kind === "string" ? [kind] : []), ...parts].join(" ");
}

/** kernelSize -> kernel size */
function spell(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function showShape(shape: readonly number[]): string {
  return shape.map(formatCount).join(" × ");
}

function parametersOf({ tensors }: PlacedLayer): number {
  return tensors.reduce(
    (sum, { trained, shape }) => sum + (trained ? shape.reduce((all, size) => all * size, 1) : 0),
    0,
  );
}

function countOf(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}
