import type { Json } from './json.ts';
import type { ModelRow } from './models.ts';

/** An image of a request, wherever it stood. */
export interface ReceivedImage {
  /** `messages.0.content.1` */
  readonly path: string;
  readonly mediaType: string;
  /** Pixels as sent; undefined for an address that was not fetched. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly tokens: number;
  readonly source: 'base64' | 'url' | 'file';
}

/** A request that passed every check. */
export interface Accepted {
  readonly body: Json;
  readonly model: ModelRow;
  /** The name the request used for the model. */
  readonly modelName: string;
  readonly images: readonly ReceivedImage[];
  readonly question: string;
  /** Results of tools since the question. */
  readonly results: number;
  /** Turns before the question. */
  readonly earlierTurns: number;
  readonly thinks: boolean;
  /** Whether the thinking is summarised or left empty. */
  readonly showsThinking: boolean;
  readonly schema?: Json;
}
