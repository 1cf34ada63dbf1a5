/** Buttons that copy the text of the element they name. Plain browser JavaScript: the page runs it as it is, from a file too. */
export const copyScript: string = `
(() => {
  const copyBySelection = (source) => {
    const selection = getSelection();
    selection.removeAllRanges();
    selection.selectAllChildren(source);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    return done;
  };
  for (const button of document.querySelectorAll("button[data-copies]")) {
    const source = document.getElementById(button.dataset.copies);
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      let done = false;
      try {
        await navigator.clipboard.writeText(source.textContent);
        done = true;
      } catch {
        done = copyBySelection(source);
      }
      button.textContent = done ? "Copied" : "Select it and copy by hand";
    });
    const restore = () => { button.textContent = words; };
    button.addEventListener("pointerleave", restore);
    button.addEventListener("blur", restore);
  }
})();
`;
