/** What a page shows after a while, on a machine that has much else to do. */
import { expect } from "vitest";

const LONGEST_MS = 40_000;

export const soon = <T>(read: () => Promise<T>): ReturnType<typeof expect.poll<T>> =>
  expect.poll(read, { timeout: LONGEST_MS });
