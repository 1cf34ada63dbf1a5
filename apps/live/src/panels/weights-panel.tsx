/** The first layer's weights: what each unit looks for. */
import type { JSX } from "preact";
import { layoutTiles, paintTiles } from "../drawing/paint-tiles.ts";
import { formatFigure } from "../format.ts";
import { Canvas } from "./canvas.tsx";
import type { PanelProps } from "./panel.ts";
import { useIsDark } from "./use-theme.ts";
import { useView } from "./use-view.ts";

/** As tall as wide: twenty units of twenty inputs are a square. */
const TALLEST = 1;

export function WeightsPanel({ store }: PanelProps): JSX.Element {
  const data = useView(store, "weights");
  const isDark = useIsDark();
  const layout = data === undefined ? null : layoutTiles(data, TALLEST);
  return (
    <figure>
      <Canvas
        width={layout?.width ?? 640}
        height={layout?.height ?? 320}
        label={data === undefined ? "Weights" : `Weights of ${data.layer}, a picture for each of ${data.units} units`}
        shows={[data, isDark]}
        paint={(context) => {
          if (data !== undefined && layout !== null) paintTiles(context, data, layout, isDark);
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
