/** The counters of `usage`; the total input is the sum of the first three. */
export interface Usage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: {
    readonly ephemeral_5m_input_tokens: number;
    readonly ephemeral_1h_input_tokens: number;
  };
  readonly output_tokens: number;
  readonly output_tokens_details: { readonly thinking_tokens: number };
  readonly service_tier: 'standard' | 'batch';
  readonly speed: 'standard';
  readonly inference_geo: null;
  readonly server_tool_use: null;
}

export interface InputCount {
  readonly fresh: number;
  readonly read: number;
  readonly written5m: number;
  readonly written1h: number;
}

export function usageOf(input: InputCount, output: number, thinking = 0): Usage {
  return {
    input_tokens: input.fresh,
    cache_creation_input_tokens: input.written5m + input.written1h,
    cache_read_input_tokens: input.read,
    cache_creation: {
      ephemeral_5m_input_tokens: input.written5m,
      ephemeral_1h_input_tokens: input.written1h,
    },
    output_tokens: output,
    output_tokens_details: { thinking_tokens: thinking },
    service_tier: 'standard',
    speed: 'standard',
    inference_geo: null,
    server_tool_use: null,
  };
}
