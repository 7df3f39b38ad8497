import type { QuestionBox } from '../questionBox.ts';

/** Moves what was typed, and perhaps already asked, before the panel was drawn into its question box. */
export function takeOverEarly(box: QuestionBox): void {
  const early = document.getElementById('early');
  const area = early?.querySelector('textarea');
  if (area) {
    const { asked } = area.dataset;
    if (asked !== undefined) {
      box.type(asked);
      box.send();
    }
    box.type(area.value, area.value.length - area.selectionEnd);
    if (document.activeElement === area) box.focus();
  }
  early?.remove();
}
