/** `1,234`. The first use of a format of the language's own takes longer than all the checks. */
export const grouped = (amount: number): string =>
  String(amount).replace(/(?<!\.\d*)\B(?=(?:\d{3})+(?!\d))/g, ',');

/** `1 row`, `2,000 rows`, `3 dependencies`, `2 approaches`. */
export function count(amount: number, noun: string): string {
  return `${grouped(amount)} ${amount === 1 ? noun : pluralOf(noun)}`;
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(ch|sh|s|x)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** `3 of 5 requests`, `1 of 1 request`. */
export function outOf([part, total]: readonly [number, number], noun: string): string {
  return `${grouped(part)} of ${count(total, noun)}`;
}

/** From 0..1: `87 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Two decimals, as metrics from 0 to 1 are usually given. */
export function decimal(value: number): string {
  return value.toFixed(2);
}

/** From milliseconds: `2.3 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** From hours: `20 minutes`, `1.5 hours`, `3 days`. */
export function time(hours: number): string {
  if (hours < 1) return count(Math.round(hours * 60), 'minute');
  if (hours < 48) return count(Number(hours.toFixed(hours < 10 ? 1 : 0)), 'hour');
  return count(Math.round(hours / 24), 'day');
}

/** `a, b and c`; more than three are counted: `a, b, c and 2 more`. */
export function listed(items: readonly string[]): string {
  const named = items.slice(0, 3).map((item) => clip(item));
  const left = items.length - named.length;
  const last = left > 0 ? `${left} more` : named.pop();
  return named.length === 0 ? (last ?? '') : `${named.join(', ')} and ${last}`;
}

/** `sklearn.metrics.f1_score` -> `f1_score`: each once, in the order found. */
export function shortNames(found: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(found.map(({ name }) => name.split('.').at(-1) ?? name))];
}

/** Text of the submission's, made fit for a sentence: one line, at most 40 characters. */
export function clip(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
