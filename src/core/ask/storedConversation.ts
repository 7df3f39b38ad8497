import * as v from 'valibot';
import type { FailureKind } from '../errors.ts';
import { failureKinds, keySources } from '../errors.ts';
import { findingSchema } from '../extract/findingSchema.ts';
import { imageTypes, mediaTypes, oddities, omittedParts, refusalReasons } from '../image/imageTypes.ts';
import { allTurns, reachableBranches } from './conversation/versions.ts';
import { advance, type Conversation, isRunning } from './conversation.ts';

/** Rises when the stored shape changes in a way that an older version cannot read. */
const version = 1;

/** Most turns that are stored. */
const maxTurns = 1000;

/** Most characters of the stored turns. */
const maxCharacters = 1_000_000;

/** A conversation with the name that the user gave it. */
export interface NamedConversation {
  readonly conversation: Conversation;
  readonly name?: string;
}

/** A conversation, or why what was stored is none. */
export type StoredConversation = NamedConversation | { readonly problem: 'damaged' | 'newerVersion' };

/** The JSON to store: the newest turns that there is room for, the last one in any case, without bytes of images. */
export function storedText(conversation: Conversation, name?: string): string {
  return JSON.stringify({ version, ...(name && { name }), conversation: shortened(conversation) });
}

/** Reads what was stored, which may be anything. An answer that was still arriving comes back as stopped. */
export function readStored(text: string): StoredConversation {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'damaged' };
  }
  return readStoredValue(value);
}

/** As {@link readStored}, for a value that is parsed already. */
export function readStoredValue(value: unknown): StoredConversation {
  const head = v.safeParse(v.object({ version: v.number() }), value);
  if (head.success && head.output.version > version) return { problem: 'newerVersion' };
  const stored = v.safeParse(v.object({ version: v.literal(version), name, conversation }), value);
  if (!stored.success) return { problem: 'damaged' };
  const { name: given, conversation: said } = stored.output;
  return { conversation: withoutRuns(said), ...(given && { name: given }) };
}

function shortened(whole: Conversation): Conversation {
  const { turns, branches = [], ...rest } = whole;
  const recent = turns.slice(-maxTurns);
  let room = maxCharacters;
  const tooMuch = recent.findLastIndex((turn, index) => {
    room -= JSON.stringify(turn).length;
    return room < 0 && index < recent.length - 1;
  });
  const kept = recent.slice(tooMuch + 1);
  const others = branches.filter((branch) => {
    room -= JSON.stringify(branch).length;
    return room >= 0;
  });
  // A version of a question that was left out would stand beside another one.
  const isWhole = kept.length === turns.length;
  const known = isWhole ? others : others.filter(({ after }) => after !== undefined);
  return { ...rest, turns: kept, ...(known.length > 0 && { branches: reachableBranches(kept, known) }) };
}

/** A run does not outlive its window. */
function withoutRuns(stored: Conversation): Conversation {
  // What waits is not sent by the mere opening of a window.
  const waiting: Conversation = stored.queue?.length ? { ...stored, held: true } : stored;
  return allTurns(waiting)
    .filter(isRunning)
    .reduce((now, { id }) => advance(now, { turn: id, type: 'stopped' }), waiting);
}

/** Most characters of a name. */
export const maxNameLength = 200;

const name = v.fallback(v.optional(v.pipe(v.string(), v.maxLength(maxNameLength))), undefined);

const count = v.pipe(v.number(), v.finite(), v.minValue(0));
const size = { width: count, height: count };

const region = v.object({ x: count, y: count, ...size });

const refusal = v.object({
  reason: v.picklist(refusalReasons),
  type: v.exactOptional(v.string()),
  width: v.exactOptional(count),
  height: v.exactOptional(count),
  byteLength: v.exactOptional(count),
  limit: v.exactOptional(count),
  oddity: v.exactOptional(v.picklist(oddities)),
  detail: v.exactOptional(v.string()),
});

const header = v.object({
  type: v.picklist(imageTypes),
  ...size,
  orientation: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
  frames: count,
  alpha: v.boolean(),
  traits: v.array(v.string()),
});

const step = v.variant('what', [
  v.object({ what: v.literal('converted'), from: v.picklist(imageTypes), to: v.picklist(mediaTypes) }),
  v.object({ what: v.literal('oriented'), orientation: count }),
  v.object({ what: v.literal('recolored') }),
  v.object({ what: v.literal('omitted'), parts: v.array(v.picklist(omittedParts)) }),
  v.object({ what: v.literal('frame'), frame: count, of: count }),
  v.object({ what: v.literal('cropped'), region }),
  v.object({ what: v.literal('redacted'), areas: count }),
  v.object({ what: v.literal('resized'), ...size }),
  v.object({ what: v.literal('recompressed'), why: v.picklist(['bytes', 'repair']) }),
]);

const sent = v.object({
  mediaType: v.picklist(mediaTypes),
  ...size,
  byteLength: count,
  tokens: count,
  tiles: v.exactOptional(count),
  hash: v.string(),
  // Steps of a later version are no reason to lose the conversation.
  steps: v.pipe(
    v.array(v.fallback(v.nullable(step), null)),
    v.transform((steps) => steps.filter((one) => one !== null)),
  ),
});

/** An image of a conversation, by its address. */
export const storedImage = v.object({
  id: v.string(),
  name: v.string(),
  uri: v.string(),
  byAddress: v.exactOptional(v.boolean()),
  byteLength: v.exactOptional(count),
  header: v.exactOptional(header),
  frame: v.exactOptional(count),
  region: v.exactOptional(region),
  // What is no list of boxes is no reason to send an image without them.
  redactions: v.exactOptional(v.array(region)),
  problem: v.exactOptional(refusal),
  sent: v.exactOptional(sent),
  leftOut: v.exactOptional(v.boolean()),
  withdrawn: v.exactOptional(v.boolean()),
});

const shrinkReason = v.picklist(['manyImages', 'imageBytes', 'requestBytes', 'count', 'refusedByServer']);

const note = v.variant('what', [
  v.object({ what: v.literal('leftOut'), image: v.string(), refusal }),
  v.object({ what: v.literal('refusedByServer'), image: v.string(), detail: v.string() }),
  v.object({ what: v.literal('reencoded'), image: v.string() }),
  v.object({ what: v.literal('changedOnDisk'), image: v.string() }),
  v.object({ what: v.literal('changedSinceRedacted'), image: v.string() }),
  v.object({ what: v.literal('resizedSinceChosen'), image: v.string() }),
  v.object({ what: v.literal('shrunk'), image: v.string(), ...size, why: shrinkReason }),
  v.object({ what: v.literal('droppedFromHistory'), image: v.string(), why: shrinkReason }),
]);

const failure = v.object({
  // A kind of a later version is unexpected in this one.
  kind: v.fallback(v.picklist(failureKinds), 'unexpected' satisfies FailureKind),
  detail: v.string(),
  status: v.exactOptional(count),
  requestId: v.exactOptional(v.string()),
  code: v.exactOptional(v.string()),
  keySource: v.exactOptional(v.picklist(keySources)),
});

const look = v.object({
  ...{ id: v.string(), name: v.string(), input: v.record(v.string(), v.unknown()), round: count, at: count },
  shown: v.exactOptional(
    v.object({
      of: v.string(),
      image: storedImage,
      seen: region,
      whole: v.object(size),
      ...size,
      tokens: count,
    }),
  ),
  problem: v.exactOptional(v.string()),
});

const usage = v.object({ input: count, output: count, cacheRead: count, cacheWrite: count });

const turn = v.object({
  id: v.string(),
  recipe: v.exactOptional(v.string()),
  title: v.string(),
  question: v.string(),
  model: v.string(),
  askedModel: v.exactOptional(v.string()),
  images: v.array(storedImage),
  fresh: v.boolean(),
  joined: v.exactOptional(v.boolean()),
  version: v.exactOptional(count),
  status: v.picklist(['preparing', 'waiting', 'streaming', 'done', 'stopped', 'failed']),
  answer: v.string(),
  source: v.exactOptional(v.string()),
  unjoined: v.exactOptional(v.string()),
  // Notes of a later version are no reason to lose the conversation.
  notes: v.pipe(
    v.array(v.fallback(v.nullable(note), null)),
    v.transform((notes) => notes.filter((one) => one !== null)),
  ),
  findings: v.exactOptional(
    v.pipe(
      v.array(v.fallback(v.nullable(findingSchema), null)),
      v.transform((findings) => findings.filter((one) => one !== null)),
    ),
  ),
  prepared: count,
  thinking: v.boolean(),
  usage: v.exactOptional(usage),
  context: v.exactOptional(count),
  looks: v.exactOptional(v.array(look)),
  replaced: v.exactOptional(v.array(v.object({ model: v.string(), usage: v.exactOptional(usage) }))),
  request: v.exactOptional(v.object({ first: v.string(), leftOut: v.array(v.string()) })),
  failure: v.exactOptional(failure),
});

const queued = v.object({
  id: v.string(),
  recipe: v.exactOptional(v.string()),
  title: v.string(),
  question: v.string(),
  model: v.string(),
  images: v.array(storedImage),
  fresh: v.boolean(),
  joined: v.exactOptional(v.boolean()),
});

const branch = v.object({
  after: v.exactOptional(v.string()),
  turns: v.pipe(v.array(turn), v.minLength(1)),
});

const conversation: v.GenericSchema<unknown, Conversation> = v.object({
  attached: v.array(storedImage),
  fresh: v.exactOptional(v.boolean()),
  turns: v.array(turn),
  branches: v.exactOptional(v.array(branch)),
  queue: v.exactOptional(v.array(queued)),
  held: v.exactOptional(v.boolean()),
});
