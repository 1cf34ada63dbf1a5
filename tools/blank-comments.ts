const tokens = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*|\/\*[\s\S]*?\*\//g;

/** Puts spaces for comments and, when asked, for quoted strings; line breaks stay, so positions remain true. */
export function blankComments(source: string, strings: "keep" | "blank" = "keep"): string {
  return source.replaceAll(tokens, (token) => {
    const blank = token.startsWith("/") || (strings === "blank" && !token.startsWith("`"));
    return blank ? token.replaceAll(/[^\n]/g, " ") : token;
  });
}
