import type { Fetch } from '../../core/api/answerTypes.ts';
import type { Assistant } from '../ask/assistant.ts';
import { namedImages } from '../images/imageAddresses.ts';
import { clipboardRefused, noImageInClipboard } from '../ui/sentences.ts';

/** Milliseconds after which the panel is no longer asked: whoever shows it later does not expect an image to arrive. */
const expiry = 10_000;

/** The image in the clipboard. The editor would give the clipboard's text, but only the panel can read an image. */
export class ClipboardImage {
  readonly #assistant: Assistant;
  readonly #fetch: () => Promise<Fetch>;
  #wantedUntil = 0;
  /** How many turns there were when the command last brought an image. */
  #arrivedAfter: number | undefined;

  constructor(assistant: Assistant, fetch: () => Promise<Fetch>) {
    this.#assistant = assistant;
    this.#fetch = fetch;
  }

  /** Asks the panel, which answers with images or with a text. */
  request(): void {
    this.#wantedUntil = Date.now() + expiry;
    this.#assistant.session.say();
  }

  get isWanted(): boolean {
    return Date.now() < this.#wantedUntil;
  }

  /** While the image waits for its question, what can be extracted from it is offered first. */
  get offersExtraction(): boolean {
    const { attached, turns } = this.#assistant.session.conversation;
    return attached.length > 0 && this.#arrivedAfter === turns.length;
  }

  /** The panel has brought images, or a text in their place. */
  received(): void {
    if (this.isWanted) this.#arrivedAfter = this.#assistant.session.conversation.turns.length;
    this.#wantedUntil = 0;
  }

  /** The clipboard holds text: attaches the images that it names. Undefined when the panel may not read it. */
  async readAs(text: string | undefined): Promise<void> {
    this.received();
    const { session } = this.#assistant;
    if (text === undefined) return session.say(clipboardRefused());
    const images = await namedImages(text);
    if (images.length > 0) await this.#assistant.attach({ images, skipped: [] });
    else if (!(await this.attachAddresses(text))) session.say(noImageInClipboard());
  }

  /** Attaches the images that a text gives by address; false when there is none. */
  async attachAddresses(text: string): Promise<boolean> {
    const { imagesNamedIn } = await import('../images/sources/webImages.ts');
    const targets = await imagesNamedIn(text, this.#fetch);
    if (targets) await this.#assistant.attach(targets);
    return targets !== undefined;
  }
}
