import * as v from 'valibot';
import type { ModelTool, ToolUsePart } from '../../api/answerTypes.ts';
import { fit, orientedSize, type Size } from '../../image/fit.ts';
import type { ImageLimits, PreparedImage, Region } from '../../image/imageTypes.ts';
import type { AttachedImage, ImageContent } from '../question.ts';

const coordinate = { type: 'integer' } as const;

/** The tool with which the model looks closer. Its words are the same in every request, so that the cache holds. */
export const zoomTool: ModelTool = {
  name: 'zoom',
  description:
    'Shows a part of an image at full resolution. Images may have been scaled down before you saw them: use this when ' +
    'text or detail that matters for the answer is too small to be certain about. Give the part in pixels of the image ' +
    'as you see it, x to the right and y down from the top left corner. Images are numbered from 1 in the order in ' +
    'which they were sent; parts that this tool shows have no number.',
  input: {
    type: 'object',
    properties: { image: coordinate, x1: coordinate, y1: coordinate, x2: coordinate, y2: coordinate },
    required: ['image', 'x1', 'y1', 'x2', 'y2'],
    additionalProperties: false,
  },
};

/** An image of the question, by its number, with what was sent of it. */
export interface NumberedImage {
  readonly image: AttachedImage;
  readonly content: ImageContent;
}

/** The part that a call asks for: as the model sees it, and in pixels of the file after orientation. */
export interface WantedPart {
  readonly image: AttachedImage;
  readonly sent: PreparedImage;
  readonly seen: Region;
  /** Size of the image as the model sees it. */
  readonly whole: Size;
  readonly region: Region;
}

const inputSchema = v.object({
  image: v.pipe(v.number(), v.integer()),
  ...{ x1: v.pipe(v.number(), v.finite()), y1: v.pipe(v.number(), v.finite()) },
  ...{ x2: v.pipe(v.number(), v.finite()), y2: v.pipe(v.number(), v.finite()) },
});

type Corners = Omit<v.InferOutput<typeof inputSchema>, 'image'>;

/** Shortest side of a part, in pixels as the model sees them: anything shorter is no pixels but fractions. */
const shortest = 4;

/** What a call asks for, or the sentence that says why that cannot be shown. */
export function wantedPart(
  { name, input }: ToolUsePart,
  images: readonly (NumberedImage | undefined)[],
  limits: ImageLimits,
): WantedPart | string {
  if (name !== zoomTool.name) return `There is no tool of that name. The only one is ${zoomTool.name}.`;
  const parsed = v.safeParse(inputSchema, input);
  if (!parsed.success) return 'The input must be JSON with the integers image, x1, y1, x2 and y2.';
  const { image: number, ...corners } = parsed.output;
  if (number < 1 || number > images.length) return `There is no image ${number}: ${numbers(images.length)}.`;
  const { image, content } = images[number - 1] ?? {};
  if (!image || !content || !('bytes' in content)) return `Nothing more of image ${number} can be shown.`;
  if (!hasMoreDetail(image, content, limits))
    return `Image ${number} was sent at full resolution: there is nothing more to see in it.`;
  const size = seenSize(content, limits);
  const seen = within(corners, size);
  if (!seen)
    return `These are no pixels of image ${number}, which is ${size.width} × ${size.height} as you see it: x1 < x2 and y1 < y2, within it, are needed.`;
  return { image, sent: content, seen, whole: size, region: inFile(seen, size, wholeOf(image, content)) };
}

/** Whether the file has more pixels than were sent of it. */
export function hasMoreDetail(image: AttachedImage, content: ImageContent, limits: ImageLimits): boolean {
  if (!('bytes' in content) || content.tiles) return false;
  if (content.header.type === 'svg') return true;
  const whole = wholeOf(image, content);
  const seen = seenSize(content, limits);
  return whole.width > seen.width * 1.05 || whole.height > seen.height * 1.05;
}

/** A legal file beyond the tier is sent as it is, and scaled down by the server. */
function seenSize({ width, height }: PreparedImage, limits: ImageLimits): Size {
  return fit(width, height, limits);
}

/** What was sent of the file, in its pixels after orientation. */
function wholeOf({ region }: AttachedImage, { header }: PreparedImage): Region {
  return region ?? { x: 0, y: 0, ...orientedSize(header) };
}

function numbers(count: number): string {
  return count === 1 ? 'the only image is 1' : `images are numbered from 1 to ${count}`;
}

/** Models overshoot the edges a little, which means the edge. */
const overshoot = 0.05;

function within({ x1, y1, x2, y2 }: Corners, { width, height }: Size): Region | undefined {
  const across = span(x1, x2, width);
  const down = span(y1, y2, height);
  return across && down && { x: across[0], y: down[0], width: across[1], height: down[1] };
}

function span(from: number, to: number, length: number): readonly [number, number] | undefined {
  const beyond = length * overshoot;
  if (from < -beyond || to > length + beyond) return undefined;
  const start = Math.max(Math.floor(from), 0);
  const end = Math.min(Math.ceil(to), length);
  return end - start < Math.min(shortest, length) ? undefined : [start, end - start];
}

/** Every pixel of the file of which the part shows something. */
function inFile(seen: Region, size: Size, whole: Region): Region {
  const across = [seen.x, seen.x + seen.width].map((x) => (x * whole.width) / size.width);
  const down = [seen.y, seen.y + seen.height].map((y) => (y * whole.height) / size.height);
  const [left = 0, right = 0] = [Math.floor(across[0] ?? 0), Math.ceil((across[1] ?? 0) - 1e-6)];
  const [top = 0, bottom = 0] = [Math.floor(down[0] ?? 0), Math.ceil((down[1] ?? 0) - 1e-6)];
  return { x: whole.x + left, y: whole.y + top, width: right - left, height: bottom - top };
}
