/**
 * The button that changes between the light and the dark page. Without a script there is none: the page follows the
 * system.
 */
import { findElement } from "./find-element.ts";
import { rememberTheme } from "./remember-theme.ts";

export function showThemeButton(): void {
  const root = document.documentElement;
  const button = findElement(document, ".theme");
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (systemIsDark.matches ? "dark" : "light")) === "dark";
  const label = () => {
    button.textContent = isDark() ? "Light page" : "Dark page";
  };
  button.hidden = false;
  label();
  systemIsDark.addEventListener("change", label);
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    root.dataset.theme = theme;
    rememberTheme(theme);
    label();
  });
}
