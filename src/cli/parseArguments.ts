import { parseArgs } from 'node:util';
import { REPORTERS } from '../core/docs/report/reporters.ts';

export interface AuditRequest {
  readonly command: 'audit';
  readonly paths: readonly string[];
  readonly format: string;
  readonly maxWarnings: number;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly changed: string | undefined;
}

export type Request =
  | AuditRequest
  | { readonly command: 'help' | 'version' }
  /** `why` is a sentence. */
  | { readonly command: 'misused'; readonly why: string };

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  format: { type: 'string', default: 'text' },
  'max-warnings': { type: 'string', default: '0' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  changed: { type: 'string' },
} as const;

/** What a command line asks for. */
export function parseArguments(args: readonly string[]): Request {
  const parsed = parsedOf(args);
  if (typeof parsed === 'string') return misused(parsed);
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) return misused('Name a command: audit.');
  if (command !== 'audit') return misused(`There is no command "${command}".`);
  if (paths.length === 0) return misused('Name at least one file or folder.');
  if (!Object.hasOwn(REPORTERS, values.format))
    return misused(`"${values.format}" is no format: use ${Object.keys(REPORTERS).join(', ')}.`);
  if (!/^\d{1,9}$/.test(values['max-warnings']))
    return misused(`--max-warnings takes a number, not "${values['max-warnings']}".`);
  if (values.changed?.startsWith('-') || values.changed === '')
    return misused(`"${values.changed}" is no revision.`);
  return {
    ...{ command, paths, format: values.format, maxWarnings: Number(values['max-warnings']) },
    ...{ baseline: values.baseline, writeBaseline: values['write-baseline'], changed: values.changed },
  };
}

function misused(why: string): Request {
  return { command: 'misused', why };
}

function parsedOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // "Unknown option '--foo'. To specify a positional …": the first sentence is what is wrong.
    const message = error instanceof Error ? error.message : String(error);
    return `${message.replace(/\. To specify[\s\S]*$/, '').replace(/\.$/, '')}.`;
  }
}
