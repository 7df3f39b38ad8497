/** Milliseconds without a change of an answer after which none arrives for the moment. */
const pause = 500;

let quietFrom = 0;

/** An answer has changed; when it is `finished`, no change follows. */
export function answerChanged(finished: boolean): void {
  quietFrom = finished ? 0 : performance.now() + pause;
}

/**
 * Resolves in an idle moment in which no answer arrives: for work that cannot be divided and would hold up what arrives.
 */
export async function quiet(): Promise<void> {
  for (let wait = untilQuiet(); wait > 0; wait = untilQuiet()) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: pause }));
  }
}

function untilQuiet(): number {
  return quietFrom - performance.now();
}
