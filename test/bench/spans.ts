/** What a stretch of time was spent on, in milliseconds of the process. */
export type Span = { readonly name: string; readonly from: number; readonly to: number };

export type Recorder = {
  readonly spans: readonly Span[];
  /** Records a call that begins and ends here. */
  time<T>(name: string, work: () => PromiseLike<T>): Promise<T>;
  add(span: Span): void;
};

export const recorder = (now: () => number): Recorder => {
  const spans: Span[] = [];
  return {
    spans,
    add: (span) => void spans.push(span),
    time: async (name, work) => {
      const from = now();
      try {
        return await work();
      } finally {
        spans.push({ name, from, to: now() });
      }
    },
  };
};

/** Gives every moment to `first` where that covers it, else to the span that began last, so that the parts sum to the whole. */
export const attribute = (
  spans: readonly Span[],
  { whole, first }: { readonly whole: Span; readonly first: string },
): ReadonlyMap<string, number> => {
  const edges = [...new Set([whole, ...spans].flatMap(({ from, to }) => [from, to]))]
    .filter((edge) => edge >= whole.from && edge <= whole.to)
    .sort((a, b) => a - b);
  const inside = [whole, ...spans].toSorted(
    (a, b) => Number(b.name === first) - Number(a.name === first) || b.from - a.from || a.to - b.to,
  );
  const parts = new Map<string, number>();
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1];
    if (from === undefined) continue;
    const { name } = inside.find((span) => span.from <= from && span.to >= to) ?? whole;
    parts.set(name, (parts.get(name) ?? 0) + to - from);
  }
  return parts;
};
