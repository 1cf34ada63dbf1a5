/** An experiment's name, from a file's. */
import { basename } from "node:path";
import { UsageError } from "../../errors.ts";

const LONGEST = 100;

/** "penguins" of data/penguins.csv.gz. What no name may hold becomes a stroke; "experiment" where nothing is left. */
export function chooseName(path: string): string {
  const stem = basename(path)
    .replace(/\.gz$/i, "")
    .replace(/(?<=.)\.[A-Za-z0-9]{1,10}$/, "");
  // é is e and an accent
  const letters = stem.replaceAll("ß", "ss").normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const name = letters
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, LONGEST)
    .replace(/[-.]+$/, "");
  return name === "" ? "experiment" : name;
}

/** As it was typed. Throws UsageError for what is no experiment's name. */
export function checkName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) return name;
  throw new UsageError(
    `Cannot name an experiment ${JSON.stringify(name)}: it should have at most ${LONGEST} letters, digits, ., _ and -, ` +
      "beginning with a letter or digit",
  );
}
