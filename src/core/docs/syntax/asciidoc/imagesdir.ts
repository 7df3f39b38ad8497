import { linesIn } from '../../text/lines.ts';

/** Where `:imagesdir:` changes, and the folders it may name from there on. */
export interface FolderChange {
  readonly start: number;
  readonly folders: readonly string[];
}

/**
 * The changes of `:imagesdir:` in an AsciiDoc text, in order. Where a condition decides that only the build knows
 * (`ifdef::env-github[]`), each value it may have is a folder.
 */
export function imagesdirChanges(text: string): FolderChange[] {
  const found: FolderChange[] = [];
  /** The conditions we are in: whether each is only true as long as the attribute is not set. */
  const conditions: boolean[] = [];
  let fence: string | undefined;
  for (const line of linesIn(text)) {
    const {
      verbatim,
      directive,
      attributes = '',
      content,
      off,
      value,
    } = LINE.exec(line.text.trimEnd())?.groups ?? {};
    if (verbatim !== undefined)
      fence = fence === undefined ? verbatim : fence === verbatim ? undefined : fence;
    if (fence !== undefined || verbatim !== undefined) continue;
    const current = found.at(-1)?.folders ?? [];
    const isGuard = directive === 'ifndef' && attributes === 'imagesdir';
    const set = (folder: string | undefined, within: readonly boolean[]) => {
      if (folder === undefined) return;
      const folders = within.includes(false) ? [...current, folder] : within.length > 0 ? current : [];
      found.push({ start: line.start, folders: folders.length > 0 ? folders : [folder] });
    };
    if (directive === 'endif') conditions.pop();
    else if (directive !== undefined && content === '') conditions.push(isGuard);
    else if (directive !== undefined) set(folderIn(ENTRY.exec(content ?? '')?.[1]), [...conditions, isGuard]);
    else if (off !== undefined) found.push({ start: line.start, folders: [] });
    else set(folderIn(value), conditions);
  }
  return found;
}

const LINE =
  /^(?:(?<verbatim>-{4,}|\.{4,}|\+{4,}|\/{4,})$|(?<directive>ifn?def|ifeval|endif)::(?<attributes>[^[]*)\[(?<content>.*)\]$|(?<off>:!imagesdir:|:imagesdir!:)|:imagesdir:(?<value>.*))/;
const ENTRY = /^:imagesdir:(.*)$/;

/** Undefined for a value with attributes that are not known here. */
function folderIn(written: string | undefined): string | undefined {
  const value = written?.trim().replace(/^\{(?:docdir|asciidoctorconfigdir)\}\/?/, './');
  return value?.includes('{') ? undefined : value;
}
