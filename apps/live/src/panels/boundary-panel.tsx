/** The plane: which class is answered where, the paler the less certain, and the rows on it. */
import type { JSX } from "preact";
import { classColors } from "../drawing/colors.ts";
import { paintBoundary, paintPoints } from "../drawing/paint-plane.ts";
import { Canvas } from "./canvas.tsx";
import type { PanelProps } from "./panel.ts";
import { useIsDark } from "./use-theme.ts";
import { useView } from "./use-view.ts";

const SIDE = 640;

export function BoundaryPanel({ store, opened }: PanelProps): JSX.Element {
  const data = useView(store, "boundary");
  const isDark = useIsDark();
  const { points, classes } = opened;
  const colors = classColors(isDark);
  return (
    <figure>
      <Canvas
        width={SIDE}
        height={SIDE}
        label={`The plane of the two inputs, ${classes.length} classes, in the colours of the answers`}
        shows={[data, points, isDark]}
        paint={(context) => {
          context.clearRect(0, 0, SIDE, SIDE);
          if (data !== undefined) paintBoundary(context, data, colors, isDark);
          if (points !== null) paintPoints(context, points, colors, isDark);
        }}
      />
      <figcaption>
        <ul class="key">
          {classes.map((name, i) => (
            <li key={name}>
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <circle cx="6" cy="6" r="5" fill={colors[i % colors.length]} />
              </svg>
              class {name}
            </li>
          ))}
          <li class="quiet">filled: training rows; rings: validation rows; the paler, the less certain</li>
        </ul>
      </figcaption>
    </figure>
  );
}
