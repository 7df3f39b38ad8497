import { render } from 'lit/html.js';
import type { ReviewRowView, ReviewSummary, ToReview } from '../../reviewProtocol.ts';
import { createDrafts } from './drafts.ts';
import { type Filter, passes } from './filter.ts';
import { onKey } from './keys.ts';
import { announce, page } from './page.ts';
import { readPageState } from './pageState.ts';
import { createPictures } from './pictures.ts';
import type { PostReview } from './post.ts';
import { focusRow, holdFocus, rowBox, showRow } from './rowFocus.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
const post: PostReview = (type, payload) => editor.postMessage({ type, payload });
const drafts = createDrafts();
const pictures = createPictures(post);
const review = document.body.dataset['review'];
const rows = new Map<string, ReviewRowView>();
let { filter, current } = readPageState(editor.getState());
let summary: ReviewSummary | undefined;
let shown: readonly ReviewRowView[] = [];
keep();

type Message = {
  [Name in keyof ToReview]: { readonly type: Name; readonly payload: ToReview[Name] };
}[keyof ToReview];

window.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.type === 'picture') pictures.arrived(data.payload.row, data.payload.address);
  if (data.type === 'rows' || data.type === 'changed') take(data);
  else draw();
});
window.addEventListener('keydown', (event) => onKey(event, { post, rows: shown, current, go, again, apply }));
// The tab was chosen: what had the focus in an earlier page of it is gone.
window.addEventListener('focus', () => holdFocus(current));
post('ready', {});

function take({ type, payload }: Extract<Message, { readonly type: 'rows' | 'changed' }>): void {
  const isFirst = summary === undefined;
  if (type === 'rows') rows.clear();
  for (const row of payload.rows) {
    rows.set(row.id, row);
    drafts.arrived(row);
  }
  announce(summary, payload.summary);
  summary = payload.summary;
  draw();
  if (isFirst && current !== undefined) void showRow(current, place(current));
}

function draw(): void {
  if (!summary) return;
  const all = [...rows.values()];
  const before = current === undefined ? -1 : place(current);
  // The current row stays until another one is chosen, even when what was decided about it no longer passes.
  shown = all.filter((row) => row.id === current || passes(row, filter));
  if (!shown.some(({ id }) => id === current)) current = shown[Math.max(before, 0)]?.id ?? shown.at(-1)?.id;
  const view = { ...{ summary, all, shown, filter, current }, ...{ post, drafts, pictures, choose } };
  render(page({ ...view, again, setFilter, drawn, draw }), document.body);
  drawn();
}

function choose(id: string): void {
  if (id === current) return;
  current = id;
  keep();
  draw();
}

function setFilter(next: Filter): void {
  filter = next;
  const row = current === undefined ? undefined : rows.get(current);
  if (row && !passes(row, filter)) current = undefined;
  draw();
  if (current !== undefined) void showRow(current, place(current));
  keep();
}

function go(id: string, part?: 'text'): void {
  choose(id);
  void focusRow(id, place(id), part);
}

/** Among the rows that are shown, from 0. */
function place(id: string): number {
  return shown.findIndex((row) => row.id === id);
}

function again(id: string): void {
  post('again', { row: id, hint: rowBox(id)?.querySelector<HTMLInputElement>('.hint')?.value ?? '' });
}

function apply(): void {
  post('apply', {});
}

/** After the list, too, has drawn. */
function drawn(): void {
  setTimeout(() => holdFocus(current));
}

function keep(): void {
  editor.setState({ review, filter, current });
}
