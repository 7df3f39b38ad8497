import * as vscode from 'vscode';
import { imageFilePattern } from '../../../core/image/fileNames.ts';
import { exists } from '../../missingFile.ts';
import { type ImageLocation, locationAt } from '../source/parsedDocument.ts';
import { freeName, linkPath } from './pasteLink.ts';

/** An image that is put into a document: its link, and the file that has to be made for it. */
interface Insertion {
  readonly link: string;
  readonly file?: { readonly uri: vscode.Uri; readonly contents: Uint8Array };
}

type ImageEdit = vscode.DocumentPasteEdit | vscode.DocumentDropEdit;
type Provide<Edit> = (
  document: vscode.TextDocument,
  data: vscode.DataTransfer,
  kind: vscode.DocumentDropOrPasteEditKind,
  signal: AbortSignal,
) => Promise<Edit | undefined>;

/** Inserting images that are pasted or dropped. */
export interface Pastes {
  readonly paste: Provide<vscode.DocumentPasteEdit>;
  readonly drop: Provide<vscode.DocumentDropEdit>;
  /** The editor is about to make this edit of a paste. */
  readonly expect: (edit: vscode.DocumentPasteEdit) => void;
}

/** Milliseconds after which an insertion that was announced is no longer expected. */
const expiry = 30_000;

const imageName = new RegExp(imageFilePattern, 'i');

/** `inserted` is called with the place of each image once its link stands in the document. */
export function createPastes(inserted: (location: ImageLocation) => Promise<void>): Pastes {
  const announced = new WeakMap<ImageEdit, () => void>();
  const providing =
    <Edit extends ImageEdit>(
      make: (link: string, kind: vscode.DocumentDropOrPasteEditKind) => Edit,
    ): Provide<Edit> =>
    async (document, data, kind, signal) => {
      const insertion = await imageInsertion(document, data);
      if (!insertion || signal.aborted) return undefined;
      const edit = make(insertion.link, kind);
      const { file } = insertion;
      if (file) {
        edit.additionalEdit = new vscode.WorkspaceEdit();
        edit.additionalEdit.createFile(file.uri, { contents: file.contents });
      }
      announced.set(edit, () => void watch(document, insertion, inserted));
      return edit;
    };
  const expect = (edit: ImageEdit) => announced.get(edit)?.();
  const title = vscode.l10n.t('Insert Image and Write Alt Text');
  const drop = providing((link, kind) => new vscode.DocumentDropEdit(link, title, kind));
  return {
    paste: providing((link, kind) => new vscode.DocumentPasteEdit(link, title, kind)),
    drop: async (...args) => {
      const edit = await drop(...args);
      // The editor does not say which edit it makes of those that are offered for a drop.
      if (edit) expect(edit);
      return edit;
    },
    expect,
  };
}

/** Waits for the link and the file; whoever chose another way to paste is left alone. */
async function watch(
  document: vscode.TextDocument,
  { link, file }: Insertion,
  inserted: (location: ImageLocation) => Promise<void>,
): Promise<void> {
  const [location, made] = await Promise.all([
    expected(vscode.workspace.onDidChangeTextDocument, (event) => {
      const change =
        event.document === document && event.contentChanges.find(({ text }) => text.includes(link));
      return change && locationAt(document, change.rangeOffset + change.text.indexOf(link) + 1);
    }),
    // The editor makes the file after it has inserted the link.
    !file ||
      expected(vscode.workspace.onDidCreateFiles, ({ files }) =>
        files.some(({ path }) => path === file.uri.path),
      ),
  ]);
  if (location && made) await inserted(location);
}

/** The first truthy thing that is found in an event, or undefined when nothing came in time. */
function expected<Event, Found>(
  event: vscode.Event<Event>,
  find: (event: Event) => Found | false | undefined,
): Promise<Found | undefined> {
  return new Promise((resolve) => {
    const end = (found?: Found) => {
      clearTimeout(timer);
      listening.dispose();
      resolve(found);
    };
    const timer = setTimeout(end, expiry);
    const listening = event((one) => {
      const found = find(one);
      if (found) end(found);
    });
  });
}

/** The link for the one image that is pasted or dropped; undefined for everything else, which others handle. */
async function imageInsertion(
  document: vscode.TextDocument,
  data: vscode.DataTransfer,
): Promise<Insertion | undefined> {
  if (document.uri.scheme === 'untitled') return undefined;
  const listed = await listedImage(document, data);
  if (listed) return { link: linkTo(document, listed) };
  const files = [...data].flatMap(([type, item]) => (type.startsWith('image/') ? (item.asFile() ?? []) : []));
  const [pasted] = files;
  if (!pasted || files.length !== 1) return undefined;
  const folder = vscode.Uri.joinPath(document.uri, '..');
  const name = await freeName(pasted.name, (wanted) => exists(vscode.Uri.joinPath(folder, wanted)));
  const uri = vscode.Uri.joinPath(folder, name);
  // The bytes and not the file itself, which the editor has let go of when it resolves the edit.
  return { link: linkTo(document, uri), file: { uri, contents: await pasted.data() } };
}

/** A file of the same workspace folder is linked where it is; all others are copied by the editor's own provider. */
async function listedImage(
  document: vscode.TextDocument,
  data: vscode.DataTransfer,
): Promise<vscode.Uri | undefined> {
  const list = await data.get('text/uri-list')?.asString();
  const lines = list?.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#')) ?? [];
  const [only] = lines;
  if (only === undefined || lines.length !== 1) return undefined;
  const uri = vscode.Uri.parse(only);
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const same = folder && vscode.workspace.getWorkspaceFolder(uri) === folder;
  return same && imageName.test(uri.path) ? uri : undefined;
}

function linkTo(document: vscode.TextDocument, file: vscode.Uri): string {
  return `![](${linkPath(document.uri.path, file.path)})`;
}
