/** SVG to PNG with a font that is shipped, so that the picture is the same on every machine. */
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

const fontPackage = "@expo-google-fonts/pt-sans";

function findFont(style: string): string {
  return createRequire(import.meta.url).resolve(`${fontPackage}/${style}/PTSans_${style}.ttf`);
}

/** Raised digits by the plain ones: of ten the font has three, and it has no raised minus. */
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
const PLAIN = "0123456789−";

/** Powers of ten as small raised digits of the font's own, in texts alone. */
function raisePowers(svg: string): string {
  return svg.replace(/>[^<]*[⁰¹²³⁴⁵⁶⁷⁸⁹⁻][^<]*(?=<\/t(?:ext|span)>)/g, (text) =>
    text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, (power) => {
      const plain = [...power].map((sign) => PLAIN[RAISED.indexOf(sign)]).join("");
      return `<tspan baseline-shift="super" font-size="70%">${plain}</tspan>`;
    }),
  );
}

/** The picture at `zoom` pixels per SVG pixel. */
export function renderPng(svg: string, zoom: number): Uint8Array {
  const resvg = new Resvg(raisePowers(svg), {
    font: {
      loadSystemFonts: false,
      fontFiles: [findFont("400Regular"), findFont("700Bold")],
      defaultFontFamily: "PT Sans",
      sansSerifFamily: "PT Sans",
    },
    fitTo: { mode: "zoom", value: zoom },
  });
  return resvg.render().asPng();
}
