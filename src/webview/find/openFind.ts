import type { FindBar } from './findBar.ts';

/** Opens the bar that finds text in the conversation: by its key, and by the function it returns. It loads with the first use. */
export function acceptFind(): () => Promise<void> {
  let bar: FindBar | undefined;
  const open = async () => {
    const { FindBar } = await import('./findBar.ts');
    const [place, log] = [document.getElementById('find'), document.getElementById('log')];
    if (!place || !log) return;
    bar ??= new FindBar(place, log);
    bar.open();
  };
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'f' || event.shiftKey || event.altKey || event.ctrlKey === event.metaKey)
      return;
    event.preventDefault();
    void open();
  });
  return open;
}
