import { invalid } from '../apiError.ts';
import { isObject, isText, type Json } from '../json.ts';
import type { Effort, ModelRow } from '../models.ts';

const efforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

/** Thinking, effort, sampling and forced tools: what each model takes of them. */
export function checkThinking(body: Json, model: ModelRow, strictVersion: boolean): void {
  checkSampling(body, model, strictVersion);
  checkType(body, model);
  checkEffort(body, model);
  checkToolChoice(body, model);
}

/** Whether the answer has a thinking block. */
export function thinks(thinking: unknown, model: ModelRow): boolean {
  if (!isObject(thinking)) return model.thinksByDefault;
  return thinking['type'] !== 'disabled';
}

/** Older models show their thinking; current ones only when asked to. */
export function isShown(thinking: unknown): boolean {
  if (!isObject(thinking)) return false;
  return thinking['type'] === 'enabled' || thinking['display'] === 'summarized';
}

function checkSampling(body: Json, model: ModelRow, strictVersion: boolean): void {
  for (const name of ['temperature', 'top_p', 'top_k']) {
    if (!(name in body)) continue;
    if (strictVersion) throw invalid(`${name}: Extra inputs are not permitted`);
    if (!model.sampling && body[name] !== defaults[name]) {
      throw invalid(`\`${name}\` is deprecated for this model.`);
    }
  }
}

const defaults: Json = { temperature: 1, top_p: 1 };

function checkType({ thinking, max_tokens: maxTokens }: Json, model: ModelRow): void {
  if (thinking === undefined) return;
  const type = isObject(thinking) ? thinking['type'] : undefined;
  if (!model.thinking.some((known) => known === type)) {
    throw invalid(unsupported(type, model));
  }
  if (type !== 'enabled' || !isObject(thinking)) return;
  const budget = Number(thinking['budget_tokens']);
  if (!(budget >= 1024)) {
    throw invalid('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024');
  }
  if (maxTokens !== undefined && budget >= Number(maxTokens)) {
    throw invalid('`max_tokens` must be greater than `thinking.budget_tokens`.');
  }
}

function unsupported(type: unknown, model: ModelRow): string {
  const refusal = `"thinking.type.${type}" is not supported for this model.`;
  return type === 'enabled' && model.thinking.includes('adaptive')
    ? `${refusal} Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.`
    : refusal;
}

function checkEffort(body: Json, model: ModelRow): void {
  const effort = isObject(body['output_config']) ? body['output_config']['effort'] : undefined;
  if (effort === undefined || effort === null) return;
  const level = efforts.find((known) => known === effort);
  if (!level) {
    throw invalid(`output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'`);
  }
  if (model.efforts.length === 0) throw invalid('This model does not support the effort parameter.');
  if (!model.efforts.includes(level)) {
    throw invalid(
      `This model does not support effort level '${effort}'. Supported levels: ${model.efforts.join(', ')}.`,
    );
  }
  checkEffortOfThinking(body['thinking'], level, model);
}

function checkEffortOfThinking(thinking: unknown, effort: Effort, model: ModelRow): void {
  const type = isObject(thinking) ? thinking['type'] : undefined;
  const limited = type === 'between_tools' || (type === 'disabled' && model.disabledUpTo === 'high');
  if (!limited || efforts.indexOf(effort) <= efforts.indexOf('high')) return;
  const state = type === 'disabled' ? 'thinking is disabled' : `thinking is '${type}'`;
  throw invalid(
    `output_config.effort '${effort}' is not supported when ${state} on this model. Use effort 'high' or below, or enable thinking.`,
  );
}

function checkToolChoice({ tool_choice: choice, thinking }: Json, model: ModelRow): void {
  const type = isObject(choice) ? choice['type'] : undefined;
  if (!isText(type) || !['any', 'tool'].includes(type)) return;
  if (!model.forcedTools) throw invalid(`tool_choice: type '${type}' is not supported for this model.`);
  if (isObject(thinking) && thinking['type'] !== 'disabled') {
    throw invalid('Thinking may not be enabled when tool_choice forces tool use.');
  }
}
