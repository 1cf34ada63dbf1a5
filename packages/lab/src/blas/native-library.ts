/**
 * The part of koffi (foreign functions for Node) that is used, and whether it is there: whoever wants BLAS installs it.
 */
import { createRequire } from "node:module";

export interface NativeLibrary {
  /**
   * a function by its name, the type of its result and those of its arguments; throws when there is none of that name
   */
  // biome-ignore lint/suspicious/noExplicitAny: what a C function takes is said by strings
  func(name: string, result: string, parameters: readonly string[]): (...values: any[]) => any;
}

export interface Koffi {
  /** throws when the system's loader finds no such library; null is the running program itself */
  load(path: string | null): NativeLibrary;
}

/** Null where it is not installed, or has nothing built for this platform. */
export function findKoffi(): Koffi | null {
  try {
    return createRequire(import.meta.url)("koffi") as Koffi;
  } catch {
    return null;
  }
}
