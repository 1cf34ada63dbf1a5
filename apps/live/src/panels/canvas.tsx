/** A canvas that is painted anew when what it shows has changed, as sharp as the screen is. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface CanvasProps {
  /** pixels of the picture that is painted; the page's style says how large it stands */
  readonly width: number;
  readonly height: number;
  /** what is seen, in words: it is all that a screen reader has */
  readonly label: string;
  /** always as many; painted anew when one of them is another. Frames come oftener than what they show */
  readonly shows: readonly unknown[];
  paint(context: CanvasRenderingContext2D): void;
}

export function Canvas({ width, height, label, shows, paint }: CanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  // `paint` is another function each time, and paints the same
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context != null) paint(context);
  }, [width, height, ...shows]);
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />;
}
