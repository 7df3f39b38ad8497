/** Resolves when the reader sees an element of an answer, or is about to. */
export function inSight(element: Element): Promise<void> {
  return new Promise((resolve) => {
    waiting.set(element, [...(waiting.get(element) ?? []), resolve]);
    observer.observe(element);
  });
}

const waiting = new WeakMap<Element, readonly (() => void)[]>();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      for (const resolve of waiting.get(target) ?? []) resolve();
      waiting.delete(target);
    }
  },
  { scrollMargin: '1000px 0px' },
);
