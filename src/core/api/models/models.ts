import type { Effort } from '../answerTypes.ts';
import { builtinModels } from './builtinModels.ts';
import type { ModelFacts } from './modelFacts.ts';

/**
 * The facts of a model: those in the server's list, else those built in, else those of an unknown model, which is
 * sent only what every server accepts. Platform names (`anthropic/claude-…`, `us.anthropic.claude-…`, a date
 * at the end) stand for the model itself.
 */
export function modelFacts(id: string, list: readonly ModelFacts[] = []): ModelFacts {
  const listed =
    list.find((model) => model.id === id) ?? list.find((model) => plainId(model.id) === plainId(id));
  return listed ?? builtin(id) ?? unknownModel(id, id);
}

/** The lifecycle of a model on a day (as 2026-11-30), by which an announced retirement may have happened. */
export function lifecycleOn({ lifecycle, retires }: ModelFacts, day: string): ModelFacts['lifecycle'] {
  return retires !== undefined && retires <= day && lifecycle === 'deprecated' ? 'retired' : lifecycle;
}

/** The id of the model to use instead: the named successor, else the newest active one of the same family. */
export function successorOf(
  facts: ModelFacts,
  list: readonly ModelFacts[] = builtinModels,
): string | undefined {
  const family = familyOf(facts.id);
  return (
    facts.successor ?? list.find(({ id, lifecycle }) => lifecycle === 'active' && familyOf(id) === family)?.id
  );
}

/** Every level, lowest first. */
export const efforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

/** The highest level the model accepts that is not above the wanted one, else its lowest; undefined for none. */
export function effortFor({ efforts: taken }: ModelFacts, wanted: Effort): Effort | undefined {
  const below = efforts.slice(0, efforts.indexOf(wanted) + 1).filter((level) => taken.includes(level));
  return below.at(-1) ?? taken[0];
}

/** The id of a Claude model without platform, date and revision; any other id unchanged. */
export function plainId(id: string): string {
  const claude = /claude-[\w-]+/.exec(id)?.[0];
  return claude?.replace(/-20\d{6}.*$/, '').replace(/-v\d+$/, '') ?? id;
}

function isClaude(id: string): boolean {
  return plainId(id).startsWith('claude-');
}

function familyOf(id: string): string | undefined {
  return /haiku|sonnet|opus|fable|mythos/.exec(id)?.[0];
}

function builtin(id: string): ModelFacts | undefined {
  const plain = plainId(id);
  const row = builtinModels.find((model) => model.id === plain);
  return row && { ...row, id };
}

/** Images are sent, since only the server knows whether it accepts them. An unknown Claude is a new one, so it thinks and takes tools. */
function unknownModel(id: string, name: string): ModelFacts {
  return {
    ...{ id, name, imageInput: true, efforts: [], schema: false, lifecycle: 'active' },
    tools: isClaude(id),
    thinks: isClaude(id),
  };
}
