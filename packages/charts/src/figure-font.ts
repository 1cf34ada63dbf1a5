/** The font of every figure: the shipped one in PNG files, the page's own on a page. */
export const figureFont = "'PT Sans', system-ui, sans-serif";
