import { t } from '../../l10n.ts';
import { AnswerCode } from '../code/answerCode.ts';
import { element, iconButton, scroller } from '../elements.ts';
import { Kept } from '../kept.ts';
import { quiet } from '../quiet.ts';
import type { Code } from '../syntax/renderBlocks.ts';
import { onThemeChange, themeColours } from './colours.ts';
import type { DiagramFile, Drawn } from './draw.ts';
import { inSight } from './inSight.ts';

/**
 * A diagram: its source while it arrives, then the drawing, with the source on demand. It is drawn once the reader is near
 * it. As a picture the drawing is apart from the page: nothing in it can run, load or be clicked.
 */
export class Diagram extends Kept {
  #source = AnswerCode.of({ language: '', text: '', closed: false });
  readonly #figure = element('div', 'figure');
  #svg = '';
  /** What the drawing was made from: source and colours. */
  #drawn = '';

  static draws(language: string): boolean {
    return language.toLowerCase() === 'mermaid';
  }

  static of(code: Code): Diagram {
    const diagram = document.createElement('answer-diagram') as Diagram;
    diagram.className = 'diagram';
    diagram.#source = AnswerCode.of(code);
    diagram.append(diagram.#source);
    diagram.show(code);
    return diagram;
  }

  get code(): Code {
    return this.#source.code;
  }

  /** The drawing as a file. */
  get svg(): string {
    return this.#svg;
  }

  override takeOver({ code }: this): void {
    this.show(code);
  }

  show(code: Code): void {
    this.#source.show(code);
    if (code.closed) void this.redraw();
    else {
      this.#drawn = '';
      this.#clear();
    }
  }

  toggleSource(): void {
    this.#source.hidden = !this.#source.hidden;
    this.querySelector('.showSource')?.setAttribute('aria-expanded', String(!this.#source.hidden));
  }

  connectedCallback(): void {
    diagrams.add(this);
  }

  disconnectedCallback(): void {
    diagrams.delete(this);
  }

  /** Draws what is new, or the same in the colours of a new theme. */
  async redraw(): Promise<void> {
    const { text, closed } = this.code;
    const colours = themeColours();
    const wanted = JSON.stringify([text, colours]);
    if (!closed || wanted === this.#drawn) return;
    this.#drawn = wanted;
    await inSight(this);
    await quiet();
    if (this.#drawn !== wanted) return;
    const { drawDiagram } = await import('./draw.ts');
    const drawn = await drawDiagram(text, colours);
    if (this.#drawn === wanted) this.#put(drawn);
  }

  #put(drawn: Drawn): void {
    if ('mistake' in drawn) this.#putMistake(drawn.mistake);
    else this.#putDrawing(drawn);
  }

  #putDrawing({ svg, width }: DiagramFile): void {
    const fresh = this.#svg === '';
    this.#svg = svg;
    const picture = this.querySelector('img') ?? document.createElement('img');
    picture.alt = t('Diagram');
    picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    picture.style.setProperty('--drawn', `${width}px`);
    if (!fresh) return;
    const frame = scroller(t('Diagram'));
    frame.append(picture);
    this.#source.hidden = true;
    this.#figure.replaceChildren(this.#head(), frame);
    this.prepend(this.#figure);
  }

  #head(): HTMLElement {
    const head = element('div', 'codeHead');
    const name = element('span', 'codeLanguage');
    name.textContent = this.code.language;
    const source = iconButton('code', t('Show source'), 'showSource');
    source.setAttribute('aria-expanded', 'false');
    const buttons = element('span', 'codeButtons');
    buttons.append(
      source,
      iconButton('copy', t('Copy source'), 'copyCode'),
      iconButton('save', t('Save as SVG'), 'saveDiagram'),
    );
    head.append(name, buttons);
    return head;
  }

  #putMistake(line: number): void {
    this.#clear();
    const note = element('p', 'note');
    const text = this.code.text.split('\n')[line - 1]?.trim();
    note.textContent =
      line > 0
        ? t('This diagram cannot be drawn. Line {0} cannot be read: {1}', line, text ?? '')
        : t('This diagram cannot be drawn.');
    this.#figure.replaceChildren(note);
    this.prepend(this.#figure);
  }

  /** Only the source. */
  #clear(): void {
    this.#svg = '';
    this.#figure.remove();
    this.#source.hidden = false;
  }
}

customElements.define('answer-diagram', Diagram);

const diagrams = new Set<Diagram>();

onThemeChange(() => {
  for (const diagram of diagrams) void diagram.redraw();
});
