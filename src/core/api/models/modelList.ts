import * as v from 'valibot';
import { FailureError } from '../../errors.ts';
import { requestJson } from '../requestJson.ts';
import { lenient, name } from '../schema.ts';
import type { ServerContext } from '../serverContext.ts';
import { builtinModels } from './builtinModels.ts';
import type { ModelFacts } from './modelFacts.ts';
import { factsOf, modelRow } from './modelRow.ts';

/** Pages of a thousand models. */
const maxPages = 10;

// A row that is damaged is left out, so that the others can be chosen.
const pageSchema = v.object({
  data: v.pipe(
    v.array(v.fallback(v.nullable(modelRow), null)),
    v.transform((rows) => rows.filter((row) => row !== null)),
  ),
  has_more: lenient(v.boolean()),
  last_id: lenient(name),
});

/**
 * The models of a server, newest first as it lists them. For a server with Claude models but no list, those that are
 * built in; for any other without a list, none.
 *
 * @throws FailureError.
 */
export async function listModels(
  context: ServerContext,
  signal: AbortSignal,
): Promise<readonly ModelFacts[]> {
  try {
    return await everyPage(context, signal);
  } catch (error) {
    if (error instanceof FailureError && error.failure.status === 404) return unlisted(context);
    throw error;
  }
}

async function everyPage(context: ServerContext, signal: AbortSignal): Promise<readonly ModelFacts[]> {
  const models: ModelFacts[] = [];
  let after = '';
  for (let page = 0; page < maxPages; page += 1) {
    const path = `/v1/models?limit=1000${after}`;
    const { data, has_more, last_id } = await requestJson(
      context,
      { method: 'GET', path },
      pageSchema,
      signal,
    );
    models.push(...data.map(factsOf));
    if (!has_more || last_id === undefined) break;
    after = `&after_id=${encodeURIComponent(last_id)}`;
  }
  return models;
}

function unlisted({ dialect: { modelPrefix: prefix } }: ServerContext): readonly ModelFacts[] {
  if (prefix === undefined) return [];
  return builtinModels
    .filter(({ lifecycle }) => lifecycle !== 'retired')
    .map((model) => ({ ...model, id: prefix + model.id }));
}

/** The ids in the text of a list's first page; none when it is not a list. */
export function listedIds(text: string): readonly string[] {
  const page = v.safeParse(v.pipe(v.string(), v.parseJson(), pageSchema), text);
  return page.success ? page.output.data.map(({ id }) => id) : [];
}
