import type { Page } from 'playwright-core';

/** Waits until the parts of an answer that load when one needs them have been drawn: colours, formulas, diagrams. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const end = performance.now() + 20_000;
    while (
      performance.now() < end &&
      (document.querySelector('.code[data-language="ts"]:not(:has([class^="hl-"]))') ||
        document.querySelector('answer-diagram:not(:has(.figure))') ||
        (document.querySelector('answer-formula') && !document.querySelector('math')))
    )
      await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  });
}
