import { invalid, notFound } from '../apiError.ts';
import { isObject, isText, type Json, list } from '../json.ts';
import { findModel, localModel, type ModelRow } from '../models.ts';
import type { Accepted } from '../request.ts';
import type { State } from '../state.ts';
import { checkBreakpoints } from './breakpoints.ts';
import { checkContext } from './context.ts';
import { checkFields } from './fields.ts';
import { readImages } from './images.ts';
import { checkMessages } from './messages.ts';
import { checkOutput } from './output.ts';
import { checkThinking, isShown, thinks } from './thinking.ts';
import { checkTools, resultsOf } from './tools.ts';

export interface Rules {
  readonly state: State;
  /** The API version that refuses sampling parameters for every model. */
  readonly strictVersion: boolean;
  /** `max_tokens` is no field of a token count. */
  readonly counting?: boolean;
}

/** The request, if the API would take it. @throws ApiError with the API's own words */
export function accept(body: unknown, rules: Rules): Accepted {
  if (!isObject(body)) throw invalid('Input should be an object');
  const { dialect } = rules.state;
  const asked = Object.fromEntries(Object.entries(body).filter(([key]) => !dialect.ignores.includes(key)));
  const local = dialect.models === 'local';
  checkFields(asked, rules);
  const modelName = String(asked['model']);
  const model = modelOf(modelName, rules.state);
  checkMessages(asked, model, rules);
  const images = readImages(asked, model, rules);
  if (!local) checkClaudeRules(asked, model, rules);
  const schema = checkOutput(asked);
  checkContext(asked, model, images);
  return {
    body: asked,
    model,
    modelName,
    images,
    ...questionOf(list(asked['messages']).filter(isObject)),
    thinks: !local && thinks(asked['thinking'], model),
    showsThinking: isShown(asked['thinking']),
    ...(schema && { schema }),
  };
}

function checkClaudeRules(body: Json, model: ModelRow, { state, strictVersion }: Rules): void {
  checkThinking(body, model, strictVersion);
  checkBreakpoints(body);
  checkTools(body, state);
}

function modelOf(name: string, { dialect }: State): ModelRow {
  if (dialect.models === 'local') {
    if (name.includes('missing')) throw notFound(`model '${name}' not found`);
    return localModel(name);
  }
  const { prefix } = dialect.models;
  const row = name.startsWith(prefix) ? findModel(name.slice(prefix.length)) : undefined;
  if (!row || row.lifecycle === 'retired') throw notFound(`model: ${name}`);
  return row;
}

/** Messages that hold nothing but results belong to the answer to the question before them. */
function questionOf(messages: readonly Json[]): Pick<Accepted, 'question' | 'results' | 'earlierTurns'> {
  const last = messages.findLastIndex((message) => message['role'] === 'user' && !holdsOnlyResults(message));
  const results = messages.slice(last + 1).flatMap(resultsOf).length;
  return { question: textOf(messages[last]?.['content']), results, earlierTurns: Math.max(0, last) };
}

function holdsOnlyResults(message: Json): boolean {
  const results = resultsOf(message).length;
  return results > 0 && results === list(message['content']).length;
}

/** The last text of a turn: before it stand images and their labels. */
function textOf(content: unknown): string {
  if (isText(content)) return content;
  const texts = list(content).flatMap((block) =>
    isObject(block) && isText(block['text']) ? [block['text']] : [],
  );
  return texts.at(-1) ?? '';
}
