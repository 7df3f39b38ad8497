import * as vscode from 'vscode';
import { registerTools } from '../agents/register.ts';
import type { CommandsDependencies } from '../commands.ts';
import type { Targets } from '../images/commandTargets.ts';
import type { ImageAccess } from '../images/imageAccess.ts';
import type { Connection } from '../server/connection.ts';
import type { KeyStore } from '../server/key.ts';
import { readSettings } from '../settings.ts';
import { signalOf } from '../ui/progress.ts';
import { registerCommand } from '../ui/registerCommand.ts';
import type { Pastes } from './offer/paste.ts';
import { openBatchesKey } from './review/openBatchesKey.ts';

export interface DocsOptions {
  readonly context: vscode.ExtensionContext;
  readonly keys: KeyStore;
  readonly connection: Connection;
  readonly images: ImageAccess;
  readonly log: vscode.LogOutputChannel;
  /** Attaches images in the panel. */
  readonly ask: (targets: Targets) => Promise<void>;
}

export interface Docs extends vscode.Disposable {
  /** Beside the recipe that writes an alt text: the same for every reference to that image in the workspace. */
  readonly offerMore: CommandsDependencies['offerMore'];
  /** The image that the reference at the cursor shows; undefined when there is none, which it says. */
  readonly imageAtCursor: () => Promise<Targets | undefined>;
  /** Asks nothing more, and waits a few seconds for answers that are on their way: they are paid for. */
  readonly finish: () => Promise<void>;
}

/**
 * Commands about the image reference at `(uri, offset)`, else at the cursor; the last ones are about image files, documents
 * and the whole workspace.
 */
const commands = [
  'writeAltText',
  'markDecorative',
  'useCaption',
  'ignoreRule',
  'askAboutReference',
  'extractBelow',
  'altTextEverywhere',
  'extractToFiles',
  'auditAltText',
  'writeDocument',
  'writeRule',
  'review',
] as const;

export type DocsCommand = (typeof commands)[number];

/** Commands of the view that lists what the audit has found, about `(row?, selected?)`. */
const findingsCommands = [
  'findings.write',
  'findings.writeAll',
  'findings.markDecorative',
  'findings.ignoreRule',
  'findings.copy',
  'findings.groupByFile',
  'findings.groupByRule',
  'findings.showMore',
] as const;

export type FindingsCommand = (typeof findingsCommands)[number];

const languages = [
  ...['markdown', 'mdx', 'html', 'vue', 'svelte', 'astro', 'asciidoc', 'restructuredtext', 'latex'],
  ...['javascriptreact', 'typescriptreact', 'quarto'],
];

/** By name as well: an editor without an extension for one of them takes its files for plain text. */
const documents: vscode.DocumentSelector = [
  ...languages.map((language) => ({ language })),
  { pattern: '**/*.{mdx,vue,svelte,astro,adoc,asciidoc,rst,tex,qmd,rmd,ipynb}' },
];

/** Registers what the editor offers about the images of documents. Its code is loaded by the first call. */
export function registerDocs(options: DocsOptions): Docs {
  const load = async () => (await import('./features.ts')).createFeatures(options);
  let loading: ReturnType<typeof load> | undefined;
  const features = () => (loading ??= load());
  const all = vscode.Disposable.from(
    waitForBatches(options.context, async () => (await features()).followBatches()),
    ...commands.map((id) =>
      registerCommand(options.log, id, async (...args) => (await features()).commands[id](...args)),
    ),
    ...findingsCommands.map((id) =>
      registerCommand(options.log, id, async (...args) => (await features()).inView(id, ...args)),
    ),
    vscode.languages.registerCodeActionsProvider(documents, {
      provideCodeActions: async (...args) => (await features()).codeActions(...args),
    }),
    vscode.languages.registerHoverProvider(documents, {
      provideHover: async (...args) => (await features()).hover(...args),
    }),
    vscode.languages.registerCompletionItemProvider(documents, {
      provideCompletionItems: async (document, position, token) =>
        (await features()).completions(document, position, token),
    }),
    registerPaste(async () => (await features()).pastes),
    vscode.window.registerWebviewPanelSerializer('askClaude.review', {
      deserializeWebviewPanel: async (panel, state) => (await features()).restoreReview(panel, state),
    }),
    registerTools(async () => (await features()).questions),
  );
  return {
    offerMore: async ({ id }, { images: [image, ...others] }) => {
      if (id === 'altText' && image && others.length === 0)
        await (await features()).offerEveryReference(image);
    },
    imageAtCursor: async () => (await features()).imageAtCursor(),
    finish: async () => (await loading)?.finish(),
    dispose: () => all.dispose(),
  };
}

/** After a reload, batches are asked for once the window has come up; without one under way, nothing is loaded. */
function waitForBatches(
  { workspaceState }: vscode.ExtensionContext,
  follow: () => Promise<void>,
): vscode.Disposable {
  if (workspaceState.get(openBatchesKey) !== true) return new vscode.Disposable(() => {});
  const timer = setTimeout(() => void follow(), 5000);
  return new vscode.Disposable(() => clearTimeout(timer));
}

function registerPaste(pastes: () => Promise<Pastes>): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('markdown', 'image', 'askClaude');
  const types = ['image/*', 'text/uri-list'];
  const selector = ['markdown', 'mdx'];
  // Off by default, so that the editor's own way to insert images is alone.
  const enabled = async () => (readSettings().altText.onPaste ? pastes() : undefined);
  const expect = async (edit: Parameters<Pastes['expect']>[0]) => (await pastes()).expect(edit);
  return vscode.Disposable.from(
    vscode.languages.registerDocumentPasteEditProvider(
      selector,
      {
        provideDocumentPasteEdits: async (document, _ranges, data, _context, token) => {
          const edit = await (await enabled())?.paste(document, data, kind, signalOf(token));
          return edit && [edit];
        },
        resolveDocumentPasteEdit: (edit) => expect(edit).then(() => edit),
      },
      { providedPasteEditKinds: [kind], pasteMimeTypes: types },
    ),
    vscode.languages.registerDocumentDropEditProvider(
      selector,
      {
        provideDocumentDropEdits: async (document, _position, data, token) =>
          (await enabled())?.drop(document, data, kind, signalOf(token)),
      },
      { providedDropEditKinds: [kind], dropMimeTypes: types },
    ),
  );
}
