/**
 * The layout of a command's help: names to the left, what they mean to the right, or below where the room is too small.
 */
import type { Help } from "commander";
import { padEnd, textWidth } from "./terminal/text-width.ts";
import { wrapWords } from "./terminal/wrap-words.ts";

const INDENT = 2;
const GAP = 2;
/** a longer name has its description below, so that one long name does not take the room from all others */
const WIDEST_TERM = 30;
/** a description beside the names has at least so many characters a row */
const LEAST_ROOM = 28;
/** of a description below its name, and of a name's further rows */
const BELOW = 6;

export const HELP_FORMAT: Partial<Help> = {
  showGlobalOptions: true,
  boxWrap: (text, width) => wrapWords(text, width, "whole").join("\n"),
  padWidth(command, helper) {
    const terms = [
      helper.longestOptionTermLength(command, helper as Help),
      helper.longestGlobalOptionTermLength(command, helper as Help),
      helper.longestSubcommandTermLength(command, helper as Help),
      helper.longestArgumentTermLength(command, helper as Help),
    ];
    const width = helper.helpWidth ?? Number.POSITIVE_INFINITY;
    return Math.min(WIDEST_TERM, width - INDENT - GAP - LEAST_ROOM, Math.max(...terms));
  },
  formatItem(term, termWidth, description, helper) {
    const width = helper.helpWidth ?? Number.POSITIVE_INFINITY;
    const room = width - INDENT - termWidth - GAP;
    const [own, below] = [" ".repeat(INDENT), " ".repeat(BELOW)];
    if (textWidth(term) <= termWidth) {
      const rows = wrapWords(description, room, "whole");
      const beside = " ".repeat(INDENT + termWidth + GAP);
      return rows
        .map((row, i) => `${i === 0 ? `${own}${padEnd(term, termWidth + GAP)}` : beside}${row}`.trimEnd())
        .join("\n");
    }
    const named = wrapWords(term, width - BELOW, "whole").map((row, i) => (i === 0 ? own : below) + row);
    const told = description === "" ? [] : wrapWords(description, width - BELOW, "whole");
    return [...named, ...told.map((row) => below + row)].join("\n");
  },
};
