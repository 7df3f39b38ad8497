/**
 * The messages between the panel and the host: two maps from message name to payload.
 * Everything here is plain JSON (and bytes, for pasted images). All words in it are ready to be shown;
 * only `answer` is Markdown, written by a model, and is to be sanitised.
 */

/** A rectangle in whole pixels of an image as it is seen. */
export interface RegionView {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ImageView {
  readonly id: string;
  readonly name: string;
  /** Address for `<img src>`; absent while it is loading or when the webview cannot show the format. */
  readonly thumbnail?: string;
  /** "3840 × 2160, 1.2 MB", "region 800 × 400 of 3840 × 2160, 1.2 MB" */
  readonly detail: string;
  /** Pixels of the whole picture as it is seen; absent where the file could not be read. */
  readonly size?: { readonly width: number; readonly height: number };
  /** The part that is asked about, and the parts that are painted over before anything is sent. */
  readonly region?: RegionView;
  readonly redactions?: readonly RegionView[];
  /** Address of the whole picture for the viewer, once it has asked for it; `failed` where none could be made. */
  readonly whole?: string;
  /** "sent 2576 × 1449 of 3840 × 2160, 4784 tokens"; absent until the image was prepared. */
  readonly sent?: string;
  /** Why it cannot be sent, and the remedy, in one sentence. */
  readonly problem?: string;
  /** It is in no folder of the user's: it was pasted, fetched, or made from something else. */
  readonly unsaved?: boolean;
  /** Pictures in the file, when there is more than one; the one that is sent counts from 0. */
  readonly frames?: number;
  readonly frame?: number;
}

export interface ActionView {
  /** Sent back in `act`. */
  readonly id: string;
  readonly label: string;
}

export interface FailureView {
  /** One sentence that says what happened. */
  readonly text: string;
  /** One sentence that says what to do. */
  readonly remedy: string;
  /** Buttons, the best one first. One with the id `retry` stands in for the Retry below the answer. */
  readonly actions: readonly ActionView[];
  /** Status, request id and the server's words: shown folded away. */
  readonly detail?: string;
}

/** A part of an image that the model looked at more closely. */
export interface LookView {
  /** "Looked closer: 1200 × 400, top right" */
  readonly text: string;
  /** Address of a picture of it. */
  readonly thumbnail?: string;
}

export interface TurnView {
  readonly id: string;
  /** The user's question, or the title of the recipe. */
  readonly question: string;
  readonly images: readonly ImageView[];
  /** Markdown from the model, possibly unfinished. */
  readonly answer: string;
  readonly status: 'preparing' | 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed';
  /** "Preparing 2 of 3 images…", "Waiting for the answer…", "Trying again in 12 s…" */
  readonly progress?: string;
  /** Sentences about what was changed or left out on the way. */
  readonly notes: readonly string[];
  /** Sentences about an answer that was checked: what to look at again, and what was changed. */
  readonly findings?: readonly string[];
  /** The answer was extracted, and can be kept in several forms and places. */
  readonly keepable?: boolean;
  /** In the order in which they were taken. */
  readonly looks?: readonly LookView[];
  readonly failure?: FailureView;
  /** "4,812 tokens in, 310 out · $0.013" */
  readonly usage?: string;
  /** The name of the model, where more than one answered in the conversation. */
  readonly model?: string;
  /** It begins a new subject, or did so until it was joined to what stands above it. */
  readonly subject?: 'new' | 'joined';
  /** Where the question was asked more than once: which of how many versions this is, from 1, and the turns beside it. */
  readonly versions?: {
    readonly position: number;
    readonly of: number;
    readonly previous?: string;
    readonly next?: string;
  };
  /** Its answer was stopped, and can go on. */
  readonly continuable?: boolean;
}

/** What the next question carries besides what is attached to it. */
export interface AlongView {
  /** It begins a new subject, so that nothing is sent along. */
  readonly fresh: boolean;
  readonly images: readonly {
    readonly id: string;
    readonly name: string;
    /** "1,560 tokens" */
    readonly tokens: string;
    /** It stays out of what is sent. */
    readonly leftOut: boolean;
  }[];
  /** "Saves up to 1,560 tokens, $0.003", while images are left out. */
  readonly saving?: string;
}

export interface QueuedView {
  readonly id: string;
  readonly question: string;
  /** Names of its images. */
  readonly images: readonly string[];
  readonly subject?: 'new' | 'joined';
}

export interface EstimateView {
  /** "about 4,812 tokens in, $0.012", or exact, without "about" before the tokens; without a price where none is known. */
  readonly input: string;
  /** "answer up to $0.25" */
  readonly answer?: string;
  /** The same in whole sentences. */
  readonly detail: string;
}

/** A conversation in the list. */
export interface ConversationView {
  readonly id: string;
  readonly title: string;
  /** "14:05", "Yesterday, 14:05", "12 Nov 2026, 14:05" */
  readonly date: string;
  /** "3 questions · plan.png, coast.jpg" */
  readonly detail: string;
  /** Address of its first image, where there is one that the panel can show. */
  readonly thumbnail?: string;
  /** The one that the panel shows when the list is closed. */
  readonly current: boolean;
  /** Its answer still arrives. */
  readonly answering: boolean;
}

export interface ConversationsView {
  /** Newest first; absent while they are read. */
  readonly items?: readonly ConversationView[];
  /** The one that was deleted last, and can be brought back. */
  readonly deleted?: { readonly id: string; readonly title: string };
}

export interface PanelState {
  /** Another one for each conversation. */
  readonly conversation: string;
  /** The list of conversations, while it is shown in the place of the conversation. */
  readonly conversations?: ConversationsView;
  /** Attached for the next question. */
  readonly images: readonly ImageView[];
  readonly turns: readonly TurnView[];
  /**
   * The text of the question box. The panel takes it over when `revision` differs from the one it last took over
   * (a fresh panel takes it at once), and puts the caret into the box when `focus` differs likewise.
   */
  readonly draft: { readonly text: string; readonly revision: number; readonly focus: number };
  /** Chips; those that need more images than are attached come disabled. */
  readonly recipes: readonly { readonly id: string; readonly label: string; readonly enabled: boolean }[];
  /** True while an answer is being fetched: Stop is shown in the place of Send. */
  readonly running: boolean;
  /** "claude-sonnet-5-5" */
  readonly model: string;
  /** "Key from ANTHROPIC_API_KEY", "No key" … */
  readonly key: { readonly label: string; readonly missing: boolean };
  /** What the next question will cost, while images are attached. */
  readonly estimate?: EstimateView;
  /** Absent before the first question. */
  readonly along?: AlongView;
  /** Questions that wait for the answers before them; `held` until the user resumes them. */
  readonly queue?: { readonly held: boolean; readonly questions: readonly QueuedView[] };
  /** The question, of a turn or of the queue, that is being edited, and the text that a fresh panel puts into its box. */
  readonly editing?: { readonly id: string; readonly text: string };
  /** "This conversation: 12,300 tokens, $0.05" */
  readonly total?: string;
  /** The image in the clipboard is wanted, which only the panel can read: it answers with `bytes` or `noImage`, once. */
  readonly readClipboard?: boolean;
  /** What answers name of the workspace, as they write it: `src/a.ts:12`. Each is a file that is there. */
  readonly files?: readonly string[];
  /** A line above the question box: "2 files were left out: they are not images." */
  readonly notice?: { readonly text: string; readonly actions: readonly ActionView[] };
}

export interface CodeView {
  readonly text: string;
  /** As the fence of the block names it; empty without a name. */
  readonly language: string;
}

export interface ToPanel {
  /** The whole state, at most 20 times a second. */
  readonly state: PanelState;
  /** More of an answer, from so many characters on, when nothing else has changed since the last message. */
  readonly answer: { readonly turn: string; readonly from: number; readonly text: string };
  /** Open the bar that finds text in the conversation. */
  readonly find: Record<string, never>;
}

export interface ToHost {
  /** The panel has (again) been made and knows nothing. */
  readonly ready: Record<string, never>;
  /** The text in the question box, so that it outlives the panel. */
  readonly draft: { readonly text: string };
  readonly send: { readonly text: string };
  readonly stop: Record<string, never>;
  readonly recipe: { readonly id: string };
  readonly retry: { readonly turn: string };
  /** As `retry`, with a model that the user chooses. */
  readonly retryWith: { readonly turn: string };
  /** Show this version of a question. */
  readonly showVersion: { readonly turn: string };
  /** A turn, a question of the queue or, without an id, the next question goes on with the subject above, or does not. */
  readonly join: { readonly question?: string };
  readonly separate: { readonly question?: string };
  /** An image of an earlier question is not sent again with the next ones. */
  readonly leaveOut: { readonly image: string };
  readonly takeBack: { readonly image: string };
  /** Begin to edit a question, of a turn or of the queue. */
  readonly edit: { readonly id: string };
  /** What stands in its box, so that it outlives the panel. */
  readonly editText: { readonly id: string; readonly text: string };
  readonly saveEdit: { readonly id: string; readonly text: string };
  readonly cancelEdit: Record<string, never>;
  readonly unqueue: { readonly question: string };
  readonly sendNow: { readonly question: string };
  readonly resume: Record<string, never>;
  readonly copy: { readonly turn: string };
  readonly insert: { readonly turn: string };
  /** Ask in which form and where to keep what a turn has extracted. */
  readonly keep: { readonly turn: string };
  /** One of the `ActionView`s of a turn's failure or, without a turn, of the notice. */
  readonly act: { readonly id: string; readonly turn?: string };
  /** Have the server count what the next question would hold; it costs nothing. */
  readonly count: Record<string, never>;
  readonly newConversation: Record<string, never>;
  readonly showConversations: { readonly shown: boolean };
  readonly openConversation: { readonly id: string };
  readonly renameConversation: { readonly id: string; readonly title: string };
  readonly deleteConversation: { readonly id: string };
  /** Bring back what was deleted last. */
  readonly undoDelete: Record<string, never>;
  readonly exportConversation: { readonly id: string };
  /** Ask for images with a file dialog. */
  readonly pick: Record<string, never>;
  readonly remove: { readonly image: string };
  /** Remove every attached image. */
  readonly removeAll: Record<string, never>;
  /** The viewer needs the whole picture. */
  readonly showWhole: { readonly image: string };
  /**
   * The part of an image to ask about (without it, all), and the parts to paint over. Of an image that was asked about
   * before, a copy is attached under the id `copy`.
   */
  readonly parts: {
    readonly image: string;
    readonly copy: string;
    readonly region?: RegionView;
    readonly redactions: readonly RegionView[];
  };
  readonly frame: { readonly image: string; readonly frame: number };
  /** Save an image that is in no folder of the user's. */
  readonly save: { readonly image: string };
  /** Show the image in an editor beside. */
  readonly open: { readonly image: string };
  /** Images that have no address: pasted, or dropped from outside the editor. */
  readonly bytes: {
    readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
    /** Those that could not be carried over: folders and files that have gone, or more than 64 MB. */
    readonly unread?: readonly { readonly name: string; readonly why: 'unreadable' | 'tooLarge' }[];
  };
  /** The clipboard has no image, but perhaps the path of one; without `text`, the browser did not let the panel look. */
  readonly noImage: { readonly text?: string };
  /** A text, pasted or dropped, that gives images by address: on the web, or with the image in it (`data:`). */
  readonly addresses: { readonly text: string };
  /** Addresses dropped from the editor (`application/vnd.code.uri-list`). */
  readonly uris: { readonly uris: readonly string[] };
  /** A link in an answer was clicked; the host asks before it opens anything. */
  readonly link: { readonly href: string };
  /** Text to be copied that is only part of an answer: a code block. */
  readonly copyText: { readonly text: string };
  /** A code block of an answer, to be put at the cursor, or shown as a document of its language. */
  readonly insertCode: CodeView;
  readonly openCode: CodeView;
  /** A drawn diagram, to be saved as a file. */
  readonly saveDiagram: { readonly svg: string };
  /** Words of answers that may name files of the workspace; those that do come back in `files`. */
  readonly checkFiles: { readonly references: readonly string[] };
  /** One of `files` was clicked. */
  readonly openFile: { readonly reference: string };
  readonly selectModel: Record<string, never>;
  readonly setKey: Record<string, never>;
}

export type Envelope<Messages> = {
  [Name in keyof Messages]: { readonly type: Name; readonly payload: Messages[Name] };
}[keyof Messages];

/** A promise that a handler gives is awaited for its failure only. */
export type Handlers<Messages> = { readonly [Name in keyof Messages]: (payload: Messages[Name]) => unknown };
