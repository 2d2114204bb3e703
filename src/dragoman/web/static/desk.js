// Comfort only: every page works without it. Filters apply by themselves, keys press the buttons that name them.
"use strict";

document.documentElement.classList.add("js");

for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[type=checkbox], select")) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input:not([type=checkbox]), select")) field.disabled = !field.value;
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) {
    if (event.key === "Escape") typing.blur();
    return;
  }
  const named = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!named) return;
  event.preventDefault();
  if (named.matches("input:not([type=radio])")) named.focus();
  else named.click();
});

// Words selected in a document as it was printed go into the form for a missed record, with their place in the raw text.
const text = document.querySelector(".text[data-start]");
const missed = document.querySelector("form[data-select]");
if (text && missed) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    missed.elements.words.value = range.toString();
    if (!text.dataset.start) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const points = (words) => Array.from(words).length; // offsets count code points, scripts count halves of them
    const start = Number(text.dataset.start) + points(before.toString());
    missed.elements.start.value = start;
    missed.elements.end.value = start + points(range.toString());
  });
  missed.elements.words.addEventListener("input", () => {
    missed.elements.start.value = missed.elements.end.value = -1;
  });
}
