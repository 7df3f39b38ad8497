import { Kept } from '../kept.ts';

type Draw = (tex: string, display: boolean) => Node | undefined;

let draw: Draw | undefined;

/** A formula: its TeX to the letter, until and unless it has been drawn. */
export class Formula extends Kept {
  #source = '';
  #display = false;

  static of(math: Element): Formula {
    const formula = document.createElement('answer-formula') as Formula;
    formula.#show(math.textContent ?? '', math.classList.contains('display'));
    return formula;
  }

  override takeOver(wanted: this): void {
    if (wanted.#source !== this.#source || wanted.#display !== this.#display)
      this.#show(wanted.#source, wanted.#display);
  }

  #show(source: string, display: boolean): void {
    this.#source = source;
    this.#display = display;
    this.className = display ? 'formula display' : 'formula';
    this.textContent = source;
    if (draw) this.#draw(draw);
    else void load().then((loaded) => this.#draw(loaded));
  }

  #draw(drawn: Draw): void {
    const tex = this.#source.replace(/^(?:\$\$?|\\[([])/, '').replace(/(?:\$\$?|\\[)\]])$/, '');
    const math = drawn(tex, this.#display);
    if (math) this.replaceChildren(math);
  }
}

async function load(): Promise<Draw> {
  const { drawFormula } = await import('./drawFormula.ts');
  draw = drawFormula;
  return drawFormula;
}

customElements.define('answer-formula', Formula);
