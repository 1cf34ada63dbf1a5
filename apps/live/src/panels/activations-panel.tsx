/** How often each layer answers what. */
import type { JSX } from "preact";
import { formatFigure } from "../format.ts";
import type { ActivationsData } from "../protocol/view-data.ts";
import type { PanelProps } from "./panel.ts";
import { useView } from "./use-view.ts";

export function ActivationsPanel({ store }: PanelProps): JSX.Element {
  const data = useView(store, "activations");
  return (
    <figure>
      <div class="histograms">
        {(data?.layers ?? []).map((layer) => (
          <Histogram key={layer.layer} {...layer} />
        ))}
      </div>
      <figcaption>
        {data === undefined ? "–" : `Answers of each layer to the first ${data.rows} training rows`}
      </figcaption>
    </figure>
  );
}

const HEIGHT = 60;

function Histogram({ layer, range: [low, high], counts }: ActivationsData["layers"][number]): JSX.Element {
  const most = Math.max(...counts);
  const [from, to] = [formatFigure(low), formatFigure(high)];
  return (
    <div>
      <svg
        viewBox={`0 0 ${counts.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${layer} answers between ${from} and ${to}`}
      >
        {counts.map((count, bin) => {
          const height = (count / most) * HEIGHT;
          // a bin has no name but its place
          return <rect key={`bin ${bin}`} x={bin + 0.08} width={0.84} y={HEIGHT - height} height={height} />;
        })}
      </svg>
      <p class="range">
        <span>{from}</span>
        <b>{layer}</b>
        <span>{to}</span>
      </p>
    </div>
  );
}
