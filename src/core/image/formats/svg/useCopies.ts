import { cloneNode, Element } from 'domhandler';
import { RefusalError } from '../../imageTypes.ts';
import { presentationAttributes } from './css/cascade.ts';
import type { Inherited, Styles } from './css/style.ts';
import { allElements, idIn } from './document.ts';

/** Most copies in one drawing; icons of a sprite are used a few hundred times. */
const maxCopies = 5_000;

/** Depth of copies inside copies, for elements that use themselves, which browsers leave out. */
const maxDepth = 16;

interface Copy {
  readonly element: Element;
  readonly style: Inherited;
  readonly depth: number;
}

/**
 * Copies of elements that depend on custom properties of the `use` that refers to them. All other values are inherited
 * by the renderer itself.
 */
export class UseCopies {
  readonly #root: Element;
  readonly #styles: Styles;
  /** Used elements that depend on custom properties, before any style was written. */
  readonly #originals = new Map<string, Element>();
  readonly #byId: ReadonlyMap<string | undefined, Element>;
  readonly #dependent = new Map<Element, boolean>();
  readonly #waiting: Copy[] = [];
  #definitions: Element | undefined;
  #count = 0;
  /** Depth of the copy whose style is being written; 0 in the drawing itself. */
  #depth = 0;

  constructor(root: Element, styles: Styles) {
    this.#root = root;
    this.#styles = styles;
    const elements = allElements(root);
    // Of several elements with an id the first counts.
    this.#byId = new Map(elements.toReversed().map((element) => [element.attribs['id'], element]));
    const used = new Set(
      elements.filter(({ name }) => name === 'use').map(({ attribs }) => idIn(attribs['href'])),
    );
    for (const id of used) {
      const element = id === undefined ? undefined : this.#byId.get(id);
      if (id !== undefined && element && this.#depends(element))
        this.#originals.set(id, this.#cloned(element));
    }
  }

  /** Makes a copy of the element that a `use` refers to. Its style is still to be written. */
  note(use: Element, style: Inherited): void {
    const original = this.#originals.get(idIn(use.attribs['href']) ?? '');
    if (!original) return;
    if (this.#depth >= maxDepth) {
      delete use.attribs['href'];
      return;
    }
    this.#count += 1;
    if (this.#count > maxCopies) throw new RefusalError({ reason: 'tooComplex', type: 'svg', detail: 'use' });
    const element = this.#cloned(original);
    for (const { attribs } of allElements(element)) delete attribs['id'];
    element.attribs['id'] = `${use.attribs['href']?.trim().slice(1)} copy ${this.#count}`.replace(
      /[\s)]+/g,
      '-',
    );
    use.attribs['href'] = `#${element.attribs['id']}`;
    this.#place(element);
    this.#waiting.push({ element, style, depth: this.#depth + 1 });
  }

  /** Copies whose style is still to be written. Writing one may add others. */
  *[Symbol.iterator](): Generator<Copy> {
    for (let copy = this.#waiting.shift(); copy; copy = this.#waiting.shift()) {
      this.#depth = copy.depth;
      yield copy;
    }
  }

  #place(element: Element): void {
    if (!this.#definitions) {
      this.#definitions = new Element('defs', {});
      this.#definitions.parent = this.#root;
      this.#root.children.push(this.#definitions);
    }
    element.parent = this.#definitions;
    this.#definitions.children.push(element);
  }

  /** Whether an element, its descendants or the elements that they use have a value with a variable. */
  #depends(element: Element): boolean {
    const known = this.#dependent.get(element);
    if (known !== undefined) return known;
    this.#dependent.set(element, false);
    const depends = allElements(element).some((one) => {
      const { normal, important } = this.#styles.declared(one);
      const declared = [...presentationAttributes(one), ...normal, ...important];
      const used = one.name === 'use' ? this.#byId.get(idIn(one.attribs['href'])) : undefined;
      return (
        declared.some(({ value }) => /var\(/i.test(value)) || (used !== undefined && this.#depends(used))
      );
    });
    this.#dependent.set(element, depends);
    return depends;
  }

  #cloned(element: Element): Element {
    const copy = cloneNode(element, true);
    const originals = allElements(element);
    for (const [place, one] of allElements(copy).entries()) {
      const original = originals[place];
      if (original) this.#styles.copy(original, one);
    }
    return copy;
  }
}
