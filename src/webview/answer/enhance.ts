import { t } from '../l10n.ts';

/** Adds the panel's own parts to a sanitised block: Copy above code, a frame that scrolls around what is wide. */
export function enhance(block: DocumentFragment): DocumentFragment {
  for (const pre of block.querySelectorAll('pre')) wrap(pre, codeBlock(pre));
  for (const table of block.querySelectorAll('table')) wrap(table, scroller(t('Table')));
  // Where a link leads, whatever the model would have its tooltip say.
  for (const link of block.querySelectorAll('a')) link.title = link.getAttribute('href') ?? '';
  return block;
}

/** Puts `content` into the part of `frame` that scrolls; the frame takes its place. */
function wrap(content: Element, frame: HTMLElement): void {
  content.replaceWith(frame);
  (frame.querySelector('.scroller') ?? frame).append(content);
}

/** The frame of a code block; `data-language` is where a drawing of the code could take its place. */
function codeBlock(pre: HTMLPreElement): HTMLElement {
  const language = /\blanguage-(\S+)/.exec(pre.firstElementChild?.className ?? '')?.[1] ?? '';
  const frame = element('div', 'code');
  frame.dataset['language'] = language;
  const head = element('div', 'codeHead');
  const name = element('span', 'codeLanguage');
  name.textContent = language;
  head.append(name, copyButton());
  frame.append(head, scroller(language ? t('Code, {0}', language) : t('Code')));
  return frame;
}

function copyButton(): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copyCode icon';
  button.title = t('Copy code');
  button.setAttribute('aria-label', t('Copy code'));
  const icon = element('span', 'codicon codicon-copy');
  icon.setAttribute('aria-hidden', 'true');
  button.append(icon);
  return button;
}

/** Takes the focus, so that the arrow keys scroll it. */
function scroller(name: string): HTMLElement {
  const frame = element('div', 'scroller');
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', name);
  return frame;
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
