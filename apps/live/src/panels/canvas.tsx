/** A canvas that is painted anew when what it shows has changed, as sharp as the screen is. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface CanvasProps {
  /** pixels of the picture that is painted; the page's style says how large it stands */
  readonly width: number;
  readonly height: number;
  /** what is seen, in words: it is all that a screen reader has */
  readonly label: string;
  paint(context: CanvasRenderingContext2D): void;
}

export function Canvas({ width, height, label, paint }: CanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context != null) paint(context);
  });
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />;
}
