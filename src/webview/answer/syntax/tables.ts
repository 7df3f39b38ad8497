import type { StateCore, Token } from 'markdown-it';

/**
 * Shows a table whole whose rows differ in length: the parser drops the cells of a row beyond those of the head. Such a
 * table gets the class `ragged`, and as many columns as its longest row.
 */
export function keepCells(state: StateCore): void {
  if (!state.tokens.some(({ type }) => type === 'table_open')) return;
  const lines = state.src.split('\n');
  const kept: Token[] = [];
  let table: Token[] | undefined;
  for (const token of state.tokens) {
    if (token.type === 'table_open') table = [];
    (table ?? kept).push(token);
    if (!table || token.type !== 'table_close') continue;
    kept.push(...whole(state, table, lines));
    table = undefined;
  }
  state.tokens = kept;
}

function whole(state: StateCore, table: readonly Token[], lines: readonly string[]): readonly Token[] {
  const columns = table.filter(({ type }) => type === 'th_open').length;
  const rows = table.filter((token) => token.type === 'tr_open').slice(1);
  const cells = new Map(rows.map((row) => [row, cellsOf(lines[row.map?.[0] ?? 0] ?? '')]));
  // The last line may still be arriving.
  const lengths = [...cells].map(([row, { length }]) =>
    row.map?.[0] === lines.length - 1 ? Math.max(columns, length) : length,
  );
  if (lengths.every((length) => length === columns)) return table;
  const longest = Math.min(
    mostColumns,
    lengths.reduce((most, length) => Math.max(most, length), columns),
  );
  table[0]?.attrSet('class', 'ragged');
  let row: Token | undefined;
  return table.flatMap((token) => {
    if (token.type === 'tr_open') row = token;
    if (token.type !== 'tr_close') return [token];
    const surplus = Array.from(
      { length: longest - columns },
      (_, at) => (row && cells.get(row)?.[columns + at]) ?? '',
    );
    return [...surplus.flatMap((content) => cell(state, content, token.level)), token];
  });
}

function cell({ Token }: StateCore, content: string, level: number): readonly Token[] {
  const open = new Token('td_open', 'td', 1);
  const text = new Token('inline', '', 0);
  const close = new Token('td_close', 'td', -1);
  text.content = content;
  text.children = [];
  open.level = close.level = level + 1;
  text.level = level + 2;
  return [open, text, close];
}

/** A row of a model that has gone astray. */
const mostColumns = 500;

/** The cells of a line of a table, in whatever list or quote it stands. */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [''];
  const row = line.replace(/^[\s>]+/, '').trimEnd();
  for (const part of row.matchAll(/\\[\s\S]|\||[^\\|]+|\\/g)) {
    if (part[0] === '|') cells.push('');
    else cells[cells.length - 1] += part[0] === '\\|' ? '|' : part[0];
  }
  const trimmed = cells.map((text) => text.trim());
  if (trimmed[0] === '') trimmed.shift();
  if (trimmed.at(-1) === '') trimmed.pop();
  return trimmed;
}
