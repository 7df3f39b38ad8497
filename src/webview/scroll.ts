/** Pixels from the end that still count as being there. */
const tolerance = 24;

/** Keeps the end of the conversation in view while the reader is there, and offers the way back when not; returns that way. */
export function followEnd(): () => void {
  const log = find('#log');
  const jump = find('.jump');
  let following = true;
  // Where this put the log, and the sizes it had then: an event that comes after either has changed is not the reader's.
  let place = -1;
  let sizes = '';
  const sizesNow = () => [log.scrollHeight, log.clientHeight, log.clientWidth].join();
  const toEnd = () => {
    following = true;
    // What stands there before the first question is read from its beginning.
    if (log.querySelector('article')) log.scrollTop = log.scrollHeight;
    place = log.scrollTop;
    sizes = sizesNow();
  };
  const update = () => {
    const there = following || distance(log) <= tolerance;
    if (there && document.activeElement === jump) log.focus({ preventScroll: true });
    jump.hidden = there;
  };
  log.addEventListener('scroll', () => {
    const own = log.scrollTop === place || sizesNow() !== sizes;
    following = (following && own) || distance(log) <= tolerance;
    update();
  });
  jump.addEventListener('click', toEnd);
  // Sizes change with text, with pictures that have loaded and with the panel itself.
  const observer = new ResizeObserver(() => {
    if (following) toEnd();
    update();
  });
  observer.observe(log);
  observer.observe(find('.turns'));
  return toEnd;
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

function distance({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
