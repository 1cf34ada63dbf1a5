/** A frame that scrolls by itself fades where it goes on, and can be reached by keyboard. */
import { findElement } from "./find-element.ts";

function markEnds(frame: HTMLElement): void {
  const isTable = frame.matches(".table-frame");
  const widthLeft = frame.scrollWidth - frame.clientWidth;
  const heightLeft = frame.scrollHeight - frame.clientHeight;
  frame.classList.toggle("comes-from", frame.scrollLeft > 1);
  frame.classList.toggle("goes-on", widthLeft - frame.scrollLeft > 1);
  frame.classList.toggle("goes-down", isTable && heightLeft - frame.scrollTop > 1);
  // what scrolls must be reached by keyboard: where nothing in it is, it is itself
  if (!isTable || frame.querySelector("button") !== null || frame.tabIndex >= 0) return;
  if (widthLeft <= 1 && heightLeft <= 1) return;
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  const caption = findElement(frame.closest("figure")!, "figcaption");
  frame.setAttribute("aria-label", caption.textContent.slice(0, 80));
}

export function markScrollEnds(): void {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) markEnds(target as HTMLElement);
  });
  for (const frame of document.querySelectorAll<HTMLElement>(".table-frame, .picture, .contents ol")) {
    frame.addEventListener("scroll", () => markEnds(frame), { passive: true });
    sizes.observe(frame);
  }
}
