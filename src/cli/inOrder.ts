/** What `make` gives for each item, in their order, with a few being made at the same time. */
export async function* inOrder<Item, Made>(
  items: AsyncIterable<Item>,
  atOnce: number,
  make: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const waiting: Promise<Made>[] = [];
  for await (const item of items) {
    const made = make(item);
    // It is awaited later; until then a failure is nobody's.
    made.catch(() => undefined);
    waiting.push(made);
    const first = waiting.length >= atOnce ? waiting.shift() : undefined;
    if (first) yield await first;
  }
  for (const made of waiting) yield await made;
}
