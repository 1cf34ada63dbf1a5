/** What failed, first on the page: which configurations, and in whose words why. */
import { type Html, html, nothing } from "../../page-kit/html.ts";
import { polishText } from "../../page-kit/polish-text.ts";
import type { DescribedExperiment } from "../describe-experiment.ts";
import { type Cause, describeFailures, type FailedConfiguration } from "../failures.ts";
import { countOf, joinWords } from "../words.ts";

function nameFailed({ configuration, failed, isWhole }: FailedConfiguration): string {
  const { name, trials } = configuration;
  return isWhole ? name : `${name} (${failed} of ${trials.length})`;
}

/** Of "learning rate 0.1, units 3 (1 of 2)" so many are named. */
const mostFailed = 5;

/** Nothing where nothing failed. */
export function renderFailures({ configurations }: DescribedExperiment): Html {
  const failures = describeFailures(configurations);
  if (failures === null) return nothing;
  const whole = failures.configurations.filter(({ isWhole }) => isWhole);
  const part = failures.configurations.filter(({ isWhole }) => !isWhole);
  const [cause, ...others] = failures.causes as [Cause, ...Cause[]];
  const told = [
    ...(whole.length === 0
      ? []
      : [
          `${whole.length} of ${countOf(configurations.length, "configuration")} failed at every seed: ` +
            `${joinWords(whole.map(nameFailed), mostFailed)}.`,
        ]),
    ...(part.length === 0
      ? []
      : [
          `${countOf(part.length, "configuration")} failed at some seeds: ` +
            `${joinWords(part.map(nameFailed), mostFailed)}.`,
        ]),
  ];
  return html`
<h3 id="what-failed">What failed</h3>
<div class="warning">
<p>${told.join(" ")} Means, intervals and tests leave failed trials out.</p>
<p>Cause, ${others.length === 0 ? (failures.count === 1 ? "" : `of all ${failures.count} failed trials, `) : `of ${cause.count} of ${failures.count} failed trials, `}in the words of trial ${cause.trial}:
<q>${cause.diagnosis === "" ? "no reason was recorded" : polishText(cause.diagnosis)}</q>
${others.length > 0 ? `There ${others.length === 1 ? "is one other cause" : `are ${others.length} other causes`}.` : ""}
<a href="#trials">Every trial that did not finish</a></p>
</div>`;
}
