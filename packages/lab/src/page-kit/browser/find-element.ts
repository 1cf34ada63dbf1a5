/** An element that the page's own markup promises. */
export function findElement<Found extends Element = HTMLElement>(within: ParentNode, selector: string): Found {
  const found = within.querySelector<Found>(selector);
  if (found === null) throw new Error(`Cannot start this page's script: it has no ${selector}`);
  return found;
}
