/**
 * The question that makes a model go on with an answer that was cut off. Current models refuse a request that ends with
 * the beginning of their answer (Errors docs, Aug 2026). A new answer begins without white space, so that the last words
 * are asked for again: only they tell whether it goes on within a word, after a space or on a new line.
 */
export function continueQuestion(cutOff: string): string {
  return `Your previous response was interrupted and ended with «${endOf(cutOff)}». Continue from where you left off: first repeat its last words «${lastWords(cutOff)}», then go on, without an introduction and without opening a table or a code block again that is open there.`;
}

/** True while it cannot be told yet how what has arrived is joined: it may be the end of the answer, repeated. */
export function mayRepeat(cutOff: string, arrived: string): boolean {
  const said = withoutFence(cutOff, arrived).trimStart();
  return (
    endOf(cutOff).includes(said) || isFenceSoFar(cutOff, arrived) || /^(?:#{1,6}|`{1,2}|~{1,2})$/.test(said)
  );
}

/** The whole answer: what a continuation repeats of the end is dropped, and so is white space that would be doubled. */
export function joined(cutOff: string, arrived: string): string {
  const text = withoutFence(cutOff, arrived);
  const end = cutOff.trimEnd();
  const said = text.trimStart();
  const repeated = repeatedLength(cutOff, said);
  // What follows the repeated words has its own white space.
  if (repeated > 0) return end + said.slice(repeated);
  if (said === '') return cutOff;
  return end + space(cutOff.slice(end.length), text.slice(0, text.length - said.length), end, said) + said;
}

/** Characters that are enough to find the position again. */
const quotedLength = 200;

function endOf(cutOff: string): string {
  return cutOff.trimEnd().slice(-quotedLength);
}

/** Characters that nobody says once more by chance. */
const nobodyByChance = 12;

/** The last words, which may be parts of a table or of code. */
function lastWords(cutOff: string): string {
  const end = endOf(cutOff);
  const begun = end.slice(0, -nobodyByChance).split(/\s/).at(-1) ?? '';
  return end.slice(-nobodyByChance - begun.length).trimStart();
}

/** How much of the beginning of a text is the end of the answer; 0 when that may be chance. */
function repeatedLength(cutOff: string, text: string): number {
  const end = endOf(cutOff);
  for (let length = Math.min(end.length, text.length); length >= lastWords(cutOff).length; length -= 1)
    if (end.endsWith(text.slice(0, length))) return length;
  return 0;
}

/** The white space between: that of one side, of two the one with more lines, and an indentation after a line. */
function space(before: string, after: string, end: string, said: string): string {
  if (before.endsWith('\n') && lines(after) === 1) return before + after;
  if (before !== '' || after !== '') return lines(after) > lines(before) || before === '' ? after : before;
  if (isInCode(end)) return '';
  const row = end.split('\n').at(-1) ?? '';
  if (/^\s*\|.*\|$/.test(row) && said.startsWith('|')) return '\n';
  if (/^(?:#{1,6} |```|~~~)/.test(said)) return '\n\n';
  return /[.!?:;,)]$/.test(end) && /^\p{Lu}/u.test(said) ? ' ' : '';
}

function lines(text: string): number {
  return text.split('\n').length;
}

/** Without the line that opens a code block again which is open at the end of the answer. */
function withoutFence(cutOff: string, arrived: string): string {
  if (!isInCode(cutOff)) return arrived;
  const text = arrived.trimStart();
  const end = text.indexOf('\n');
  const info = fenceOf(text.slice(0, Math.max(end, 0)))?.info ?? '';
  return info === '' ? arrived : text.slice(end + 1);
}

function isFenceSoFar(cutOff: string, arrived: string): boolean {
  return !arrived.trim().includes('\n') && /^\s*[`~]/.test(arrived) && isInCode(cutOff);
}

/** Whether a fenced code block is open at the end of a Markdown text. */
function isInCode(text: string): boolean {
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const found = fenceOf(line);
    if (open === undefined) open = found?.fence;
    else if (found?.info === '' && found.fence.startsWith(open)) open = undefined;
  }
  return open !== undefined;
}

function fenceOf(line: string): { readonly fence: string; readonly info: string } | undefined {
  const text = line.replace(/^[\s>]*/, '');
  const fence = /^(?:`{3,}|~{3,})/.exec(text)?.[0];
  return fence === undefined ? undefined : { fence, info: text.slice(fence.length).trim() };
}
