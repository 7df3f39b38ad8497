import { parseBaseline, pathFrom } from '../core/docs/baseline/baseline.ts';
import { folderOf } from '../core/docs/files/paths.ts';
import { remember } from '../core/docs/files/remember.ts';
import type { ReportRow } from '../core/docs/report/report.ts';
import type { Auditor } from './auditor.ts';
import { CliError } from './failure.ts';
import { absolute, textIn } from './places.ts';

/** For a document by its absolute path, whether a finding in it is accepted. */
export type Accepts = (path: string) => Promise<((row: ReportRow) => boolean) | undefined>;

const { signal } = new AbortController();

/**
 * The findings that are accepted: by the baseline that the option names, else by that of each document's configuration.
 *
 * @throws {CliError} for a file that is no baseline; that of a configuration when the first of its documents is asked about.
 */
export async function baselines(option: string | undefined, auditor: Auditor): Promise<Accepts> {
  const read = remember((path: string) => readBaseline(path));
  if (option !== undefined) {
    const accepted = await read(absolute(option), signal);
    return async (path) => accepted(path);
  }
  return async (path) => {
    const found = await auditor.configOf(path);
    const file = found?.config.baseline;
    if (!found || file === undefined) return undefined;
    return (await read(absolute(`${folderOf(found.path)}/${file}`), signal))(path);
  };
}

async function readBaseline(path: string): Promise<(file: string) => (row: ReportRow) => boolean> {
  const text = await textIn(path);
  if (text === undefined) throw new CliError(`The baseline ${path} does not exist, or cannot be read.`);
  const found = parseBaseline(text);
  if (!found) throw new CliError(`${path} is no baseline: make one with --write-baseline.`);
  const folder = folderOf(path);
  return (file) => found.acceptedIn(pathFrom(folder, file));
}
