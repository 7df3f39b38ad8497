/**
 * Runs as soon as the page is read, long before the code of the panel is there: the page has a question box of its own,
 * which takes the focus and what is typed. The panel takes both over when it is drawn (`takeOver.ts`).
 */
const area = document.querySelector<HTMLTextAreaElement>('#early textarea');
area?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  // Kept until there is somebody to ask.
  if (area.dataset['asked'] !== undefined) return;
  area.dataset['asked'] = area.value;
  area.value = '';
});
if (area?.dataset['focus'] === 'wanted') area.focus();
