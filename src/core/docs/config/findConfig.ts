import { ancestors, folderOf } from '../files/paths.ts';
import { remember } from '../files/remember.ts';
import { type Config, type ConfigProblem, configName, parseConfig } from './config.ts';
import { excludedBy } from './exclude.ts';

/** The configuration of a project. */
export interface FoundConfig {
  /** Path of the file. */
  readonly path: string;
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
  /** Whether its patterns leave a document out, by its path. */
  readonly excludes: (document: string) => boolean;
}

export type FindConfig = (document: string, signal: AbortSignal) => Promise<FoundConfig | undefined>;

/**
 * Makes a function that finds the configuration of a document: the nearest one in its folder or in one around it. Paths are
 * those of the file system, with `/` between names. Each folder is looked at once: make one for each audit or action.
 */
export function createFindConfig(
  read: (path: string, signal: AbortSignal) => Promise<string | undefined>,
): FindConfig {
  const configIn = remember(async (folder, signal): Promise<FoundConfig | undefined> => {
    const path = `${folder}/${configName}`;
    const text = await read(path, signal);
    if (text === undefined) return undefined;
    const { value: config, problems } = parseConfig(text.slice(0, LONGEST));
    return { path, config, problems, excludes: excludedBy(config.exclude, folder) };
  });
  const around = remember(async (folder, signal): Promise<FoundConfig | undefined> => {
    for (const place of ancestors(folder)) {
      const found = await configIn(place, signal);
      if (found) return found;
    }
    return undefined;
  });
  return (document, signal) => around(folderOf(document), signal);
}

/** Characters of a configuration. */
const LONGEST = 1_000_000;
