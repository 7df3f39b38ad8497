import { setImmediate } from 'node:timers/promises';

/** A timer that does not keep the process from ending. */
export function setBackgroundTimeout(
  action: () => void,
  milliseconds: number,
): ReturnType<typeof setTimeout> {
  return setTimeout(action, milliseconds).unref();
}

/** Lets the events that wait have their turn. */
export function yieldToEvents(): Promise<void> {
  return setImmediate();
}
