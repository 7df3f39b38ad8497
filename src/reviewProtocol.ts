/**
 * The messages between the review of alt texts and the host. Everything here is plain JSON; all words are ready to be
 * shown, and none of them is markup.
 */

export interface ReviewRowView {
  readonly id: string;
  /** "docs/setup.md, line 12" */
  readonly place: string;
  /** Path of the document, to filter by. */
  readonly document: string;
  readonly image: string;
  /** Address for `<img src>`; absent where there is none. */
  readonly thumbnail?: string;
  /** "Setup › Windows" */
  readonly headings: string;
  readonly before: string;
  readonly after: string;
  readonly caption?: string;
  /** As it stands in the document; '' for none. */
  readonly current: string;
  /** Id of the rule that found fault with the current text. */
  readonly rule?: string;
  readonly status: 'waiting' | 'asking' | 'answered' | 'failed' | 'written';
  /** A batch is to answer it, which may take hours. */
  readonly inBatch?: true;
  readonly problem?: string;
  readonly confidence?: 'high' | 'medium' | 'low';
  /** Why it is decorative. */
  readonly reason?: string;
  readonly longDescription?: string;
  /** Whether it is written below the image; absent where it cannot be. */
  readonly describes?: boolean;
  readonly text: string;
  readonly decorative: boolean;
  readonly decision: 'open' | 'accepted' | 'skipped';
}

export interface ReviewSummary {
  readonly title: string;
  /** Images are being asked about. */
  readonly running: boolean;
  /** It was paused, and what has been asked is still to arrive: pausing once more stops that, too. */
  readonly pausing: boolean;
  /** Until when the server asked to wait, in words that change each second. */
  readonly wait?: string;
  /** "12 of 50 answered" */
  readonly progress: string;
  /** "Batch: 1,200 of 2,500 done"; absent where none is under way. */
  readonly batch?: string;
  /** "$0.12 so far" */
  readonly spent?: string;
  /** How many texts Apply writes. */
  readonly accepted: number;
  /** How many rows wait to be asked about. */
  readonly waiting: number;
  /** Characters an alt text may have. */
  readonly maxLength: number;
  /** A sentence about the last Apply or the last failure. */
  readonly notice?: string;
  /** The buttons of the notice. */
  readonly actions?: readonly { readonly id: string; readonly label: string }[];
}

export interface ToReview {
  /** All rows: after `ready`, and when other rows take their place. */
  readonly rows: { readonly rows: readonly ReviewRowView[]; readonly summary: ReviewSummary };
  /** The address of a small picture, for an image that the page cannot show itself. */
  readonly picture: { readonly row: string; readonly address: string };
  /** The rows that have changed. */
  readonly changed: { readonly rows: readonly ReviewRowView[]; readonly summary: ReviewSummary };
}

export interface FromReview {
  readonly ready: Record<string, never>;
  /** A row is in view, and its image has no address, or one that cannot be shown. */
  readonly needPicture: { readonly row: string };
  readonly edit: { readonly row: string; readonly text: string };
  readonly accept: { readonly row: string };
  readonly skip: { readonly row: string };
  readonly decorative: { readonly row: string };
  /** Ask about it once more, with a hint of the reviewer. */
  readonly again: { readonly row: string; readonly hint: string };
  readonly useCaption: { readonly row: string };
  readonly describe: { readonly row: string; readonly describes: boolean };
  /** Show the place in its document. */
  readonly reveal: { readonly row: string };
  readonly apply: Record<string, never>;
  readonly pause: Record<string, never>;
  /** A button of the notice. */
  readonly act: { readonly action: string };
  /** Go on with the rows that wait. */
  readonly resume: Record<string, never>;
  /** Stop the batches that are under way; what they have answered is kept. */
  readonly cancelBatch: Record<string, never>;
}
