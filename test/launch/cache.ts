import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder `name` in the cache, made by `make` when it is not there yet.
 *
 * A folder appears under its name only when it is complete. Two runs that make it at the same time both
 * succeed: the second finds the name taken and throws its own copy away, so no lock can be left behind.
 */
export async function cached(name: string, make: (draft: string) => Promise<void>): Promise<string> {
  const root = cacheRoot();
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  await mkdir(root, { recursive: true });
  const draft = await mkdtemp(join(root, `${name}.draft-`));
  try {
    await make(draft);
    await rename(draft, folder);
  } catch (error) {
    // Another run was faster; its copy is as good as ours.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

function cacheRoot(): string {
  return process.env['ASK_CLAUDE_CACHE'] ?? join(systemCache(), 'ask-claude-images');
}

function systemCache(): string {
  if (process.env['XDG_CACHE_HOME']) return process.env['XDG_CACHE_HOME'];
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  return join(homedir(), '.cache');
}
