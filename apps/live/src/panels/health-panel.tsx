/** How each layer does, as the doctor measured it after the last epoch. */
import type { JSX } from "preact";
import { formatCount, formatFigure, formatShare } from "../format.ts";
import type { PanelProps } from "./panel.ts";

export function HealthPanel({ store, opened }: PanelProps): JSX.Element {
  const health = store.frame.value?.health ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section class="table-frame" tabIndex={0} aria-label="Layers, a table that scrolls">
      <table>
        <thead>
          <tr>
            <th scope="col">layer</th>
            <th scope="col">outputs</th>
            <th scope="col">parameters</th>
            <th scope="col">dead units</th>
            <th scope="col">saturated</th>
            <th scope="col">mean output</th>
            <th scope="col">gradient</th>
            <th scope="col">update / weights</th>
          </tr>
        </thead>
        <tbody>
          {opened.layers.map(({ name, kind, output, parameters }) => {
            const measured = health.find(({ layer }) => layer === name);
            return (
              <tr key={name}>
                <th scope="row">
                  {name} <span class="quiet">{kind}</span>
                </th>
                <td>{output.join(" x ")}</td>
                <td>{formatCount(parameters)}</td>
                <td>{formatShare(measured?.deadUnits ?? null)}</td>
                <td>{formatShare(measured?.saturation ?? null)}</td>
                <td>{formatFigure(measured?.meanActivation)}</td>
                <td>{formatFigure(measured?.gradientNorm)}</td>
                <td>{formatFigure(measured?.updateRatio)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
