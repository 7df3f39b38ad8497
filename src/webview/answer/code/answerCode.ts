import { t } from '../../l10n.ts';
import { element, iconButton, scroller } from '../elements.ts';
import { Kept } from '../kept.ts';
import { inSlices } from '../slices.ts';
import type { Code } from '../syntax/renderBlocks.ts';
import type { Highlighting } from './highlighting.ts';
import { CodeLines } from './lines.ts';

/** Milliseconds that the colours of one arrival may take. */
const budget = 3;

/**
 * A block of code with its buttons. While it grows only its last lines are drawn; once it is complete each line gets its
 * last colours, a few at a time.
 */
export class AnswerCode extends Kept {
  #code: Code = { language: '', text: '', closed: false };
  readonly #lines = new CodeLines();
  #highlighting: Highlighting | undefined;
  #stop: (() => void) | undefined;
  /** The language whose colours were asked for. */
  #asked = '';

  static of(code: Code): AnswerCode {
    const block = document.createElement('answer-code') as AnswerCode;
    block.#frame(code);
    block.show(code);
    return block;
  }

  /** What Copy, Insert and Open take. */
  get code(): Code {
    return this.#code;
  }

  override takeOver({ code }: this): void {
    this.show(code);
  }

  show(code: Code): void {
    const { language, text, closed } = this.#code;
    if (code.text === text && code.closed === closed && code.language === language && this.#lines.count > 0)
      return;
    if (code.language !== language) this.#frame(code);
    const grows = code.text.startsWith(text) && code.language === language;
    this.#code = code;
    if (!grows) this.#lines.clear();
    this.#highlighting?.parse(code.text, budget);
    this.#lines.draw(code.text, this.#highlighting);
    if (!this.#highlighting) this.#load(code.language);
    else if (code.closed) this.#finish();
  }

  #frame(code: Code): void {
    this.className = 'code';
    this.dataset['language'] = code.language;
    this.#highlighting = undefined;
    this.#asked = '';
    this.#lines.clear();
    const head = element('div', 'codeHead');
    const name = element('span', 'codeLanguage');
    name.textContent = code.language;
    const buttons = element('span', 'codeButtons');
    buttons.append(
      iconButton('copy', t('Copy code'), 'copyCode'),
      iconButton('insert', t('Insert code'), 'insertCode'),
      iconButton('go-to-file', t('Open code as a file'), 'openCode'),
    );
    head.append(name, buttons);
    const frame = scroller(code.language ? t('Code, {0}', code.language) : t('Code'));
    const pre = element('pre', '');
    pre.append(this.#lines.element);
    frame.append(pre);
    this.replaceChildren(head, frame);
  }

  #load(language: string): void {
    if (language === this.#asked) return;
    this.#asked = language;
    void import('./highlighting.ts')
      .then(({ highlightingFor }) => highlightingFor(language))
      .then((highlighting) => {
        if (this.#code.language !== language) return;
        this.#highlighting = highlighting;
        this.#finish();
      });
  }

  /** Parses to the end and gives each line its colours. */
  #finish(): void {
    const highlighting = this.#highlighting;
    if (!highlighting) return;
    this.#stop?.();
    this.#stop = inSlices(this.#colour(highlighting));
  }

  *#colour(highlighting: Highlighting) {
    while (!highlighting.parse(this.#code.text, budget)) yield;
    yield* this.#lines.recolour(highlighting);
  }
}

customElements.define('answer-code', AnswerCode);
