/** A file as an answer names it, below some folder. */
export interface FileReference {
  /** Folders and the file's name; none of them leads up or out. */
  readonly segments: readonly string[];
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
}

/**
 * Reads `src/a.ts`, `./src/a.ts:12`, `src/a.ts:12:3`, `src/a.ts:12-20`, `src\a.ts#L12-L20`. Undefined for what is no
 * path inside a folder: an absolute one, one with a drive, a scheme or a server, one that leads up.
 */
export function parseFileReference(text: string): FileReference | undefined {
  if (text.length > longest || controls.test(text)) return undefined;
  const place = /(?::(\d{1,7})(?::(\d{1,7})|-(\d{1,7}))?|#L(\d{1,7})(?:-L?(\d{1,7}))?)$/.exec(text);
  const path = decoded(place ? text.slice(0, place.index) : text)?.replaceAll('\\', '/');
  if (path === undefined || path.startsWith('/') || /[:*?"<>|]/.test(path) || controls.test(path))
    return undefined;
  const segments = path.split('/').filter((segment, index) => segment !== '.' || index > 0);
  if (segments.some((segment) => /^\.{0,2}$|[. ]$/.test(segment))) return undefined;
  const [line, column, endLine] = [place?.[1] ?? place?.[4], place?.[2], place?.[3] ?? place?.[5]].map(
    wholeNumber,
  );
  return {
    segments,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(endLine !== undefined && { endLine }),
  };
}

/** Characters of a reference. */
const longest = 500;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\0-\x1f\x7f]/;

/** A path of a link may be written with percent signs. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function wholeNumber(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
