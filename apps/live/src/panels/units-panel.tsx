/** What each hidden unit answers over the plane. */
import type { JSX } from "preact";
import { layoutTiles, paintTiles } from "../drawing/paint-tiles.ts";
import { Canvas } from "./canvas.tsx";
import type { PanelProps } from "./panel.ts";
import { useIsDark } from "./use-theme.ts";
import { useView } from "./use-view.ts";

/** Of each layer, for several stand one below the other. */
const TALLEST = 0.5;

export function UnitsPanel({ store }: PanelProps): JSX.Element {
  const data = useView(store, "units");
  const isDark = useIsDark();
  return (
    <figure>
      {(data?.layers ?? []).map(({ layer, units, values }) => {
        const tiles = { shape: [data!.side, data!.side] as const, values, scale: 1 };
        const layout = layoutTiles(tiles, TALLEST);
        return (
          <Canvas
            key={layer}
            width={layout.width}
            height={layout.height}
            label={`What ${units} units of ${layer} answer over the plane`}
            shows={[values, isDark]}
            paint={(context) => paintTiles(context, tiles, layout, isDark)}
          />
        );
      })}
      <figcaption>
        {data === undefined
          ? "–"
          : `${data.layers.map(({ layer, units }) => `${layer} (${units} units)`).join(", then ")}: blue below 0, red above`}
      </figcaption>
    </figure>
  );
}
