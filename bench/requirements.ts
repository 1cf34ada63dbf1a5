/** The limits that are to be met, as the issue that asked for speed set them. */
import type { TimedCase } from "./cases.ts";

export interface TimeLimit {
  readonly id: TimedCase["id"];
  readonly peer: string;
  /** our time may be at most this many times the peer's */
  readonly atMost: number;
  /** as the table says it */
  readonly told: string;
}

function timeLimit(id: string, peer: string, atMost: number, told = `<= ${atMost} x`): TimeLimit {
  return { id, peer, atMost, told };
}

export const TIME_LIMITS: readonly TimeLimit[] = [
  timeLimit("A", "NumPy", 0.5),
  timeLimit("A", "PyTorch", 0.4),
  timeLimit("A", "jax-js", 0.15),
  timeLimit("A", "TensorFlow.js wasm", 1 / 40, "<= 1/40"),
  timeLimit("A1", "NumPy", 0.85),
  timeLimit("A2", "PyTorch", 0.45),
  timeLimit("B-sgd", "PyTorch", 1 / 20, "<= 1/20"),
  timeLimit("B-adam", "PyTorch", 1 / 20, "<= 1/20"),
  timeLimit("C-blas", "NumPy", 1.05),
  timeLimit("D", "NumPy", 0.6),
];

/** Least share of the cores' 128-bit FMA peak. */
export const PEAK_LIMITS: Readonly<Record<string, number>> = { "C-wasm": 0.85 };

/** Upper limits of cases without a peer. */
export const OWN_LIMITS = {
  E: { most: 60, unit: "ms" },
  F: { most: 47, unit: "KB" },
  G: { most: 350, unit: "MB" },
} as const;
