import { InvalidArgumentError } from "commander";

/** For commander: an empty path, as an unset shell variable gives it, would mean the current folder. */
export function parsePath(text: string): string {
  if (text === "") throw new InvalidArgumentError("It is empty, it should be a path; . is the current folder.");
  return text;
}
