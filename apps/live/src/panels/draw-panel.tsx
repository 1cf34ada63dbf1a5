/** Draw a digit with mouse or finger, and see what the network says of it. */
import type { JSX, TargetedPointerEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { centerPicture } from "../drawing/center-picture.ts";
import { AnswerBars } from "./answer-bars.tsx";
import type { PanelProps } from "./panel.ts";
import { Picture } from "./picture.tsx";
import { useAnswer } from "./use-answer.ts";

const SIDE = 280;
const PEN = 22;

export function DrawPanel({ store, opened }: PanelProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [height, width] = opened.picture as readonly [number, number];
  const [row, setRow] = useState<Float32Array<ArrayBuffer> | null>(null);
  const answer = useAnswer(store, row);
  const read = (): void => {
    const context = canvas.current?.getContext("2d", { willReadFrequently: true });
    if (context == null) return;
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    setRow(centerPicture((x, y) => data[4 * (y * SIDE + x) + 3]! / 255, SIDE, width, height));
  };
  const clear = (): void => {
    canvas.current?.getContext("2d")?.clearRect(0, 0, SIDE, SIDE);
    setRow(null);
  };
  return (
    <div class="drawing">
      <div>
        <canvas
          ref={canvas}
          class="pad"
          width={SIDE}
          height={SIDE}
          aria-label="Draw a digit here with mouse or finger"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drawLine(event, true);
          }}
          onPointerMove={(event) => {
            if (event.buttons > 0) drawLine(event, false);
          }}
          onPointerUp={read}
        />
        <button type="button" onClick={clear}>
          Clear
        </button>
      </div>
      {row !== null && (
        <div class="as-seen">
          <Picture
            grey={Uint8Array.from(row, (ink) => 255 * ink)}
            width={width}
            height={height}
            label="As the network is given it"
          />
          <p class="says">as it is given</p>
        </div>
      )}
      <AnswerBars names={opened.classes} shares={answer?.outputs ?? []} />
    </div>
  );
}

/** From where the pen was to where it is; `begins`: a dot. */
function drawLine(event: TargetedPointerEvent<HTMLCanvasElement>, begins: boolean): void {
  const pad = event.currentTarget;
  const context = pad.getContext("2d", { willReadFrequently: true });
  if (context === null) return;
  const scale = SIDE / pad.getBoundingClientRect().width;
  const [x, y] = [event.offsetX * scale, event.offsetY * scale];
  const [dx, dy] = begins ? [0, 0] : [event.movementX * scale, event.movementY * scale];
  context.lineWidth = PEN;
  context.lineCap = "round";
  context.strokeStyle = getComputedStyle(pad).color;
  context.beginPath();
  context.moveTo(x - dx, y - dy);
  context.lineTo(x, y);
  context.stroke();
}
