import type { PanelState } from '../protocol.ts';
import type { Host } from './host.ts';

/** Milliseconds without a key before the host is told what was typed. */
const typingPause = 300;

/** The text of the question box, on its way between the person and the host. */
export class QuestionBox {
  readonly #area: () => HTMLTextAreaElement | null;
  readonly #host: Host;
  #revision: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  // A second Enter before the host has answered would ask the same question twice.
  #sent = false;
  /** The earlier question in the box, and what was typed before it was put there. */
  #recalled: { readonly place: number; readonly draft: string } | undefined;
  /** The question that was sent last, until the host has emptied the box of it. */
  #question: string | undefined;

  constructor(area: () => HTMLTextAreaElement | null, host: Host) {
    this.#area = area;
    this.#host = host;
  }

  /** Listener of the box. */
  readonly typed = (): void => {
    this.#recalled = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, typingPause);
  };

  /** Tells the host at once what it does not know yet. A property, so that it can be a listener as well. */
  readonly flush = (): void => {
    if (this.#timer === undefined) return;
    this.#forgetTimer();
    this.#host.post('draft', { text: this.#text });
  };

  send(): void {
    if (this.#sent) return;
    this.#sent = true;
    this.flush();
    this.#question = this.#text;
    this.#host.post('send', { text: this.#text });
  }

  /** Adds a text as if it had been typed at the end, and leaves the caret so many characters before it. */
  type(text: string, beforeEnd = 0): void {
    const area = this.#area();
    if (!area || text === '') return;
    area.value += text;
    const caret = area.value.length - beforeEnd;
    area.setSelectionRange(caret, caret);
    this.typed();
  }

  focus(): void {
    this.#area()?.focus();
  }

  /** Puts an earlier question into the box, or a later one, and at the end what was typed. False where there is none. */
  recall(questions: readonly string[], step: -1 | 1): boolean {
    const area = this.#area();
    const { place, draft } = this.#recalled ?? { place: questions.length, draft: area?.value ?? '' };
    const next = place + step;
    const text = next === questions.length ? draft : questions[next];
    if (!area || text === undefined) return false;
    area.value = text;
    this.typed();
    this.#recalled = next === questions.length ? undefined : { place: next, draft };
    const end = step < 0 && text.includes('\n') ? text.indexOf('\n') : text.length;
    area.setSelectionRange(end, end);
    return true;
  }

  /** Takes over the draft of the host, whose text wins only when its revision is new. */
  follow(draft: PanelState['draft']): void {
    this.#sent = false;
    const area = this.#area();
    if (area && draft.revision !== this.#revision) {
      this.#forgetTimer();
      this.#recalled = undefined;
      const since = draft.text === '' ? textSince(this.#question, area.value) : '';
      area.value = draft.text + since;
      if (since !== '') this.typed();
      this.#question = undefined;
    }
    this.#revision = draft.revision;
    if (area) followFocus(area, draft.focus, this.#host);
  }

  get #text(): string {
    return this.#area()?.value ?? '';
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** What was typed after a question, while it was on its way to the host. */
function textSince(question: string | undefined, text: string): string {
  return question !== undefined && text.startsWith(question) ? text.slice(question.length) : '';
}

/** A panel that is merely shown again does not take the focus: the editor remembers what was followed. 0 asks nothing. */
function followFocus(area: HTMLTextAreaElement, focus: number, host: Host): void {
  if (focus === host.kept()?.focus) return;
  host.keep({ focus });
  if (focus === 0) return;
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}
