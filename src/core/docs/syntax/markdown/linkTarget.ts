import { type Definitions, type Destination, labelOf, readInlineDestination } from './destination.ts';

export interface LinkTarget {
  readonly destination: Destination;
  readonly end: number;
  readonly defined: boolean;
  /** Goes behind a new text so that the label stays as it is: `][logo`. */
  readonly label: string;
  /** Where the slot ends when it is more than the words: the `][` of `![logo][]`. */
  readonly slotEnd: number;
}

const LABEL = /\[((?:[^\\[\]]|\\[\s\S]){0,999})\]/y;

/** The destination of a link or image whose text begins at `inner` and ends with the `]` at `close`. */
export function linkTargetAt(
  text: string,
  inner: number,
  close: number,
  definitions: Definitions,
): LinkTarget | undefined {
  const inline = text[close + 1] === '(' ? readInlineDestination(text, close + 1) : undefined;
  if (inline) return { destination: inline, end: inline.end, defined: false, label: '', slotEnd: close };
  if (definitions.byLabel.size === 0) return undefined;
  LABEL.lastIndex = close + 1;
  const written = LABEL.exec(text);
  const own = text.slice(inner, close);
  const label = written?.[1] ? written[1] : own;
  if (label.length > 999) return undefined;
  const destination = definitions.byLabel.get(labelOf(label));
  if (!destination) return undefined;
  const end = written ? close + 1 + written[0].length : close + 1;
  if (written?.[1]) return { destination, end, defined: true, label: '', slotEnd: close };
  return { destination, end, defined: true, label: `][${own}`, slotEnd: written ? close + 2 : close };
}
