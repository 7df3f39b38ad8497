import type { Post } from '../../host.ts';

/** Milliseconds in which questions about files gather; a path that still grows is not asked about. */
const pause = 250;
/** References of one message, and those that are asked about in the life of a panel. */
const [mostAtOnce, mostAsked] = [200, 5000];

const asked = new Set<string>();
let known: ReadonlySet<string> = new Set();
let posted: readonly string[] | undefined;
let post: Post | undefined;
let waiting = false;

/** True for a reference to a file of the workspace that the host has found. */
export function isKnown(reference: string): boolean {
  return known.has(reference);
}

/** Takes over which files the host has found. */
export function showFiles(files: readonly string[] = []): void {
  if (
    files === posted ||
    (files.length === posted?.length && files.every((file, at) => file === posted?.[at]))
  )
    return;
  posted = files;
  known = new Set(files);
  for (const link of links()) link.update();
}

/** Sends the questions about files by `use`. */
export function askAbout(use: Post): void {
  post = use;
}

/** Has the host look for the files that the panel names, in a moment. */
export function look(): void {
  if (!waiting) setTimeout(ask, pause);
  waiting = true;
}

function ask(): void {
  waiting = false;
  const references = new Set(links().map(({ reference }) => reference));
  const fresh = [...references].filter((one) => !asked.has(one) && !known.has(one)).slice(0, mostAtOnce);
  if (fresh.length === 0 || asked.size >= mostAsked) return;
  for (const one of fresh) asked.add(one);
  post?.('checkFiles', { references: fresh });
  if (fresh.length === mostAtOnce) look();
}

/** Words that may name a file. */
interface Link {
  readonly reference: string;
  readonly update: () => void;
}

function links(): readonly Link[] {
  return [...document.querySelectorAll<Element & Link>('answer-file')];
}
