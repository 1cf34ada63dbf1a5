import { objectWith } from "../spec/check-options.ts";
import { type Field, number } from "../spec/fields.ts";
import type { Pause } from "./fit-options.ts";

const methods = objectWith("an object with everyMs, now and giveWay", ["now", "giveWay"]);
const everyMs = number({ atLeast: 0 });

/** A `Pause`; it may be of a class that has more. */
export const pauseField: Field<Pause> = {
  takes: methods.takes,
  read(value, path) {
    const pause = methods.read(value, path) as Pause;
    everyMs.read(pause.everyMs, `${path}.everyMs`);
    return pause;
  },
};
