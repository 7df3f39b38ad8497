import { FailureError } from '../../errors.ts';
import { trimEnd } from '../../trimEnd.ts';
import { lengthOf } from '../audit/altWords.ts';
import { IMAGE_OF } from '../audit/checkAlt.ts';
import { plainLine } from '../escape.ts';

export interface AltAnswer {
  /** Empty for decorative images, otherwise never; on one line and no longer than asked. */
  readonly alt: string;
  readonly decorative: boolean;
  readonly reason?: string;
  readonly caption?: string;
  readonly longDescription?: string;
  readonly confidence: 'high' | 'medium' | 'low';
  /** True when the model wrote more than was asked for, and `alt` was cut. */
  readonly shortened: boolean;
}

/** For structured output, which has no limits of length; {@link parseAltAnswer} enforces those. */
export const ALT_SCHEMA: Readonly<Record<string, unknown>> = {
  type: 'object',
  properties: {
    decorative: { type: 'boolean' },
    alt: { type: 'string', description: 'The alternative text; empty if decorative.' },
    confidence: { type: 'string', enum: ['high', 'medium', 'low'] },
    reason: { type: 'string', description: 'Why the image is decorative.' },
    caption: { type: 'string' },
    longDescription: { type: 'string' },
  },
  required: ['decorative', 'alt', 'confidence'],
  additionalProperties: false,
};

/**
 * Checks a model's answer. Servers without structured output may put the object into a code block or a sentence.
 *
 * @throws {FailureError} for anything but such an object, and for one that has neither words nor a decision.
 */
export function parseAltAnswer(text: string, maxLength: number): AltAnswer {
  const found = objectIn(text);
  const decorative = found['decorative'];
  const written = found['alt'];
  if (typeof decorative !== 'boolean' || typeof written !== 'string')
    throw invalid('alt or decorative is missing');
  const full = decorative ? '' : withoutLead(plainLine(written.replace(TURNING, '')));
  if (!decorative && full === '') throw invalid('an informative image without a text');
  const alt = shortenedTo(full, maxLength);
  return {
    alt,
    decorative,
    confidence: confidenceOf(found['confidence']),
    shortened: alt !== full,
    ...optional('reason', found['reason']),
    ...optional('caption', found['caption']),
    ...optional('longDescription', found['longDescription']),
  };
}

/** Marks that turn the direction of what follows them: in a document they could make its source look like another one. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

function objectIn(text: string): Readonly<Record<string, unknown>> {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  let value: unknown;
  try {
    value = JSON.parse(text.slice(Math.max(start, 0), end + 1));
  } catch (error) {
    throw invalid('not JSON', error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('not an object');
  return { ...value };
}

function invalid(detail: string, cause?: unknown): FailureError {
  return new FailureError(
    { kind: 'unexpected', detail: `The alt text answer cannot be used: ${detail}` },
    { cause },
  );
}

/** Servers do not guarantee the case of an enum. An unknown word counts as `low`, which is reviewed most closely. */
function confidenceOf(value: unknown): AltAnswer['confidence'] {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return word === 'high' || word === 'medium' ? word : 'low';
}

function optional<Name extends string>(
  name: Name,
  value: unknown,
): { readonly [Key in Name]?: string } | undefined {
  const text = typeof value === 'string' ? value.replace(TURNING, '').trim() : '';
  if (text === '') return undefined;
  const field: { [Key in Name]?: string } = {};
  field[name] = text;
  return field;
}

function withoutLead(text: string): string {
  const rest = text.replace(IMAGE_OF, '');
  const [first = ''] = rest;
  return rest === text ? text : first.toLocaleUpperCase() + rest.slice(first.length);
}

/** Cut after a sentence if that leaves most of it, else after a word. */
function shortenedTo(text: string, maxLength: number): string {
  if (lengthOf(text) <= maxLength) return text;
  const kept = [...text].slice(0, maxLength).join('');
  const sentence = /^[\s\S]*[.!?。！？](?=\s|$)/.exec(kept)?.[0] ?? '';
  if (sentence.length >= kept.length / 2) return sentence;
  const characters = [...text];
  const fitting = characters.slice(0, maxLength - 1).join('');
  const whole = characters[maxLength - 1] === ' ' ? fitting : withoutLastWord(fitting);
  return `${trimEnd(whole, ' ,;:–-')}…`;
}

/** Cut at the last space; a single word stays whole. */
function withoutLastWord(text: string): string {
  const space = text.lastIndexOf(' ');
  return space < 0 ? text : text.slice(0, space);
}
