/** The first JSON object or list in a text, by its brackets; strings may hold any. At most 20,000 characters. */
export const jsonIn = (text: string): string | null => {
  const start = text.search(/[{[]/);
  if (start < 0) return null;
  let depth = 0;
  let quote = '';
  const end = Math.min(text.length, start + 20_000);
  for (let at = start; at < end; at += 1) {
    const character = text[at] ?? '';
    const isQuote = (character === '"' || character === "'") && text[at - 1] !== '\\';
    if (isQuote && (quote === '' || quote === character)) quote = quote === '' ? character : '';
    if (quote !== '') continue;
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  return null;
};

const literal = (text: string): string =>
  text
    .replaceAll(/'([^'"\\\n]*)'/g, '"$1"')
    .replaceAll(/\bTrue\b/g, 'true')
    .replaceAll(/\bFalse\b/g, 'false')
    .replaceAll(/\bNone\b/g, 'null')
    .replaceAll(/,(\s*[}\]])/g, '$1');

const withoutComments = (text: string): string => text.replaceAll(/(^|[\s,[{])(?:#|\/\/)[^\n"]*$/gm, '$1');

/** As JSON, or as a Python literal of strings, numbers and the three constants; null for anything else. */
export const asJson = (text: string): string | null => {
  const bare = withoutComments(text);
  for (const candidate of [text, text.replaceAll('\\"', '"'), literal(text), literal(bare)]) {
    try {
      return JSON.stringify(JSON.parse(candidate));
    } catch {
      // Another way to write it follows.
    }
  }
  return null;
};
