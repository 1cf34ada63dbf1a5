/** Loss and accuracy over the epochs. */
import type { JSX } from "preact";
import { formatFigure } from "../format.ts";
import type { CurveName } from "../protocol/messages.ts";
import { CurvePlot, type PlottedCurve } from "./curve-plot.tsx";
import type { PanelProps } from "./panel.ts";

const LOSS: readonly PlottedCurve[] = [
  { name: "trainLoss", label: "training", color: "blue" },
  { name: "validationLoss", label: "validation", color: "vermillion" },
  { name: "batchLoss", label: "batches, while trained", color: "grey" },
];

const ACCURACY: readonly PlottedCurve[] = [
  { name: "trainAccuracy", label: "training", color: "blue" },
  { name: "validationAccuracy", label: "validation", color: "vermillion" },
];

export function LossPanel(props: PanelProps): JSX.Element {
  return <Curves {...props} curves={LOSS} what="Loss" />;
}

export function AccuracyPanel(props: PanelProps): JSX.Element {
  return <Curves {...props} curves={ACCURACY} what="Accuracy" range={[0, 1]} />;
}

interface CurvesProps extends PanelProps {
  readonly curves: readonly PlottedCurve[];
  readonly what: string;
  readonly range?: readonly [number, number];
}

function Curves({ store, curves, what, range }: CurvesProps): JSX.Element {
  const data = store.frame.value?.curves ?? null;
  const newest = (name: CurveName): string => formatFigure(data?.columns[name].at(-1));
  const label = `${what} over the epochs: ${curves.map(({ name, label }) => `${label} ${newest(name)}`).join(", ")}`;
  return <CurvePlot curves={curves} data={data} label={label} {...(range && { range })} />;
}
