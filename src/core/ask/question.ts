import type { AnswerEvent, AnswerRequest, Message, StopReason, Usage } from '../api/answerTypes.ts';
import type { Failure } from '../errors.ts';
import type { ExtractionFinding, Extractor } from '../extract/extractor.ts';
import type { ImageHeader, PreparedImage, Refusal, Region } from '../image/imageTypes.ts';

/** An image that a question shows, by its address, not its bytes. */
export interface AttachedImage {
  readonly id: string;
  readonly name: string;
  /** Where the bytes are: an address of the workspace, of the web, or one made up for a pasted image. */
  readonly uri: string;
  /** The server of the model is given `uri` and fetches the image itself. */
  readonly byAddress?: boolean;
  readonly byteLength?: number;
  readonly header?: ImageHeader;
  /** Picture of an animation or a multi-page file, from 0. */
  readonly frame?: number;
  /** The part that is asked about, in whole pixels after orientation; without it, all. */
  readonly region?: Region;
  /** Parts that are painted over before anything of the image leaves, in the same pixels. */
  readonly redactions?: readonly Region[];
  /** Why it cannot be sent. */
  readonly problem?: Refusal;
  readonly sent?: SentImage;
  /** It is not sent again with the questions that follow its own. */
  readonly leftOut?: boolean;
  /** It could not be sent the last time, and is not tried again with the questions that follow. */
  readonly withdrawn?: boolean;
}

/** The size and the header of an image file, or why it cannot be sent. */
export type ImageFacts = Pick<AttachedImage, 'byteLength' | 'header' | 'problem'>;

/** An image as it was sent, without its bytes. */
export type SentImage = Omit<PreparedImage, 'bytes' | 'header' | 'tiles'> & {
  /** How many tiles went along, whose tokens count. */
  readonly tiles?: number;
};

/** An image in a request: its bytes, its address, or the sentence that says why it is missing. */
export type ImageContent = PreparedImage | { readonly address: string } | { readonly missing: string };

export type ContentOf = (image: AttachedImage) => ImageContent;

/** A question about images, before these are prepared. A conversation and the alt text of a document both make one. */
export interface Question {
  readonly system: string;
  /** Every image of the request, oldest first, those of earlier turns included. */
  readonly images: readonly AttachedImage[];
  /** Ids of the images that are read again even when they were prepared before. */
  readonly asksAbout: ReadonlySet<string>;
  /** Bytes of the request without its images. */
  readonly textBytes: number;
  readonly messages: (contentOf: ContentOf) => BuiltMessages;
  /** False when too many images are missing for an answer to make sense. */
  readonly canBeAsked: (contentOf: ContentOf) => boolean;
  /** After the server refused images, the question goes on without them, or fails. */
  readonly withoutImages: 'goesOn' | 'fails';
  readonly schema?: AnswerRequest['schema'];
  readonly cache?: boolean;
  /** Checks the answer before it is offered. */
  readonly extractor?: Extractor;
  /** The images that the model may look at closer, by the numbers it knows, from 1; undefined for those left out. */
  readonly numbered?: readonly (AttachedImage | undefined)[];
  /** The messages hold looks. */
  readonly hasLooks?: boolean;
  /** What an answer that is continued holds already: requests with looks, and characters. */
  readonly begun?: { readonly rounds: number; readonly characters: number };
  readonly tools?: AnswerRequest['tools'];
  readonly toolsClosed?: AnswerRequest['toolsClosed'];
}

export interface BuiltMessages {
  readonly messages: readonly Message[];
  /** The id of the image at `messages[message].parts[part]`, so that a refusal by the server finds its image. */
  readonly imageAt: (position: { readonly message: number; readonly part: number }) => string | undefined;
}

/** A call of the zoom tool with its answer, as a conversation keeps it: the picture is made again from the file. */
export interface Look {
  /** Id of the call. */
  readonly id: string;
  /** The name that was called, which may be that of no tool. */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Request of the turn to which it belongs, from 0: the calls of one answer are answered together. */
  readonly round: number;
  /** Characters of the turn's answer before it. */
  readonly at: number;
  readonly shown?: ShownPart;
  /** Why nothing was shown, in the words for the model. */
  readonly problem?: string;
}

/** A part of an image that was shown at full resolution. */
export interface ShownPart {
  /** Id of the image. */
  readonly of: string;
  /** The part as an image of its own. */
  readonly image: AttachedImage;
  /** In pixels of the image as the model saw it before. */
  readonly seen: Region;
  /** The size of the image as the model saw it. */
  readonly whole: { readonly width: number; readonly height: number };
  /** Pixels of the picture of it. */
  readonly width: number;
  readonly height: number;
  readonly tokens: number;
}

/** Something the user should know about a question that did not stop it. */
export type Note =
  | { readonly what: 'leftOut'; readonly image: string; readonly refusal: Refusal }
  | { readonly what: 'refusedByServer'; readonly image: string; readonly detail: string }
  | { readonly what: 'reencoded'; readonly image: string }
  /** Since it was sent before, so that the new version was sent. */
  | { readonly what: 'changedOnDisk'; readonly image: string }
  /** So that what was painted over may now be elsewhere: it was left out. */
  | { readonly what: 'changedSinceRedacted'; readonly image: string }
  /** Its size is another one, so that the region that was asked about may be elsewhere: it was left out. */
  | { readonly what: 'resizedSinceChosen'; readonly image: string }
  | {
      readonly what: 'shrunk';
      readonly image: string;
      readonly width: number;
      readonly height: number;
      readonly why: ShrinkReason;
    }
  | { readonly what: 'droppedFromHistory'; readonly image: string; readonly why: ShrinkReason };

export type ShrinkReason = 'manyImages' | 'imageBytes' | 'requestBytes' | 'count' | 'refusedByServer';

/** An event while a question is asked. */
export type AskEvent =
  | {
      readonly type: 'prepared';
      readonly image: string;
      readonly sent: SentImage;
      readonly header: ImageHeader;
    }
  /** It is not sent after all. */
  | { readonly type: 'withdrawn'; readonly image: string }
  | { readonly type: 'noted'; readonly note: Note }
  | { readonly type: 'requested' }
  /** A failed attempt is repeated at `at` (ms since 1970). */
  | { readonly type: 'retrying'; readonly failure: Failure; readonly at: number }
  | { readonly type: 'looked'; readonly look: Look }
  | { readonly type: 'answer'; readonly event: AskAnswerEvent }
  /** The answer as it reads now. `source` is what the model wrote, once that is whole. */
  | { readonly type: 'rewritten'; readonly answer: string; readonly source?: string }
  | { readonly type: 'found'; readonly finding: ExtractionFinding };

/** An event of the answer to a question, which may take several requests. */
export type AskAnswerEvent =
  | Exclude<AnswerEvent, { type: 'retrying' | 'block' | 'usage' | 'end' }>
  /** Of all requests so far. `context`: tokens of the last one, all of which a further question repeats. */
  | { readonly type: 'usage'; readonly usage: Usage; readonly context?: number }
  | { readonly type: 'end'; readonly reason: StopReason; readonly explanation?: string };
