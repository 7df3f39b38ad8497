/** A page ends with the timers that it has. */
export function setBackgroundTimeout(
  action: () => void,
  milliseconds: number,
): ReturnType<typeof setTimeout> {
  return setTimeout(action, milliseconds);
}

/** Lets the events that wait have their turn. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
