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

export interface WriteRequest {
  readonly command: 'write';
  readonly paths: readonly string[];
  readonly mode: 'dry-run' | 'apply' | 'patch';
  /** USD; infinite without a limit. */
  readonly maxCost: number;
  readonly model: string;
}

export type Request =
  | AuditRequest
  | WriteRequest
  | { readonly command: 'help' | 'version' }
  /** `why` is a sentence. */
  | { readonly command: 'misused'; readonly why: string };

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  format: { type: 'string' },
  'max-warnings': { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  changed: { type: 'string' },
  'dry-run': { type: 'boolean' },
  apply: { type: 'boolean' },
  patch: { type: 'boolean' },
  'max-cost': { type: 'string' },
  model: { type: 'string' },
} as const;

/** What a command line asks for. */
export function parseArguments(args: readonly string[]): Request {
  const parsed = parsedOf(args);
  if (typeof parsed === 'string') return misused(parsed);
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) return misused('Name a command: audit or write.');
  if (command !== 'audit' && command !== 'write') return misused(`There is no command "${command}".`);
  const foreign = Object.keys(values).find(
    (name) => name in optionsOf && !optionsOf[name]?.includes(command),
  );
  if (foreign !== undefined) return misused(`${command} takes no --${foreign}.`);
  if (paths.length === 0) return misused('Name at least one file or folder.');
  return command === 'audit' ? auditRequest(values, paths) : writeRequest(values, paths);
}

/** The options that only one command takes. */
const optionsOf: Readonly<Record<string, readonly string[]>> = {
  ...{ format: ['audit'], 'max-warnings': ['audit'], baseline: ['audit'], 'write-baseline': ['audit'] },
  ...{ changed: ['audit'], 'dry-run': ['write'], apply: ['write'], patch: ['write'] },
  ...{ 'max-cost': ['write'], model: ['write'] },
};

type Values = Exclude<ReturnType<typeof parsedOf>, string>['values'];

function auditRequest(values: Values, paths: readonly string[]): Request {
  const { format = 'text', 'max-warnings': warnings = '0', changed } = values;
  if (!Object.hasOwn(REPORTERS, format))
    return misused(`"${format}" is no format: use ${Object.keys(REPORTERS).join(', ')}.`);
  if (!/^\d{1,9}$/.test(warnings)) return misused(`--max-warnings takes a number, not "${warnings}".`);
  if (changed?.startsWith('-') || changed === '') return misused(`"${changed}" is no revision.`);
  if (values.baseline === '' || values['write-baseline'] === '') return misused('A baseline has no name.');
  if (changed !== undefined && values['write-baseline'] !== undefined)
    return misused('--write-baseline lists all findings, so it takes no --changed.');
  return {
    ...{ command: 'audit', paths, format, maxWarnings: Number(warnings) },
    ...{ baseline: values.baseline, writeBaseline: values['write-baseline'], changed },
  };
}

/** The model that is asked unless another is named. */
const usualModel = 'claude-sonnet-5-5';

function writeRequest(values: Values, paths: readonly string[]): Request {
  const modes = (['dry-run', 'apply', 'patch'] as const).filter((mode) => values[mode]);
  if (modes.length > 1) return misused(`--${modes.join(' and --')} exclude each other.`);
  const { 'max-cost': cost, model = usualModel } = values;
  if (cost !== undefined && !/^(?:\d+(?:\.\d+)?|\.\d+)$/.test(cost))
    return misused(`--max-cost takes a sum in USD, not "${cost}".`);
  if (model.trim() === '') return misused('--model takes the id of a model.');
  const maxCost = cost === undefined ? Number.POSITIVE_INFINITY : Number(cost);
  return { command: 'write', paths, mode: modes[0] ?? 'dry-run', maxCost, model };
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
