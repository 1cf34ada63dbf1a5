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
  timeLimit("A", "NumPy", 0.45),
  timeLimit("A", "PyTorch", 0.32),
  timeLimit("A", "jax-js", 0.15),
  timeLimit("A", "TensorFlow.js wasm", 1 / 40, "<= 1/40"),
  timeLimit("A1", "NumPy", 0.7),
  timeLimit("A2", "PyTorch", 0.3),
  timeLimit("B-sgd", "PyTorch", 1 / 20, "<= 1/20"),
  timeLimit("B-adam", "PyTorch", 1 / 20, "<= 1/20"),
  timeLimit("C-blas", "NumPy", 1.05),
  timeLimit("C-wasm", "NumPy", 1.4),
  timeLimit("D", "NumPy", 0.8),
  timeLimit("J", "PyTorch", 1),
  timeLimit("J", "jax-js", 0.25),
  timeLimit("K", "PyTorch", 1.5),
  timeLimit("K", "jax-js", 0.25),
];

/** Least share of the peak of the cores, on vectors of the engine's width. */
export const PEAK_LIMITS: Readonly<Record<string, number>> = { "C-wasm": 0.72 };

/** Upper limits of cases without a peer. */
export const OWN_LIMITS = {
  E: { most: 60, unit: "ms" },
  F: { most: 47, unit: "KB" },
  G: { most: 350, unit: "MB" },
} as const;
