import type { ReviewRowView } from '../../reviewProtocol.ts';
import type { PostReview } from './post.ts';
import { isInRow, rowBox } from './rowFocus.ts';

export interface GridKeys {
  readonly post: PostReview;
  readonly rows: readonly ReviewRowView[];
  /** Id of the current row. */
  readonly current: string | undefined;
  /** Makes a row the current one and gives it the focus, or its text. */
  readonly go: (id: string, part?: 'text') => void;
  /** Asks about a row once more, with the hint beside it. */
  readonly again: (id: string) => void;
  readonly apply: () => void;
}

/**
 * The keys of the page: arrows go from row to row, Enter accepts, E edits, S skips, D marks as decorative, R asks again,
 * and Ctrl+Enter applies. In a text only Escape, which leaves it, and Ctrl+Enter are ours.
 */
export function onKey(event: KeyboardEvent, keys: GridKeys): void {
  const { current } = keys;
  if (event.isComposing || event.altKey || event.defaultPrevented) return;
  const withControl = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter' && withControl) {
    done(event, keys.apply);
    return;
  }
  if (withControl || current === undefined) return;
  if (isField(event.target)) {
    if (event.key === 'Escape' && isInRow(event.target)) done(event, () => keys.go(current));
    return;
  }
  if (isPressed(event) || !isForRows(event.target)) return;
  const act = actionOf(event.key, current, keys);
  if (act) done(event, act);
}

function actionOf(key: string, row: string, keys: GridKeys): (() => void) | undefined {
  const { post, rows, go } = keys;
  const to = (by: number) => neighbour(rows, row, by, go);
  switch (key.toLowerCase()) {
    case 'arrowdown':
      return to(1);
    case 'arrowup':
      return to(-1);
    case 'home':
      return to(-rows.length);
    case 'end':
      return to(rows.length);
    case 'pagedown':
      return to(5);
    case 'pageup':
      return to(-5);
    default:
      // The row has been scrolled away: the key brings it back, and decides nothing that cannot be seen.
      return isKnown(key) && !rowBox(row)
        ? () => go(row)
        : decisionOf(key, row, { post, go, next: to(1) }, keys);
  }
}

const letters = ['enter', 'e', 's', 'd', 'r'];

function isKnown(key: string): boolean {
  return letters.includes(key.toLowerCase());
}

function decisionOf(
  key: string,
  row: string,
  { post, go, next }: Pick<GridKeys, 'post' | 'go'> & { readonly next: () => void },
  { again }: GridKeys,
): (() => void) | undefined {
  switch (key.toLowerCase()) {
    case 'enter':
      return () => {
        post('accept', { row });
        next();
      };
    case 's':
      return () => {
        post('skip', { row });
        next();
      };
    case 'd':
      return () => post('decorative', { row });
    case 'r':
      return () => again(row);
    case 'e':
      return () => go(row, 'text');
    default:
      return undefined;
  }
}

function neighbour(rows: readonly ReviewRowView[], row: string, by: number, go: GridKeys['go']): () => void {
  const place = rows.findIndex(({ id }) => id === row);
  const target = rows[Math.min(Math.max(place + by, 0), rows.length - 1)];
  return () => target && go(target.id);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(':is(textarea,input,select)');
}

/** The control has the focus and takes this key itself. */
function isPressed({ target, key }: KeyboardEvent): boolean {
  return (
    (key === 'Enter' || key === ' ') && target instanceof Element && target.matches(':is(button,summary)')
  );
}

/** Where nothing has the focus, the keys are for the rows as well. */
function isForRows(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('header') === null;
}

function done(event: KeyboardEvent, run: () => void): void {
  event.preventDefault();
  run();
}
