/** The first layer's weights: what each unit looks for. */
import type { JSX } from "preact";
import { layoutTiles, paintWeights } from "../drawing/paint-weights.ts";
import { formatFigure } from "../format.ts";
import { Canvas } from "./canvas.tsx";
import type { PanelProps } from "./panel.ts";
import { useIsDark } from "./use-theme.ts";
import { useView } from "./use-view.ts";

export function WeightsPanel({ store }: PanelProps): JSX.Element {
  const data = useView(store, "weights");
  const isDark = useIsDark();
  const layout = data === undefined ? { width: 640, height: 320 } : layoutTiles(data);
  return (
    <figure>
      <Canvas
        width={layout.width}
        height={layout.height}
        label={data === undefined ? "Weights" : `Weights of ${data.layer}, a picture for each of ${data.units} units`}
        paint={(context) => {
          if (data !== undefined) paintWeights(context, data, isDark);
        }}
      />
      <figcaption>
        {data === undefined
          ? "–"
          : `${data.layer}: blue below 0, red above, white at 0, strongest from ±${formatFigure(data.scale)}`}
      </figcaption>
    </figure>
  );
}
