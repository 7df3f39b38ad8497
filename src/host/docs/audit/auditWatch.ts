import * as vscode from 'vscode';
import { nameOf, percentDecoded } from '../../../core/docs/files/paths.ts';
import { syntaxOf } from '../../../core/docs/syntax.ts';
import { isAbort } from '../../../core/errors.ts';
import { documentFiles } from '../source/documentFiles.ts';
import { createFindFile, createFindFileSyntax } from '../source/workspaceFiles.ts';
import { auditFile, type Problems } from './problems.ts';

export interface WatchOptions {
  /** Characters an alt text may have. */
  readonly maxLength: () => number;
  readonly failed: (error: unknown) => void;
}

/** Milliseconds of quiet after which what has changed is looked at again. */
const pause = 400;

/** Keeps the list true while documents are edited, and while they and their images come, go and change names. */
export function keepCurrent(problems: Problems, options: WatchOptions): vscode.Disposable {
  const again = createAgain(problems, options);
  const edited = (uri: vscode.Uri) => again.look(problems.has(uri) ? [{ uri }] : []);
  const showing = (uri: vscode.Uri) => {
    const name = nameOf(uri.path);
    const shows = (path: string) => percentDecoded(path).includes(name);
    again.look(problems.pages().filter(({ sources }) => sources.some(shows)));
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    again,
    watcher,
    vscode.workspace.onDidChangeTextDocument(({ document }) => edited(document.uri)),
    // Changes may have been thrown away.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => edited(uri)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('askClaude.altText')) again.look(problems.pages());
    }),
    watcher.onDidChange(edited),
    watcher.onDidCreate((uri) => {
      // Without a dot it may be a folder that was moved here.
      if (syntaxOf(uri.path) || !nameOf(uri.path).includes('.')) again.search();
      showing(uri);
    }),
    watcher.onDidDelete((uri) => {
      problems.remove(uri);
      showing(uri);
    }),
  );
}

interface Again extends vscode.Disposable {
  /** Looks at documents again. */
  readonly look: (pages: readonly { readonly uri: vscode.Uri }[]) => void;
  /** Looks for documents that are new. */
  readonly search: () => void;
}

function createAgain(problems: Problems, { maxLength, failed }: WatchOptions): Again {
  const control = new AbortController();
  const { signal } = control;
  const due = new Map<string, vscode.Uri>();
  let searching = false;
  const quiet = afterQuiet(async () => {
    const known = [...due.values()];
    due.clear();
    const search = searching;
    searching = false;
    const found = search ? await documentFiles(signal) : [];
    const fresh = new Set(found.filter((uri) => !problems.has(uri)));
    const lookups = { findFile: createFindFile(), findSyntax: createFindFileSyntax() };
    for (const uri of [...fresh, ...known]) {
      const page = await auditFile(uri, lookups, maxLength(), signal);
      if (!page) problems.remove(uri);
      // The file of an open document may be gone by now.
      else if (fresh.has(uri) || problems.has(uri)) problems.set(page);
    }
  }, failed);
  return {
    look: (pages) => {
      for (const { uri } of pages) due.set(uri.toString(), uri);
      if (pages.length > 0) quiet.begin();
    },
    search: () => {
      searching = true;
      quiet.begin();
    },
    dispose: () => {
      quiet.dispose();
      control.abort();
    },
  };
}

/** Runs something once `begin` has not been called for a while; one run after the other, so that the last one wins. */
function afterQuiet(run: () => Promise<void>, failed: (error: unknown) => void) {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const next = () => {
    running = running.then(run).catch((error) => {
      if (!isAbort(error)) failed(error);
    });
  };
  return {
    begin: () => {
      clearTimeout(timer);
      timer = setTimeout(next, pause);
    },
    dispose: () => clearTimeout(timer),
  };
}
