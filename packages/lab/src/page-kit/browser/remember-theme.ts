/**
 * The theme that a reader chose, from one page to the next. A page from a file may have no storage: then there is none
 * to recall.
 */

const KEY = "minibatch-theme";

export function recallTheme(): string | null {
  try {
    return localStorage.getItem(KEY) || null;
  } catch {
    return null;
  }
}

export function rememberTheme(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // the next page begins with the system's
  }
}
