/** Whether the page is dark; a component that asks is drawn anew when that changes. */
import { useEffect, useState } from "preact/hooks";

const query = "(prefers-color-scheme: dark)";

export function useIsDark(): boolean {
  const [isDark, setIsDark] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const change = (): void => setIsDark(media.matches);
    media.addEventListener("change", change);
    return () => media.removeEventListener("change", change);
  }, []);
  return isDark;
}
