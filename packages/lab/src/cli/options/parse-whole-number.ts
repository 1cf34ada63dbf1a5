/** Reads a whole number of an option. */
import { InvalidArgumentError } from "commander";

/** Gives a parser that refuses everything but decimal whole numbers from `least` to `most`. */
export function parseWholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It should be a whole number from ${least} to ${most}.`);
  };
}
