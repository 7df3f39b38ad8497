import * as vscode from 'vscode';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { showInformation } from '../../ui/dialogs.ts';
import { withStatus } from '../../ui/progress.ts';
import type { Targets } from '../commandTargets.ts';
import { readImageBytes } from '../readImage.ts';
import { gitApi, workingFile } from './git.ts';
import { type HeadDependencies, type HeadProblem, headVersion } from './headVersion.ts';

/**
 * The version of an image in the last commit and the working copy, in this order. Undefined when there are no two to
 * compare; then the user has been told why. @throws RefusalError when the working copy cannot be read.
 */
export async function headAndWorkingCopy(image: vscode.Uri): Promise<Targets | undefined> {
  const uri = workingFile(image);
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const found = await withStatus(vscode.l10n.t('Ask Claude: Looking for {0} in HEAD', name), (signal) =>
    headVersion({ repository: () => repositoryOf(uri), current: () => current(uri, signal) }),
  );
  if ('problem' in found) {
    void showInformation(problemText(found.problem, name));
    return undefined;
  }
  const head = { name: vscode.l10n.t('{0} (HEAD)', name), bytes: found.bytes };
  const workingCopy = { name: vscode.l10n.t('{0} (working copy)', name), uri };
  return { images: [], skipped: [], named: [head, workingCopy] };
}

async function repositoryOf(uri: vscode.Uri): ReturnType<HeadDependencies['repository']> {
  const git = await gitApi();
  if (!git) return 'noGit';
  const repository = git.getRepository(uri) ?? (await git.openRepository(vscode.Uri.joinPath(uri, '..')));
  if (!repository) return 'noRepository';
  return {
    head: repository.state.HEAD?.commit,
    read: (commit) => repository.buffer(commit, uri.fsPath),
  };
}

async function current(uri: vscode.Uri, signal: AbortSignal): Promise<Uint8Array | undefined> {
  try {
    return await readImageBytes(uri, signal);
  } catch (error) {
    if (error instanceof RefusalError && error.refusal.reason === 'missing') return undefined;
    throw error;
  }
}

function problemText(problem: HeadProblem, name: string): string {
  switch (problem) {
    case 'noGit':
      return vscode.l10n.t('Git is not installed here, or the setting git.enabled is off.');
    case 'noRepository':
      return vscode.l10n.t('{0} is in no Git repository.', name);
    case 'noCommit':
      return vscode.l10n.t('There is no commit yet to compare {0} with.', name);
    case 'notInHead':
      return vscode.l10n.t('{0} is new: the last commit does not have it.', name);
    case 'deleted':
      return vscode.l10n.t('{0} was deleted, so there is nothing to compare the last commit with.', name);
    case 'unchanged':
      return vscode.l10n.t('{0} has not changed since the last commit.', name);
  }
}
