import type { StateCore } from 'markdown-it';

/** Marks what begins an item of a task list, `[ ]` or `[x]`; the panel puts a box there. */
export function markTasks({ tokens, Token }: StateCore): void {
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'inline' || tokens[index - 2]?.type !== 'list_item_open') continue;
    const [first] = token.children ?? [];
    const box = first?.type === 'text' ? /^\[([ xX])\] /.exec(first.content) : undefined;
    if (!first || !box || !token.children) continue;
    const mark = new Token('task_open', 'span', 1);
    mark.attrs = [['class', ['task', ...(box[1] === ' ' ? [] : ['done'])].join(' ')]];
    first.content = first.content.slice(box[0].length);
    token.children = [mark, new Token('task_close', 'span', -1), ...token.children];
  }
}
