import type { ReviewRowView } from '../../reviewProtocol.ts';
import type { PostReview } from './post.ts';

export interface GridKeys {
  readonly post: PostReview;
  readonly rows: () => readonly ReviewRowView[];
  /** Id of the current row. */
  readonly current: () => string | undefined;
  /** Makes a row the current one and gives it the focus. */
  readonly go: (id: string) => void;
}

/**
 * The keys of the list: arrows go from row to row, Enter accepts, E edits, S skips, D marks as decorative, R asks again,
 * and Ctrl+Enter applies. In a text only Escape, which leaves it, and Ctrl+Enter are ours.
 */
export function onGridKey(keys: GridKeys) {
  return (event: KeyboardEvent) => {
    const { post } = keys;
    if (event.isComposing || event.altKey) return;
    const row = keys.current();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      return done(event, () => post('apply', {}));
    if (row === undefined || event.ctrlKey || event.metaKey) return;
    if (isField(event.target)) {
      if (event.key === 'Escape') done(event, () => keys.go(row));
      return;
    }
    if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return;
    const act = actionOf(event.key, row, keys);
    if (act) done(event, act);
  };
}

function actionOf(key: string, row: string, keys: GridKeys): (() => void) | undefined {
  const { post, rows, go } = keys;
  const place = rows().findIndex(({ id }) => id === row);
  const to = (index: number) => {
    const target = rows()[Math.min(Math.max(index, 0), rows().length - 1)];
    return () => target && go(target.id);
  };
  switch (key.toLowerCase()) {
    case 'arrowdown':
      return to(place + 1);
    case 'arrowup':
      return to(place - 1);
    case 'home':
      return to(0);
    case 'end':
      return to(rows().length - 1);
    case 'pagedown':
      return to(place + 5);
    case 'pageup':
      return to(place - 5);
    case 'enter':
      return () => {
        post('accept', { row });
        to(place + 1)();
      };
    case 's':
      return () => {
        post('skip', { row });
        to(place + 1)();
      };
    case 'd':
      return () => post('decorative', { row });
    case 'r':
      return () => post('again', { row, hint: '' });
    case 'e':
      return () => document.querySelector<HTMLElement>('.row.current textarea')?.focus();
    default:
      return undefined;
  }
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement
  );
}

function done(event: KeyboardEvent, run: () => void): void {
  event.preventDefault();
  run();
}
