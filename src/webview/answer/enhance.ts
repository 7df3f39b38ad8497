import { t } from '../l10n.ts';
import { AnswerCode } from './code/answerCode.ts';
import { Diagram } from './diagram/diagram.ts';
import { element, scroller } from './elements.ts';
import { FileLink } from './files/fileLink.ts';
import { Formula } from './formula/formula.ts';
import { markUnclear } from './unclear.ts';

/** Adds the panel's own parts to a sanitised block: buttons at code, a frame that scrolls around what is wide, links to files … */
export function enhance(block: DocumentFragment): DocumentFragment {
  markUnclear(block);
  for (const pre of block.querySelectorAll('pre')) pre.replaceWith(codeOf(pre));
  for (const table of block.querySelectorAll('table')) frame(table);
  for (const mark of block.querySelectorAll('.task')) mark.replaceWith(box(mark));
  for (const math of block.querySelectorAll('.math')) math.replaceWith(Formula.of(math));
  for (const target of block.querySelectorAll('.target')) target.replaceWith(FileLink.of(target));
  // Where a link leads, whatever the model would have its tooltip say.
  for (const link of block.querySelectorAll('a')) link.title = link.getAttribute('href') ?? '';
  return block;
}

/** A code block inside a list or a quote, as the parser left it. */
function codeOf(pre: Element): Element {
  const names = pre.firstElementChild?.className ?? '';
  const language = /(?:^|\s)language-(\S+)/.exec(names)?.[1] ?? '';
  const code = { language, text: pre.textContent ?? '', closed: /(?:^|\s)closed$/.test(names) };
  return Diagram.draws(language) ? Diagram.of(code) : AnswerCode.of(code);
}

function frame(table: Element): void {
  const scrolls = scroller(t('Table'));
  table.replaceWith(scrolls);
  scrolls.append(table);
  if (!table.classList.contains('ragged')) return;
  const note = element('p', 'ragged');
  note.textContent = t('This table has rows of different length.');
  scrolls.after(note);
}

/** The box of a task, named after it. */
function box(mark: Element): Element {
  const made = document.createElement('input');
  made.type = 'checkbox';
  made.disabled = true;
  made.className = 'task';
  if (mark.classList.contains('done')) made.setAttribute('checked', '');
  mark.closest('li')?.classList.add('taskItem');
  made.setAttribute('aria-label', mark.parentElement?.textContent?.trim() || t('Task'));
  return made;
}
