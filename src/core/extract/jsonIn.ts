/** Most characters of an answer in which JSON is looked for. */
const longest = 4_000_000;

/** Most objects and arrays within each other: what reads them further is recursive. */
const deepest = 200;

/** An object or array in an answer, and how it was written. */
export interface JsonValue {
  readonly value: unknown;
  readonly text: string;
}

export interface JsonFound {
  /** Each once, in their order. */
  readonly values: readonly JsonValue[];
  /** The first that cannot be parsed. It has a faulty place, or else no end. */
  readonly broken?: { readonly text: string; readonly cutOff: boolean };
}

/**
 * The JSON object or array in an answer, which may stand in a code block or among sentences where a server has no
 * structured output; the longest, where there are several. Undefined when there is none, or it was cut off.
 */
export function jsonIn(answer: string): JsonValue | undefined {
  return jsonValuesIn(answer).values.reduce<JsonValue | undefined>(
    (best, one) => (best && best.text.length >= one.text.length ? best : one),
    undefined,
  );
}

/** All objects and arrays of an answer that do not stand within another. */
export function jsonValuesIn(answer: string): JsonFound {
  if (answer.length > longest) return { values: [] };
  const text = unwrapped(answer);
  const found = new Map<string, JsonValue>();
  let broken: JsonFound['broken'];
  for (let at = 0; ; ) {
    const start = text.slice(at).search(BEGINNING);
    if (start < 0) break;
    const { length, depth, closed } = pieceAt(text, at + start);
    const piece = text.slice(at + start, at + start + length);
    const value = closed ? parsed(piece) : undefined;
    if (value) found.set(value.text, value);
    else if (depth <= deepest) broken ??= { text: piece, cutOff: !closed };
    at += start + length;
  }
  return { values: [...found.values()], ...(broken && { broken }) };
}

/** What may be the beginning of an object or array, and is no bracket of a sentence such as `[unclear]`. */
const BEGINNING = /\{\s*(?:["}]|$)|\[\s*(?:[[{"\]\d-]|true|false|null|$)/;

/** An answer that is one JSON string holds the JSON within. */
function unwrapped(answer: string): string {
  if (!/^\s*"[^"\\]*\\"/.test(answer)) return answer;
  try {
    return String(JSON.parse(answer));
  } catch {
    return answer;
  }
}

interface Piece {
  readonly length: number;
  readonly depth: number;
  readonly closed: boolean;
}

const TOKEN = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|$)|[[\]{}]/g;

/** From an opening bracket to its closing one, or to the end of the text. */
function pieceAt(text: string, start: number): Piece {
  const token = new RegExp(TOKEN);
  token.lastIndex = start;
  let open = 0;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [mark] = match;
    if (mark === '{' || mark === '[') open += 1;
    else if (mark === '}' || mark === ']') open -= 1;
    depth = Math.max(depth, open);
    if (open === 0) return { length: token.lastIndex - start, depth, closed: depth <= deepest };
  }
  return { length: text.length - start, depth, closed: false };
}

function parsed(text: string): JsonValue | undefined {
  for (const written of [text, mended(text)])
    try {
      return { value: JSON.parse(written), text: written };
    } catch {
      // The next way to read it.
    }
  return undefined;
}

const MENDABLE =
  /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|,(?=\s*[\]}])|\b(?:None|NaN|undefined)\b|-?\bInfinity\b|\b(?:True|False)\b/g;

/** Without what models take from other languages: commas at the end, line breaks in texts, `None` and `NaN`. */
function mended(text: string): string {
  return text.replace(MENDABLE, (match) => {
    if (match.startsWith('"')) return match.replace(/\p{Cc}/gu, (mark) => JSON.stringify(mark).slice(1, -1));
    if (match === ',') return '';
    if (match === 'True' || match === 'False') return match.toLowerCase();
    return match === 'None' || match === 'undefined' ? 'null' : `"${match}"`;
  });
}
