/**
 * What is said at a terminal, broken at blanks into lines that fit; a command that is to be typed can still be copied.
 */

import { textWidth } from "./text-width.ts";
import { wrapWords } from "./wrap-words.ts";

/**
 * A command at the end of a line: behind a colon, or an example's `$ `. No shell takes a bracket that is not in quotes:
 * behind one the sentence has gone on.
 */
const COMMAND = /(?<=^ *|: |^ *\$ )(?:npx )?minibatch(?: (?:'[^']*'|[^\s;'()]+))+$/;
/** An example of a help text, and what it is for. */
const EXPLAINED = /^( *)(\$ .*?\S) {3,}(\S.*)$/;
const GOES_ON = " \\";
const COMMAND_INDENT = 4;

/**
 * Lines that fit stay as they are. A word that is longer than the terminal stays whole. A line goes on at its own
 * indent; a command goes on behind a backslash, as shells read it.
 */
export function fitLines(text: string, width: number): string {
  const lines = text.split("\n");
  // examples under each other are all set alike
  const isTight = lines.some((line) => EXPLAINED.test(line) && textWidth(line) > width);
  const fits = (line: string): boolean => textWidth(line) <= width && !(isTight && EXPLAINED.test(line));
  return lines.flatMap((line) => (fits(line) ? [line] : fitLine(line, width))).join("\n");
}

/**
 * Paragraphs that were broken for a wider terminal, as one line each; what is indented, as lists and examples, stays.
 */
export function joinParagraphs(text: string, width: number): string {
  return text
    .split("\n\n")
    .map((block) => {
      const [, before = "", body = "", after = ""] = /^(\n*)([\s\S]*?)(\n*)$/.exec(block)!;
      const lines = body.split("\n");
      const isBroken = lines.every((line) => /^\S/.test(line)) && lines.some((line) => textWidth(line) > width);
      return isBroken ? before + lines.join(" ") + after : block;
    })
    .join("\n\n");
}

function fitLine(line: string, width: number): string[] {
  const [, at = "", example, purpose] = EXPLAINED.exec(line) ?? [];
  if (example !== undefined && purpose !== undefined) {
    const remark = `${at}# `;
    const rows = wrapWords(purpose, Math.max(1, width - remark.length), "whole");
    return [...rows.map((row) => remark + row), ...fitLine(at + example, width)];
  }
  const command = COMMAND.exec(line);
  if (command === null) return wrapIndented(line, width);
  const before = line.slice(0, command.index).trimEnd();
  const indent = indentOf(line);
  const first = before === "" || /^ *\$$/.test(before) ? line.slice(0, command.index) : `${indent}  `;
  const told = first === line.slice(0, command.index) ? [] : wrapIndented(before, width);
  return [...told, ...wrapCommand(command[0], first, width)];
}

function wrapIndented(line: string, width: number): string[] {
  const indent = indentOf(line);
  const [first = "", ...rest] = wrapWords(line, width, "whole");
  const after = wrapWords(rest.join(" "), Math.max(1, width - indent.length), "whole");
  return rest.length === 0 ? [first] : [first, ...after.map((row) => indent + row)];
}

function wrapCommand(command: string, first: string, width: number): string[] {
  const further = " ".repeat(indentOf(first).length + COMMAND_INDENT);
  if (textWidth(first + command) <= width) return [first + command];
  // what is in quotes is one word
  const whole = command.replaceAll(/'[^']*'/g, (quoted) => quoted.replaceAll(" ", "\u00A0"));
  const room = (before: string): number => Math.max(1, width - before.length - GOES_ON.length);
  const [begin = "", ...rest] = wrapWords(whole, room(first), "whole");
  const rows = [first + begin, ...wrapWords(rest.join(" "), room(further), "whole").map((row) => further + row)];
  return rows.map((row, i) => (i < rows.length - 1 ? row + GOES_ON : row).replaceAll("\u00A0", " "));
}

function indentOf(line: string): string {
  return /^ */.exec(line)![0];
}
