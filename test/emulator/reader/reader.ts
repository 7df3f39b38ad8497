import sharp from 'sharp';
import { isObject, isText, type Json, list, objects } from '../json.ts';
import type { Accepted } from '../request.ts';
import type { ScriptedAnswer, ScriptedCall } from '../script.ts';
import { seenSize } from '../tokens.ts';
import { checkOf, columns, type Page, type Word, wordSize } from './page.ts';

/** Received pixels of a stroke from which a word can be read. */
const legible = 0.75;

/** Received pixels around a word that is looked at. */
const margin = 6;

/** A picture that was received, and the part of the page that it shows. */
interface Seen {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** Received pixels for each of the page. */
  readonly scale: number;
}

interface Place {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/**
 * Plays a model that knows where the words of a page stand but can only read those that it was sent, at a legible size and
 * where the request says they are. Asked for `word 3, word 17`, or else for all, it looks closer at what it cannot read,
 * if it is offered the tool, and answers with a line for each: `3: 1234`, or `3: [unclear]`.
 */
export function readerOf(page: Page): (request: Accepted) => Promise<ScriptedAnswer> {
  return async (request) => {
    const seen = await picturesOf(request, page);
    const wanted = [...request.question.matchAll(/word (\d+)/g)].map(([, at]) => Number(at));
    const asked = wanted.length > 0 ? wanted : page.words.map((_, at) => at);
    const read = asked.map((at) => ({ at, value: readWord(page, page.words[at]!, seen) }));
    const missing = read.find(({ value }) => value === undefined);
    if (missing && mayLook(request))
      return { kind: 'answer', text: '', calls: [lookAt(page, missing.at, seen[0]!)] };
    return { kind: 'answer', text: read.map(({ at, value }) => `${at}: ${value ?? '[unclear]'}`).join('\n') };
  };
}

function mayLook({ body, results }: Accepted): boolean {
  const choice = body['tool_choice'];
  const closed = isObject(choice) && choice['type'] === 'none';
  return !closed && results < 20 && objects(body['tools']).some(({ item }) => item['name'] === 'zoom');
}

/** A little more than the word, in pixels of the picture as it was received. */
function lookAt(page: Page, at: number, whole: Seen): ScriptedCall {
  const { x, y } = page.words[at]!;
  const { width, height } = wordSize(page);
  const across = (value: number) => (value * whole.width) / page.width;
  const down = (value: number) => (value * whole.height) / page.height;
  const input = {
    image: 1,
    x1: Math.max(0, Math.floor(across(x)) - margin),
    y1: Math.max(0, Math.floor(down(y)) - margin),
    x2: Math.min(whole.width, Math.ceil(across(x + width)) + margin),
    y2: Math.min(whole.height, Math.ceil(down(y + height)) + margin),
  };
  return { name: 'zoom', input };
}

/** The first picture is the page; of any other the label or the call says what it shows of that. */
async function picturesOf({ body, model }: Accepted, page: Page): Promise<readonly Seen[]> {
  const pictures: Seen[] = [];
  const calls = new Map<unknown, Place>();
  let label: Place | undefined;
  const add = async (block: Json, place: Place | undefined) => {
    const whole = pictures[0];
    const picture = sharp(bytesOf(block)).greyscale();
    const { width = 0, height = 0 } = await picture.metadata();
    // The API scales down what is larger than the model sees.
    const { data, info } = await picture
      .resize({ ...seenSize({ width, height }, model.tier), fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const size = { pixels: data, width: info.width, height: info.height };
    if (!whole) pictures.push({ ...size, left: 0, top: 0, scale: info.width / page.width });
    else if (place) pictures.push(aligned(page, size, partOf(place, whole, page)));
  };
  for (const { item: message } of objects(body['messages']))
    for (const { item: block } of objects(message['content'])) {
      if (block['type'] === 'text') label = placeIn(String(block['text']));
      if (block['type'] === 'tool_use' && isObject(block['input']))
        calls.set(block['id'], block['input'] as unknown as Place);
      if (block['type'] === 'image') await add(block, label);
      for (const inner of list(block['content']).filter(isObject))
        if (inner['type'] === 'image') await add(inner, calls.get(block['tool_use_id']));
    }
  return pictures;
}

function placeIn(text: string): Place | undefined {
  const [x1, x2, y1, y2] = [...(/x (\d+) to (\d+), y (\d+) to (\d+)/.exec(text) ?? [])].slice(1).map(Number);
  return x1 === undefined || x2 === undefined || y1 === undefined || y2 === undefined
    ? undefined
    : { x1, y1, x2, y2 };
}

function bytesOf(block: Json): Buffer {
  const source = isObject(block['source']) ? block['source'] : {};
  return Buffer.from(isText(source['data']) ? source['data'] : '', 'base64');
}

/** In pixels of the page: everything that a part of the overview shows something of. */
function partOf({ x1, y1, x2, y2 }: Place, whole: Seen, page: Page) {
  const down = whole.height / page.height;
  return {
    left: Math.max(0, Math.floor(x1 / whole.scale)),
    top: Math.max(0, Math.floor(y1 / down)),
    right: Math.min(page.width, Math.ceil(x2 / whole.scale)),
    bottom: Math.min(page.height, Math.ceil(y2 / down)),
    /** Pixels of the page that one of the overview covers: no place is known better. */
    unsure: Math.ceil(1 / whole.scale) + 1,
  };
}

/** At full resolution the place in the overview is only known to a few pixels: the one at which most words can be read. */
function aligned(
  page: Page,
  size: Pick<Seen, 'pixels' | 'width' | 'height'>,
  part: ReturnType<typeof partOf>,
): Seen {
  const scale = Math.min(1, size.width / (part.right - part.left - 2 * part.unsure));
  const tried: { readonly seen: Seen; readonly read: number }[] = [];
  for (let top = part.top; top <= part.top + part.unsure; top++)
    for (let left = part.left; left <= part.left + part.unsure; left++) {
      const seen = { ...size, left, top, scale };
      const sample = page.words.filter((word) => isWithin(page, word, seen)).slice(0, 12);
      tried.push({ seen, read: sample.filter((word) => valueAt(page, word, seen) === word.value).length });
    }
  const most = Math.max(...tried.map(({ read }) => read));
  const best = tried.filter(({ read }) => read === most).map(({ seen }) => seen);
  return {
    ...size,
    scale,
    left: middle(best.map(({ left }) => left)),
    top: middle(best.map(({ top }) => top)),
  };
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function readWord(page: Page, word: Word, seen: readonly Seen[]): number | undefined {
  for (const one of seen) {
    if (!isWithin(page, word, one) || page.stroke * one.scale < legible) continue;
    const value = valueAt(page, word, one);
    if (value !== undefined) return value;
  }
  return undefined;
}

function isWithin(page: Page, { x, y }: Word, { left, top, width, height, scale }: Seen): boolean {
  const size = wordSize(page);
  return (
    x >= left &&
    y >= top &&
    x + size.width <= left + width / scale + 1 &&
    y + size.height <= top + height / scale + 1
  );
}

/** The value whose columns stand at the place of a word, from its top to its bottom; undefined when a check fails. */
function valueAt(page: Page, word: Word, seen: Seen): number | undefined {
  // Scaling blurs the edges.
  const inset = seen.scale === 1 ? 0.5 : 1.5;
  const values = new Set([inset, 3, 6 - inset].map((strokes) => valueInRow(page, word, seen, strokes)));
  return values.size === 1 ? [...values][0] : undefined;
}

function valueInRow({ stroke }: Page, { x, y }: Word, seen: Seen, strokes: number): number | undefined {
  const { pixels, width, height, left, top, scale } = seen;
  const row = Math.floor((y + strokes * stroke - top) * scale);
  if (row < 0 || row >= height) return undefined;
  let all = 0;
  for (let column = 0; column < columns; column++) {
    const at = Math.floor((x + (column + 0.5) * stroke - left) * scale);
    all = all * 2 + ((pixels[row * width + at] ?? 255) < 128 ? 1 : 0);
  }
  const value = Math.floor(all / 256);
  return checkOf(value) === all % 256 ? value : undefined;
}
