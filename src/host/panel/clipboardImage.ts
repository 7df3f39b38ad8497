import type { Assistant } from '../ask/assistant.ts';
import { namedImages } from '../images/imageAddresses.ts';
import { clipboardRefused, noImageInClipboard } from '../ui/sentences.ts';

/** Milliseconds after which the panel is no longer asked: whoever shows it later does not expect an image to arrive. */
const expiry = 10_000;

/** The image in the clipboard. The editor would give the clipboard's text, but only the panel can read an image. */
export class ClipboardImage {
  readonly #assistant: Assistant;
  #wantedUntil = 0;

  constructor(assistant: Assistant) {
    this.#assistant = assistant;
  }

  /** Asks the panel, which answers with images or with a text. */
  request(): void {
    this.#wantedUntil = Date.now() + expiry;
    this.#assistant.session.say();
  }

  get isWanted(): boolean {
    return Date.now() < this.#wantedUntil;
  }

  /** The panel has brought images. */
  received(): void {
    this.#wantedUntil = 0;
  }

  /** The clipboard holds text: attaches the images that it names. Undefined when the panel may not read it. */
  async readAs(text: string | undefined): Promise<void> {
    this.received();
    const { session } = this.#assistant;
    if (text === undefined) return session.say(clipboardRefused());
    const images = await namedImages(text);
    if (images.length === 0) return session.say(noImageInClipboard());
    await this.#assistant.attach({ images, skipped: [] });
  }
}
