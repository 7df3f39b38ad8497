import { sameBytes } from '../../../core/bytes.ts';

/** Why a file cannot be compared with the last commit. */
export type HeadProblem = 'noGit' | 'noRepository' | 'noCommit' | 'notInHead' | 'deleted' | 'unchanged';

/** A repository, as far as it is asked. */
export interface HeadRepository {
  /** The last commit; undefined before the first. */
  readonly head: string | undefined;
  /** Rejects when the commit has no such file. */
  readonly read: (commit: string) => Promise<Uint8Array>;
}

export interface HeadDependencies {
  /** The repository of the file; a problem where there is none. */
  readonly repository: () => Promise<HeadRepository | 'noGit' | 'noRepository'>;
  /** The file as it is now; undefined when it is gone. */
  readonly current: () => Promise<Uint8Array | undefined>;
}

/** The bytes of a file in the last commit, where they differ from what is there now. */
export async function headVersion({
  repository,
  current,
}: HeadDependencies): Promise<{ readonly bytes: Uint8Array } | { readonly problem: HeadProblem }> {
  const found = await repository();
  if (typeof found === 'string') return { problem: found };
  if (found.head === undefined) return { problem: 'noCommit' };
  const bytes = await found.read(found.head).catch(() => undefined);
  if (!bytes) return { problem: 'notInHead' };
  const now = await current();
  if (!now) return { problem: 'deleted' };
  return sameBytes(bytes, now) ? { problem: 'unchanged' } : { bytes };
}
