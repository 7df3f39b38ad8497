/** Pixels from the end that still count as being there. */
const tolerance = 24;
/** Frames in which a place is gone to again, and those after which it stays where it is. */
const [mostFrames, calmFrames] = [60, 6];

let following = true;
let target: Range | undefined;

/** Keeps the end of the conversation in view while the reader is there, and offers the way back when not; returns that way. */
export function followEnd(): () => void {
  const log = find('#log');
  const jump = find('.jump');
  // Where this put the log, and the sizes it had then: an event that comes after either has changed is not the reader's.
  let place = -1;
  let sizes = '';
  let before = 0;
  const sizesNow = () => [log.scrollHeight, log.clientHeight, log.clientWidth].join();
  const toEnd = () => {
    following = true;
    target = undefined;
    // What stands there before the first question is read from its beginning.
    if (log.querySelector('article')) log.scrollTop = log.scrollHeight;
    place = before = log.scrollTop;
    sizes = sizesNow();
  };
  const update = () => {
    const there = following || distance(log) <= tolerance;
    if (there && document.activeElement === jump) log.focus({ preventScroll: true });
    jump.hidden = there;
  };
  log.addEventListener('scroll', () => {
    const own = log.scrollTop === place || sizesNow() !== sizes;
    const isBack = distance(log) <= tolerance && log.scrollTop >= before;
    following = !target && ((following && own) || isBack);
    before = log.scrollTop;
    update();
  });
  acceptLeaving(log);
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

/** Puts a place of the conversation in the middle of what is in view. */
export function showPlace(range: Range): void {
  following = false;
  target = range;
  approach(range, mostFrames, calmFrames);
}

/** What is out of sight has an estimated size: on the way there it is laid out, and the place moves. */
function approach(range: Range, frames: number, calm: number): void {
  if (range !== target) return;
  const isThere = isInView(range);
  if (!isThere) range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
  if (!isThere && !isInView(range)) center(range);
  if (frames === 0 || calm === 0) target = undefined;
  else requestAnimationFrame(() => approach(range, frames - 1, isThere ? calm - 1 : calmFrames));
}

/** Of a paragraph that is higher than the panel, the line. */
function center(range: Range): void {
  const log = find('#log');
  const { top, height } = range.getBoundingClientRect();
  if (height > 0) log.scrollTop += top + height / 2 - log.getBoundingClientRect().top - log.clientHeight / 2;
}

function isInView(range: Range): boolean {
  const { top, bottom, height } = range.getBoundingClientRect();
  const log = find('#log').getBoundingClientRect();
  return height > 0 && top >= log.top && bottom <= log.bottom;
}

/** The reader who scrolls up is not taken back to the end by what arrives before the first pixel has moved. */
function acceptLeaving(log: HTMLElement): void {
  const leave = (isUp: boolean) => {
    target = undefined;
    if (isUp && log.scrollTop > 0) following = false;
  };
  log.addEventListener('wheel', ({ deltaY }) => leave(deltaY < 0), { passive: true });
  log.addEventListener('pointerdown', () => leave(false));
  log.addEventListener('keydown', ({ key, target: element }) =>
    leave(element === log && ['ArrowUp', 'PageUp', 'Home'].includes(key)),
  );
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

function distance({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
