/** SVG to PNG with a font that is shipped, so that the picture is the same on every machine. */
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

const fontPackage = "@expo-google-fonts/pt-sans";

function findFont(style: string): string {
  return createRequire(import.meta.url).resolve(`${fontPackage}/${style}/PTSans_${style}.ttf`);
}

/** The picture at `zoom` pixels per SVG pixel. */
export function renderPng(svg: string, zoom: number): Uint8Array {
  const resvg = new Resvg(svg, {
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
