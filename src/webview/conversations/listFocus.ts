/** Where the focus is to go after the next drawing. */
type Wish = 'row' | 'titleBox' | 'search';

/** Rows that Page Up and Page Down move by. */
const page = 10;

/** The focus in the list: one row can be reached with Tab, and the arrows move between rows. */
export class ListFocus {
  #ids: readonly string[] = [];
  #active: string | undefined;
  /** A row that is to come back. */
  #awaited: string | undefined;
  #wish: Wish | undefined = 'row';

  /** The row that the keys are about. */
  get active(): string | undefined {
    return this.#active;
  }

  isActive(id: string): boolean {
    return id === this.#active;
  }

  /** The rows that are shown now. When the active one is not among them any more, the first is. */
  follow(ids: readonly string[]): void {
    this.#ids = ids;
    if (this.#awaited !== undefined && ids.includes(this.#awaited)) {
      this.moveTo(this.#awaited);
      this.#awaited = undefined;
    }
    if (this.#active === undefined || !ids.includes(this.#active)) this.#active = ids[0];
  }

  activate(id: string): void {
    this.#active = id;
  }

  moveTo(id: string): void {
    this.#active = id;
    this.#wish = 'row';
  }

  /** The row gets the focus as soon as it is there again. */
  await(id: string): void {
    this.#awaited = id;
  }

  /** The row is about to go: the one below it takes its place, else the one above. */
  leave(id: string): void {
    const at = this.#ids.indexOf(id);
    this.#active = this.#ids[at + 1] ?? this.#ids[at - 1];
    this.#wish = 'row';
  }

  toTitleBox(): void {
    this.#wish = 'titleBox';
  }

  /** At once, so that the key that was pressed is typed there. */
  toSearch(): void {
    search()?.focus();
  }

  /** True when the key moves the focus to another row. */
  move(key: string): boolean {
    const last = this.#ids.length - 1;
    const at = this.#ids.indexOf(this.#active ?? '');
    const places: Readonly<Record<string, number>> = {
      ...{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last },
      ...{ PageDown: at + page, PageUp: at - page },
    };
    const place = places[key];
    if (place === undefined) return false;
    if (place < 0 && key === 'ArrowUp') this.toSearch();
    else openButton(this.#ids[Math.min(Math.max(place, 0), last)])?.focus();
    return true;
  }

  /** Listener of the search box: Arrow Down leads into the list, and Enter opens its first row. */
  readonly intoList = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return;
    event.preventDefault();
    const first = openButton(this.#ids[0]);
    if (event.key === 'Enter') first?.click();
    else first?.focus();
  };

  /** Moves the focus to where it was to go, as soon as that is drawn. */
  settle(): void {
    if (this.#wish === 'titleBox') {
      const box = document.querySelector<HTMLInputElement>('.conversations input.title');
      box?.focus();
      box?.select();
      this.#wish = undefined;
    } else if (this.#wish === 'row') {
      const row = openButton(this.#active);
      (row ?? search())?.focus();
      if (row) this.#wish = undefined;
    }
  }
}

function openButton(id: string | undefined): HTMLElement | undefined {
  const rows = [...document.querySelectorAll<HTMLElement>('.conversations .row')];
  return rows.find(({ dataset }) => dataset['id'] === id)?.querySelector<HTMLElement>('.pick') ?? undefined;
}

function search(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.conversations .search');
}
