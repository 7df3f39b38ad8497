import { notFound } from './apiError.ts';
import { type Exchange, sendJson } from './exchange.ts';
import type { Json } from './json.ts';
import { findModel, type ModelRow, modelRows } from './models.ts';
import { pageOf } from './page.ts';
import type { State } from './state.ts';

/** `GET /v1/models`: Anthropic's shape, or the one of OpenAI where a server serves that. */
export function listModels(exchange: Exchange, { dialect }: State): void {
  if (dialect.modelList === 'openai') {
    sendJson(exchange, 200, openAiList(dialect.models));
    return;
  }
  const wanted = exchange.query.getAll('lifecycle[]');
  const rows = modelRows().filter(({ lifecycle }) =>
    wanted.length > 0 ? wanted.includes(lifecycle) : lifecycle !== 'retired',
  );
  sendJson(exchange, 200, pageOf(rows.map(modelInfo), exchange));
}

/** `GET /v1/models/{id}` */
export function getModel(exchange: Exchange, _state: State, id: string): void {
  const row = findModel(id);
  if (!row) throw notFound(`model: ${id}`);
  sendJson(exchange, 200, modelInfo(row));
}

function modelInfo(row: ModelRow): Json & { readonly id: string } {
  return {
    type: 'model',
    id: row.id,
    display_name: row.name,
    created_at: midnight(row.created),
    lifecycle: row.lifecycle,
    deprecated_at: midnight(row.deprecated),
    retires_at: midnight(row.retires),
    line: row.line,
    max_input_tokens: row.context,
    max_tokens: row.maxOutput,
    capabilities: capabilities(row),
  };
}

function capabilities(row: ModelRow): Json {
  const effort = support(['low', 'medium', 'high', 'xhigh', 'max'], row.efforts);
  const types = support(['adaptive', 'between_tools', 'disabled', 'enabled'], row.thinking);
  return {
    batch: yes,
    citations: yes,
    code_execution: yes,
    context_management: {
      ...yes,
      clear_thinking_20251015: yes,
      clear_tool_uses_20250919: yes,
      compact_20260112: null,
    },
    effort: { supported: row.efforts.length > 0, ...effort },
    image_input: yes,
    pdf_input: yes,
    server_tools: { ...yes, code_execution: yes, web_search: yes },
    structured_outputs: yes,
    thinking: { ...yes, types },
  };
}

const yes = { supported: true };

function support(names: readonly string[], has: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { supported: has.includes(name) }]));
}

function midnight<T extends string | null>(day: T): T | string {
  return day === null ? day : `${day}T00:00:00Z`;
}

function openAiList(models: State['dialect']['models']): Json {
  const ids =
    models === 'local'
      ? ['qwen3-vl:8b', 'gemma3:12b']
      : modelRows().flatMap(({ id, lifecycle }) => (lifecycle === 'retired' ? [] : [models.prefix + id]));
  return {
    object: 'list',
    data: ids.map((id) => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'library' })),
  };
}
