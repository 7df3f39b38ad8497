/** Elements that an opening tag of the same group ends where they were left open. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  option: ['option'],
  a: ['a'],
  button: ['button'],
};

/** The elements around a place, innermost last, with what is known of each. */
export class OpenElements<Element> {
  readonly #stack: { readonly name: string; readonly element: Element }[] = [];
  readonly #counts = new Map<string, number>();

  open(name: string, element: Element): void {
    this.#stack.push({ name, element });
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Ends the innermost element of that name and those in it, and returns them, innermost first. */
  close(name: string): Element[] {
    const closed: Element[] = [];
    if (!this.#counts.get(name)) return closed;
    for (let last = this.#pop(closed); last !== undefined && last !== name; ) last = this.#pop(closed);
    return closed;
  }

  /** Ends what an opening tag of that name ends, and returns it. */
  imply(name: string): Element[] {
    const closed: Element[] = [];
    const ended = Object.hasOwn(IMPLIED, name) ? IMPLIED[name] : undefined;
    while (ended?.includes(this.#stack.at(-1)?.name ?? '')) this.#pop(closed);
    return closed;
  }

  closeAll(): Element[] {
    const closed: Element[] = [];
    while (this.#stack.length > 0) this.#pop(closed);
    return closed;
  }

  #pop(closed: Element[]): string | undefined {
    const last = this.#stack.pop();
    if (!last) return undefined;
    this.#counts.set(last.name, (this.#counts.get(last.name) ?? 1) - 1);
    closed.push(last.element);
    return last.name;
  }
}
