/** The table of contents marks the section that is being read. */
import { findElement } from "./find-element.ts";

/** Of the window's height, from its top: the section that begins above this line is the one that is read. */
const readingLine = 0.3;

export function trackContents(): void {
  const root = document.documentElement;
  const list = findElement(document, ".contents ol");
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".contents a")];
  const targets = links.map((link) => document.getElementById(link.hash.slice(1))!);
  let current = -1;

  const markCurrent = () => {
    const line = innerHeight * readingLine;
    const isAtEnd = scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2;
    const at = isAtEnd
      ? targets.length - 1
      : targets.findLastIndex((target) => target.getBoundingClientRect().top <= line);
    if (at === current) return;
    links[current]?.removeAttribute("aria-current");
    links[at]?.setAttribute("aria-current", "location");
    current = at;
    // on a narrow page the contents are one line, which scrolls along
    const link = links[at];
    if (link !== undefined && list.scrollWidth > list.clientWidth) {
      list.scrollLeft = link.offsetLeft - list.offsetLeft - list.clientWidth / 3;
    }
  };

  let isMarking = false;
  const markSoon = () => {
    if (isMarking) return;
    isMarking = true;
    requestAnimationFrame(() => {
      isMarking = false;
      markCurrent();
    });
  };
  addEventListener("scroll", markSoon, { passive: true });
  addEventListener("resize", markSoon, { passive: true });
  markCurrent();
}
