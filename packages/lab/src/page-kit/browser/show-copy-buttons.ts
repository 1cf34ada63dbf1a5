/** Buttons that copy the text of the element they name. */

/** For a page from a file, where the clipboard may be refused. */
function copyBySelection(source: HTMLElement): boolean {
  const selection = getSelection()!;
  selection.removeAllRanges();
  selection.selectAllChildren(source);
  const done = document.execCommand("copy");
  selection.removeAllRanges();
  return done;
}

async function copy(source: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    return copyBySelection(source);
  }
}

export function showCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
    const source = document.getElementById(button.dataset.copies!)!;
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      void copy(source).then((done) => {
        button.textContent = done ? "Copied" : "Select it and copy by hand";
      });
    });
    const restore = () => {
      button.textContent = words;
    };
    button.addEventListener("pointerleave", restore);
    button.addEventListener("blur", restore);
  }
}
