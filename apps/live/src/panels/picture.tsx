/** A picture of grey numbers, ink on paper. */
import type { JSX } from "preact";
import { Canvas } from "./canvas.tsx";

interface PictureProps {
  /** [height, width] 0 paper to 255 ink */
  readonly grey: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

export function Picture({ grey, width, height, label }: PictureProps): JSX.Element {
  return (
    <Canvas
      width={width}
      height={height}
      label={label}
      shows={[grey]}
      paint={(context) => {
        const image = new ImageData(width, height);
        for (const [i, ink] of grey.entries()) image.data.set([255 - ink, 255 - ink, 255 - ink, 255], 4 * i);
        context.putImageData(image, 0, 0);
      }}
    />
  );
}
