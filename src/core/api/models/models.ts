import type { Effort } from '../answerTypes.ts';
import { builtinModels } from './builtinModels.ts';

/** What matters of a model for asking it about images. Its native image size is in `image/limits.ts`. */
export interface ModelFacts {
  readonly id: string;
  readonly name: string;
  readonly imageInput: boolean;
  /** Tokens; absent where nobody said. */
  readonly context?: number;
  readonly maxOutput?: number;
  /** The levels it takes, lowest first; empty when it takes none. */
  readonly efforts: readonly Effort[];
  /** Takes a JSON schema for its answer. */
  readonly schema: boolean;
  /** Thinks without being told to, and counts that as output. */
  readonly thinks: boolean;
  readonly lifecycle: 'active' | 'deprecated' | 'retired';
  /** Day, as 2026-11-30. */
  readonly retires?: string;
  /** What to use in the place of a deprecated or retired model. */
  readonly successor?: string;
  /** The server described it in the API's own words. */
  readonly described?: boolean;
}

/**
 * The facts of a model: as the server told them, else as they are built in, else those of a model nobody knows,
 * which is only sent what every server takes. Platform names (`anthropic/claude-…`, `us.anthropic.claude-…`, a date
 * at the end) are those of the model itself.
 */
export function modelFacts(id: string, list: readonly ModelFacts[] = []): ModelFacts {
  const listed =
    list.find((model) => model.id === id) ?? list.find((model) => plainId(model.id) === plainId(id));
  return listed ?? builtin(id) ?? unknownModel(id, id);
}

/** Where a model stands on a day (as 2026-11-30): what was only announced may have come true since. */
export function lifecycleOn({ lifecycle, retires }: ModelFacts, day: string): ModelFacts['lifecycle'] {
  return retires !== undefined && retires <= day && lifecycle === 'deprecated' ? 'retired' : lifecycle;
}

/** What to use in the place of a model: the named successor, else the newest active one of its line. */
export function successorOf(
  facts: ModelFacts,
  list: readonly ModelFacts[] = builtinModels,
): string | undefined {
  const line = lineOf(facts.id);
  return (
    facts.successor ?? list.find(({ id, lifecycle }) => lifecycle === 'active' && lineOf(id) === line)?.id
  );
}

/** Every level, lowest first. */
export const efforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

/** The highest level the model takes that is not above the wanted one; undefined when it takes none. */
export function effortFor({ efforts: taken }: ModelFacts, wanted: Effort): Effort | undefined {
  const below = efforts.slice(0, efforts.indexOf(wanted) + 1).filter((level) => taken.includes(level));
  return below.at(-1) ?? taken[0];
}

/** The name of a Claude model without its platform, its date and its revision; any other name as it is. */
export function plainId(id: string): string {
  const claude = /claude-[\w-]+/.exec(id)?.[0];
  return claude?.replace(/-20\d{6}.*$/, '').replace(/-v\d+$/, '') ?? id;
}

function lineOf(id: string): string | undefined {
  return /haiku|sonnet|opus|fable|mythos/.exec(id)?.[0];
}

function builtin(id: string): ModelFacts | undefined {
  const plain = plainId(id);
  const row = builtinModels.find((model) => model.id === plain);
  return row && { ...row, id };
}

/** Any other model: images are let through, since only the server knows. An unknown Claude is a new one, so it thinks. */
function unknownModel(id: string, name: string): ModelFacts {
  return {
    ...{ id, name, imageInput: true, efforts: [], schema: false, lifecycle: 'active' },
    thinks: plainId(id).startsWith('claude-'),
  };
}
