import { setMaxListeners } from 'node:events';

/** Node takes more than ten listeners of a signal for a leak, and warns of it. */
export function allowManyListeners(signal: AbortSignal): void {
  setMaxListeners(0, signal);
}
