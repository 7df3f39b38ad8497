import * as vscode from 'vscode';
import { nameOf, percentDecoded } from '../../../core/docs/files/paths.ts';
import { syntaxOf } from '../../../core/docs/syntax.ts';
import { isAbort } from '../../../core/errors.ts';
import { documentFiles } from '../source/documentFiles.ts';
import { watchConfigs } from './documentRules.ts';
import { type AuditedPage, auditFile, createLookups, type Problems } from './problems.ts';

/** Milliseconds of quiet after which what has changed is looked at again. */
const pause = 400;

/** Keeps the list true while documents are edited, and while they and their images come, go and change names. */
export function keepCurrent(problems: Problems, failed: (error: unknown) => void): vscode.Disposable {
  const again = createAgain(problems, failed);
  const edited = (uri: vscode.Uri) =>
    again.look(problems.has(uri) ? [{ uri }] : problems.pages().filter((page) => isBaseline(uri, page)));
  const showing = (uri: vscode.Uri) => {
    const name = nameOf(uri.path);
    const shows = (path: string) => percentDecoded(path).includes(name);
    again.look(problems.pages().filter((page) => page.sources.some(shows) || isBaseline(uri, page)));
  };
  const everything = () => {
    again.look(problems.pages());
    again.search();
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  const project = watchConfigs(everything);
  return vscode.Disposable.from(
    again,
    watcher,
    project,
    vscode.workspace.onDidChangeTextDocument(({ document }) => edited(document.uri)),
    // Changes may have been thrown away.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => edited(uri)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (settings.some((name) => event.affectsConfiguration(`askClaude.${name}`))) everything();
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

/** Whether a file holds the findings that are accepted in a document. */
function isBaseline(uri: vscode.Uri, { baseline }: AuditedPage): boolean {
  return baseline?.toString() === uri.toString();
}

const settings = ['altText', 'rules', 'exclude'];

interface Again extends vscode.Disposable {
  /** Looks at documents again. */
  readonly look: (pages: readonly { readonly uri: vscode.Uri }[]) => void;
  /** Looks for documents that are new. */
  readonly search: () => void;
}

function createAgain(problems: Problems, failed: (error: unknown) => void): Again {
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
    const fresh = new Set(found.filter((uri) => problems.covers(uri) && !problems.has(uri)));
    const lookups = createLookups();
    for (const uri of [...fresh, ...known]) {
      const page = await auditFile(uri, lookups, signal);
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
