import { repeat } from 'lit/directives/repeat.js';
import { html, nothing } from 'lit/html.js';
import type { ConversationsView, ConversationView } from '../../protocol.ts';
import type { Post } from '../host.ts';
import { icon } from '../icon.ts';
import { t } from '../l10n.ts';
import { ListFocus } from './listFocus.ts';
import { matching } from './search.ts';

/** The list of conversations, which stands in the place of the conversation while it is shown. */
export class ConversationsList {
  readonly #post: Post;
  readonly #redraw: () => void;
  readonly #focus = new ListFocus();
  #query = '';
  /** The conversation whose title is being edited. */
  #renamed: string | undefined;

  constructor(post: Post, redraw: () => void) {
    this.#post = post;
    this.#redraw = redraw;
  }

  render(view: ConversationsView) {
    const items = view.items && matching(view.items, this.#query);
    return html`
      <div role="main" class="conversations" aria-label=${t('All conversations')} @keydown=${this.#closeOnEscape}>
        <div class="bar">
          <input type="search" class="search" aria-label=${t('Search conversations')} placeholder=${t('Search conversations')}
            .value=${this.#query} @input=${this.#search} @keydown=${this.#focus.intoList}>
          <button class="icon" type="button" title=${t('Back to the conversation')} aria-label=${t('Back to the conversation')}
            @click=${this.#close}>${icon('close')}</button>
        </div>
        ${view.deleted ? this.#deletedNotice(view.deleted) : nothing}
        ${items ? this.#list(items) : html`<p class="hint">${t('Reading the conversations…')}</p>`}
      </div>`;
  }

  /** To be called after each drawing: the focus goes into the list when it opens, and stays there. */
  drawn(): void {
    this.#focus.settle();
  }

  #list(items: readonly ConversationView[]) {
    this.#focus.follow(items.map(({ id }) => id));
    if (items.length === 0)
      return html`<p class="hint" role="status">${
        this.#query === '' ? t('There are no conversations yet.') : t('No conversation matches.')
      }</p>`;
    const rows = repeat(
      items,
      ({ id }) => id,
      (one) => this.#row(one),
    );
    return html`
      <ul class="rows" role="list" aria-label=${t('Conversations')} @keydown=${this.#onKey}>${rows}</ul>`;
  }

  #row(one: ConversationView) {
    const { id } = one;
    const active = this.#focus.isActive(id);
    return html`
      <li class="row ${one.current ? 'current' : ''}" data-id=${id}>
        ${one.thumbnail ? html`<img src=${one.thumbnail} alt="" draggable="false" decoding="async" @error=${hide}>` : icon('comment-discussion')}
        ${this.#renamed === id ? this.#titleBox(one) : this.#openButton(one, active)}
        <span class="actions">
          ${this.#action(one, active, 'edit', t('Rename {0}', one.title), () => this.#rename(id))}
          ${this.#action(one, active, 'export', t('Export {0}', one.title), () => this.#post('exportConversation', { id }))}
          ${this.#action(one, active, 'trash', t('Delete {0}', one.title), () => this.#delete(id))}
        </span>
      </li>`;
  }

  #openButton({ id, title, date, detail, current, answering }: ConversationView, active: boolean) {
    return html`
      <button class="pick" type="button" tabindex=${active ? 0 : -1} aria-current=${current ? 'true' : 'false'}
        title=${`${title}\n${date} · ${detail}`} aria-keyshortcuts="F2 Delete" @focus=${() => this.#activate(id)}
        @click=${() => this.#post('openConversation', { id })}>
        <span class="title" dir="auto">${title}</span>
        <span class="detail">${answering ? html`<em>${t('Answering…')}</em> · ` : nothing}${date} · ${detail}</span>
      </button>`;
  }

  #action({ id }: ConversationView, active: boolean, name: string, label: string, run: () => void) {
    return html`
      <button class="icon" type="button" tabindex=${active ? 0 : -1} title=${label} aria-label=${label}
        @focus=${() => this.#activate(id)} @click=${run}>${icon(name)}</button>`;
  }

  #titleBox({ id, title }: ConversationView) {
    const finish = (save: boolean) => (event: Event) => {
      if (this.#renamed !== id || !(event.currentTarget instanceof HTMLInputElement)) return;
      this.#renamed = undefined;
      if (save) this.#post('renameConversation', { id, title: event.currentTarget.value });
      if (event.type === 'keydown') this.#focus.moveTo(id);
      this.#redraw();
    };
    const onKey = (event: KeyboardEvent) => {
      // Neither the list nor the panel hears what is typed here.
      event.stopPropagation();
      if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
      // The focus goes to the row meanwhile, which the same key would open.
      event.preventDefault();
      finish(event.key === 'Enter')(event);
    };
    return html`
      <input class="title" type="text" dir="auto" maxlength="200" aria-label=${t('Title of the conversation')} .value=${title}
        @keydown=${onKey} @blur=${finish(true)}>`;
  }

  #deletedNotice({ id, title }: NonNullable<ConversationsView['deleted']>) {
    const undo = () => {
      this.#focus.await(id);
      this.#post('undoDelete', {});
    };
    return html`
      <p class="notice" role="status">${icon('trash')}<span>${t('“{0}” was deleted.', title)}
        <button class="link undo" type="button" @click=${undo}>${t('Undo')}</button></span></p>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'z') this.#post('undoDelete', {});
      return;
    }
    const { active } = this.#focus;
    if (this.#focus.move(event.key)) event.preventDefault();
    else if (active !== undefined && event.key === 'F2') this.#rename(active);
    else if (active !== undefined && (event.key === 'Delete' || event.key === 'Backspace'))
      this.#delete(active);
    // What is typed on the list is searched for.
    else if (event.key.length === 1 && event.key !== ' ' && !event.altKey) this.#focus.toSearch();
  };

  readonly #closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#query === '') this.#close();
    else this.#find('');
  };

  readonly #search = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLInputElement) this.#find(currentTarget.value);
  };

  readonly #close = (): void => this.#post('showConversations', { shown: false });

  #find(query: string): void {
    this.#query = query;
    this.#redraw();
  }

  #activate(id: string): void {
    if (this.#focus.isActive(id)) return;
    this.#focus.activate(id);
    this.#redraw();
  }

  #rename(id: string): void {
    this.#renamed = id;
    this.#focus.toTitleBox();
    this.#redraw();
  }

  #delete(id: string): void {
    this.#focus.leave(id);
    this.#post('deleteConversation', { id });
  }
}

/** The file may have gone since. */
function hide({ currentTarget }: Event): void {
  if (currentTarget instanceof HTMLElement) currentTarget.classList.add('broken');
}
