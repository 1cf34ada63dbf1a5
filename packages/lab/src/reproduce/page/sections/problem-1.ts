/** Problem 1: the proof that softmax with cross-entropy gives a - y, and its numerical check. */
import { formatCount, formatFigure } from "../../../page-kit/format-number.ts";
import { type Html, html } from "../../../page-kit/html.ts";
import { renderMarks } from "../../../page-kit/table.ts";
import type { ReproductionPageSource, ReproductionSection } from "../page-source.ts";
import { displayMath, fraction, inlineMath, partial, row, sub, sumOver, sup } from "./math.ts";

const ai = sub("a", "i");
const aj = sub("a", "j");
const yi = sub("y", "i");
const yj = sub("y", "j");
const zj = sub("z", "j");
const delta = sub("δ", row("i", "j"));

const proof: Html = html`
<p>The last layer turns its logits ${inlineMath("z")} into probabilities ${inlineMath("a")} by the softmax, and the loss compares
them with the target ${inlineMath("y")}, a distribution over the classes (one-hot or soft, so that its entries sum to 1):</p>
${displayMath("(1)", ai, "=", fraction(sup("e", sub("z", "i")), row(sumOver("k"), sup("e", sub("z", "k")))), html`<mspace width="2em"/>`, "L", "=", "−", sumOver("i"), yi, "ln", ai)}
<p>The quotient rule gives the derivative of one probability by one logit. With ${inlineMath(delta)} = 1 if ${inlineMath("i", "=", "j")} and 0 otherwise,</p>
${displayMath("(2)", partial(ai, zj), "=", fraction(row(delta, sup("e", sub("z", "i"))), row(sumOver("k"), sup("e", sub("z", "k")))), "−", fraction(row(sup("e", sub("z", "i")), sup("e", zj)), sup(row("(", sumOver("k"), sup("e", sub("z", "k")), ")"), "2")), "=", ai, row("(", delta, "−", aj, ")"))}
<p>The chain rule then carries it to the loss, where each probability cancels against the derivative of its logarithm:</p>
${displayMath("(3)", partial("L", zj), "=", "−", sumOver("i"), fraction(yi, ai), partial(ai, zj), "=", "−", sumOver("i"), yi, row("(", delta, "−", aj, ")"))}
<p>Of the first part only the term ${inlineMath("i", "=", "j")} is left, and in the second the entries of ${inlineMath("y")} sum to 1:</p>
${displayMath("(4)", partial("L", zj), "=", aj, sumOver("i"), yi, "−", yj, "=", aj, "−", yj, html`<mspace width="1em"/>`, html`<mi mathvariant="normal">∎</mi>`)}`;

function renderProblem1({ reproduction, marks }: ReproductionPageSource): Html {
  const { maxAbsError, cases } = reproduction.problem1;
  const check =
    cases > 0
      ? html`<p class="result"><strong>Checked numerically.</strong>${renderMarks(marks)} Against central differences in 64-bit floats, over
${formatCount(cases)} cases with random and extreme logits, soft and hard labels, the largest error of
${inlineMath("a", "−", "y")} is <strong>${formatFigure(maxAbsError)}</strong>; less than 10⁻⁶ was asked for.</p>`
      : html`<p class="result">The numerical check is not measured yet.</p>`;
  return html`
<p>Softmax with cross-entropy is used because its error vector, the gradient of the loss by the logits, is simply the difference of
prediction and target: no exponential and no logarithm is left that could overflow.</p>
${proof}${check}`;
}

export const problem1: ReproductionSection = {
  id: "problem-1",
  title: "Problem 1: the error vector",
  render: renderProblem1,
};
