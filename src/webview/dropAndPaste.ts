import type { ToHost } from '../protocol.ts';
import type { Post } from './host.ts';

/** Bytes of a file that are carried to the host in a message; what is larger is named instead. */
const maxBytes = 64 * 2 ** 20;

/** Characters of a text that are looked through for the path of an image. */
const maxText = 10_000;

/** Milliseconds the panel waits for the focus before it tries without. */
const focusTimeout = 2000;

/** Posts what is dropped; `mark` is told whether something that could be dropped is over the panel. */
export function acceptDrops(post: Post, mark: (dragging: boolean) => void): void {
  // A picture or a link of the panel itself, on its way to an editor.
  let ours = false;
  document.addEventListener('dragstart', () => {
    ours = true;
  });
  document.addEventListener('dragend', () => {
    ours = false;
  });
  document.addEventListener('dragover', (event) => {
    if (ours || !event.dataTransfer || !canHoldImages(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    mark(true);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) mark(false);
  });
  document.addEventListener('drop', (event) => {
    mark(false);
    if (ours || !event.dataTransfer || !canHoldImages(event.dataTransfer)) return;
    event.preventDefault();
    void take(event.dataTransfer, post);
  });
}

/** Posts the images of the clipboard, and text that is nothing but images by address; other text goes to the box as ever. */
export function acceptPaste(post: Post): void {
  document.addEventListener('paste', (event) => {
    const data = event.clipboardData;
    const text = data?.getData('text/plain') ?? '';
    if (givesImages(text)) {
      event.preventDefault();
      post('addresses', { text });
      return;
    }
    if (!data || data.files.length === 0 || isFormattedText(data)) return;
    event.preventDefault();
    void postFiles([...data.files], post);
  });
}

/** Posts the image of the clipboard, or the text that is there in its place: the host cannot look itself. */
export async function readClipboard(post: Post): Promise<void> {
  try {
    await focused();
    const items = await navigator.clipboard.read();
    const files = (await Promise.all(items.map(imageOf))).filter((file) => file !== undefined);
    if (files.length > 0) await postFiles(files, post);
    else post('noImage', { text: (await Promise.all(items.map(textOf))).join('\n') });
  } catch {
    // Without the focus or a permission, browsers let nobody read; the host says what to do instead.
    post('noImage', {});
  }
}

/** The editor moves the focus into the panel a moment after it shows it. */
async function focused(): Promise<void> {
  if (document.hasFocus()) return;
  await new Promise((resolve) => {
    window.addEventListener('focus', resolve, { once: true });
    setTimeout(resolve, focusTimeout);
  });
}

async function imageOf(item: ClipboardItem): Promise<File | undefined> {
  const type = item.types.find((one) => one.startsWith('image/'));
  if (type === undefined) return undefined;
  return new File([await item.getType(type)], type.replace(/^image\/(\w+).*/, 'image.$1'));
}

async function textOf(item: ClipboardItem): Promise<string> {
  if (!item.types.includes('text/plain')) return '';
  return (await (await item.getType('text/plain')).text()).slice(0, maxText);
}

/** Word processors and spreadsheets add a picture of the text that was copied. */
function isFormattedText({ types }: DataTransfer): boolean {
  return types.includes('text/plain') && types.includes('text/html');
}

/** True when each line is the address of an image, or shows one as Markdown. */
function givesImages(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every((line) => isImageAddress(line.trim()));
}

function isImageAddress(line: string): boolean {
  if (/^data:image\//i.test(line)) return true;
  if (/^!\[[^\]]*\]\((?:https?:\/\/|data:image\/)[^\s)]+\)$/i.test(line)) return true;
  return /^https?:\/\/\S+$/i.test(line) && URL.canParse(line) && hasImageName(new URL(line).pathname);
}

function hasImageName(path: string): boolean {
  return /\.(?:a?png|jpe?g|jfif|gif|webp|bmp|tiff?|ico|avif|heic|heif|svg)$/i.test(path);
}

const uriTypes = ['application/vnd.code.uri-list', 'resourceurls', 'text/uri-list'];

function canHoldImages({ types }: DataTransfer): boolean {
  return types.includes('Files') || uriTypes.some((type) => types.includes(type));
}

/** The editor's own lists come first: `text/uri-list` has only the first of its files, and `files` is empty. */
async function take(data: DataTransfer, post: Post): Promise<void> {
  const listed = lines(data.getData('application/vnd.code.uri-list'));
  const uris = listed.length > 0 ? listed : strings(data.getData('resourceurls'));
  if (uris.length > 0) post('uris', { uris });
  else if (data.files.length > 0) await postFiles([...data.files], post);
  else postDropped(lines(data.getData('text/uri-list')), post);
}

/** A link or a picture of a web page has an address that only the host can fetch. */
function postDropped(uris: readonly string[], post: Post): void {
  if (uris.length > 0 && uris.every((uri) => /^(?:https?|data):/i.test(uri)))
    post('addresses', { text: uris.join('\n') });
  else post('uris', { uris });
}

function lines(list: string): readonly string[] {
  return list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}

function strings(json: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed.filter((item) => typeof item === 'string') : [];
  } catch {
    // Empty, or not the editor's: another list may have them.
    return [];
  }
}

async function postFiles(files: readonly File[], post: Post): Promise<void> {
  const read = await Promise.all(files.map(readFile));
  const unread = read.filter((file) => 'why' in file);
  post('bytes', {
    files: read.filter((file) => 'bytes' in file),
    ...(unread.length > 0 && { unread }),
  });
}

type Bytes = ToHost['bytes'];

async function readFile(file: File): Promise<Bytes['files'][number] | NonNullable<Bytes['unread']>[number]> {
  const { name, size } = file;
  if (size > maxBytes) return { name, why: 'tooLarge' };
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    // A folder, or a file that has gone; the host says so by its name.
    return { name, why: 'unreadable' };
  }
}
