/** A Markdown table; texts may hold anything. */

/** A text as a cell: nothing in it is a mark of Markdown's tables or of HTML, but what stands in backticks. */
export function cell(text: string): string {
  const parts = text
    .replaceAll("\n", " ")
    .replaceAll("|", "\\|")
    .split(/(`[^`]*`)/);
  return parts
    .map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;").replaceAll("*", "\\*")))
    .join("");
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
