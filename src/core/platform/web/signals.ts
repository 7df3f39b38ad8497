/** Browsers do not count the listeners of a signal. */
export function allowManyListeners(_signal: AbortSignal): void {}
