import { Models } from '@anthropic-ai/sdk/resources/models';
import { FailureError } from '../../errors.ts';
import { send } from '../send.ts';
import type { ServerContext } from '../serverContext.ts';
import { builtinModels } from './builtinModels.ts';
import { factsOf, type ModelFacts } from './models.ts';

/**
 * The models of a server, newest first as it lists them. Of a server that has Claude models but no list, those that
 * are built in; of any other without a list, none.
 *
 * @throws FailureError.
 */
export async function listModels(
  context: ServerContext,
  signal: AbortSignal,
): Promise<readonly ModelFacts[]> {
  const models = new Models(context.client);
  try {
    return await send(context, { send: (limit) => everyPage(models, limit) }, signal);
  } catch (error) {
    if (error instanceof FailureError && error.failure.status === 404) return unlisted(context);
    throw error;
  }
}

async function everyPage(models: Models, signal: AbortSignal): Promise<readonly ModelFacts[]> {
  const list: ModelFacts[] = [];
  for await (const info of models.list({ limit: 1000 }, { signal })) list.push(factsOf(info));
  return list;
}

function unlisted({ dialect: { modelPrefix: prefix } }: ServerContext): readonly ModelFacts[] {
  if (prefix === undefined) return [];
  return builtinModels
    .filter(({ lifecycle }) => lifecycle !== 'retired')
    .map((model) => ({ ...model, id: prefix + model.id }));
}
