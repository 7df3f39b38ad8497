import type { PanelState } from '../protocol.ts';
import type { Post } from './host.ts';
import type { Viewer } from './viewer/viewer.ts';

/**
 * Opens an image in the viewer when it is pressed, or two to compare them; the viewer loads with the first. Returns what
 * tells it the states.
 */
export function acceptImages(post: Post, state: () => PanelState | undefined): () => void {
  let viewer: Viewer | undefined;
  const open = async (image: string, other?: string) => {
    const { Viewer } = await import('./viewer/viewer.ts');
    const [place, now] = [document.getElementById('viewer'), state()];
    if (!place || !now) return;
    viewer ??= new Viewer(place, post, now);
    viewer.update(now);
    viewer.open(image, other);
  };
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button[data-image]') : null;
    const image = button?.dataset['image'];
    if (image !== undefined) void open(image, button?.dataset['other']);
  });
  return () => {
    const now = state();
    if (now) viewer?.update(now);
  };
}
