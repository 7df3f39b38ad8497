import * as v from 'valibot';
import type { Envelope, ToHost } from '../../protocol.ts';

/** Characters of a question or of a text that is copied: more than any model takes in. */
const maxText = 8_000_000;
/** Characters of a text that holds images: base64 of the largest that is read. */
const maxAddresses = 200_000_000;
/** Characters of an id, a file name or an address. */
const maxName = 16_384;
/** Pixels of a side: more than any format has. Whether a region lies within its image is for its handler to say. */
const largestSide = 2 ** 31;
/** Files or addresses in one message. */
const maxItems = 1000;

const text = v.pipe(v.string(), v.maxLength(maxText));
const name = v.pipe(v.string(), v.maxLength(maxName));
const nothing = v.object({});
const turn = v.object({ turn: name });
const image = v.object({ image: name });
const subject = v.object({ question: v.exactOptional(name) });
const queued = v.object({ question: name });
const conversation = v.object({ id: name });
const file = v.object({ name, bytes: v.instance(Uint8Array) });
const code = v.object({ text, language: name });
const unread = v.object({ name, why: v.picklist(['unreadable', 'tooLarge']) });

const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largestSide));
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(largestSide));
const region = v.object({ x: place, y: place, width: side, height: side });

/** A schema for each message of the panel. */
const payloads: { readonly [Name in keyof ToHost]: v.GenericSchema<unknown, ToHost[Name]> } = {
  ready: nothing,
  draft: v.object({ text }),
  send: v.object({ text }),
  stop: nothing,
  recipe: v.object({ id: name }),
  retry: turn,
  retryWith: turn,
  showVersion: turn,
  join: subject,
  separate: subject,
  leaveOut: image,
  takeBack: image,
  edit: v.object({ id: name }),
  editText: v.object({ id: name, text }),
  saveEdit: v.object({ id: name, text }),
  cancelEdit: nothing,
  unqueue: queued,
  sendNow: queued,
  resume: nothing,
  copy: turn,
  insert: turn,
  keep: turn,
  act: v.object({ id: name, turn: v.exactOptional(name) }),
  count: nothing,
  newConversation: nothing,
  showConversations: v.object({ shown: v.boolean() }),
  openConversation: conversation,
  renameConversation: v.object({ id: name, title: name }),
  deleteConversation: conversation,
  undoDelete: nothing,
  exportConversation: conversation,
  pick: nothing,
  remove: image,
  removeAll: nothing,
  showWhole: image,
  parts: v.object({
    image: name,
    copy: v.pipe(name, v.minLength(1)),
    region: v.exactOptional(region),
    redactions: v.pipe(v.array(region), v.maxLength(maxItems)),
  }),
  frame: v.object({ image: name, frame: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  open: image,
  save: image,
  bytes: v.object({
    files: v.pipe(v.array(file), v.maxLength(maxItems)),
    unread: v.exactOptional(v.pipe(v.array(unread), v.maxLength(maxItems))),
  }),
  noImage: v.object({ text: v.exactOptional(text) }),
  addresses: v.object({ text: v.pipe(v.string(), v.maxLength(maxAddresses)) }),
  uris: v.object({ uris: v.pipe(v.array(name), v.maxLength(maxItems)) }),
  link: v.object({ href: name }),
  copyText: v.object({ text }),
  insertCode: code,
  openCode: code,
  saveDiagram: v.object({ svg: text }),
  checkFiles: v.object({ references: v.pipe(v.array(name), v.maxLength(maxItems)) }),
  openFile: v.object({ reference: name }),
  selectModel: nothing,
  setKey: nothing,
};

/** A message of the panel as one that is known. @throws Error for anything else. */
export function parseMessage(message: unknown): Envelope<ToHost> {
  const { type, payload } = v.parse(v.object({ type: v.string(), payload: v.unknown() }), message);
  if (!isKnown(type)) throw new Error('The panel sent an unknown message.');
  return envelope(type, v.parse(payloads[type], payload));
}

function isKnown(type: string): type is keyof ToHost {
  return Object.hasOwn(payloads, type);
}

function envelope<Name extends keyof ToHost>(type: Name, payload: ToHost[Name]): Envelope<ToHost> {
  return { type, payload } as Envelope<ToHost>;
}
