import type { Json } from './json.ts';

/** A refusal of the API. `html` replaces the JSON body, as the service in front of the API answers. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly details: Json | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string | undefined;

  constructor(status: number, message: string, more: ErrorParts = {}) {
    super(message);
    this.status = status;
    this.type = more.type ?? typeOf(status);
    this.details = more.details;
    this.headers = more.headers ?? {};
    this.html = more.html;
  }
}

export interface ErrorParts {
  readonly type?: string | undefined;
  readonly details?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly html?: string | undefined;
}

export function invalid(message: string, details?: Json): ApiError {
  return new ApiError(400, message, { details });
}

export function notFound(message: string, details?: Json): ApiError {
  return new ApiError(404, message, { details });
}

/** The body of an error, as JSON and as the data of an `error` event. */
export function errorBody(error: ApiError, requestId: string): Json {
  const { type, message, details } = error;
  return {
    type: 'error',
    error: { type, message, ...(details && { details }) },
    request_id: requestId,
  };
}

/** The answer to a body over 32 MB: the page of the proxy in front of the API, not JSON. */
export function tooLarge(): ApiError {
  return new ApiError(413, 'Request Entity Too Large', {
    html: [
      '<html>',
      '<head><title>413 Request Entity Too Large</title></head>',
      '<body>',
      '<center><h1>413 Request Entity Too Large</h1></center>',
      '<hr><center>cloudflare</center>',
      '</body>',
      '</html>',
      '',
    ].join('\r\n'),
  });
}

export function typeOf(status: number): string {
  return types[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
}

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};
