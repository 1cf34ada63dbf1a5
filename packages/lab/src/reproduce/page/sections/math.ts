/** MathML Core, as far as one proof needs it. */
import { Html, type HtmlPart, html } from "../../../page-kit/html.ts";

type Part = Html | string;

const operators = new Set(["=", "+", "−", "∂", "∑", "(", ")", ",", "·", "ln", "≠"]);

/** A letter is an identifier, a figure a number, a sign an operator. */
function toMath(part: Part): Html {
  if (part instanceof Html) return part;
  if (operators.has(part))
    return part === "ln" ? html`<mi>ln</mi><mo>&#x2061;</mo><mspace width="0.17em"/>` : html`<mo>${part}</mo>`;
  return /^\d/.test(part) ? html`<mn>${part}</mn>` : html`<mi>${part}</mi>`;
}

function joinMath(parts: readonly Part[]): readonly HtmlPart[] {
  return parts.map(toMath);
}

export function row(...parts: readonly Part[]): Html {
  return html`<mrow>${joinMath(parts)}</mrow>`;
}

export function sub(base: Part, index: Part): Html {
  return html`<msub>${row(base)}${row(index)}</msub>`;
}

export function sup(base: Part, exponent: Part): Html {
  return html`<msup>${row(base)}${row(exponent)}</msup>`;
}

export function fraction(above: Part, below: Part): Html {
  return html`<mfrac>${row(above)}${row(below)}</mfrac>`;
}

/** A sum over one index. */
export function sumOver(index: Part): Html {
  return html`<munder><mo largeop="true" movablelimits="false">∑</mo>${row(index)}</munder>`;
}

/** d(of) / d(by), partial */
export function partial(of: Part, by: Part): Html {
  return fraction(row("∂", of), row("∂", by));
}

/** An equation on its own line, with its number. */
export function displayMath(number: string, ...parts: readonly Part[]): Html {
  return html`<div class="equation"><math display="block">${row(...parts)}</math><span class="equation-number">${number}</span></div>`;
}

export function inlineMath(...parts: readonly Part[]): Html {
  return html`<math>${row(...parts)}</math>`;
}
