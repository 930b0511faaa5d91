/** Environment markers of PEP 508, read token by token and written anew, so that nothing else can ride along. */

const variables = new Set([
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
]);
const maxTokens = 200;

const tokenPattern = /\s*(?:([()])|(===|==|~=|!=|<=|>=|<|>)|('[\w .,+*-]*'|"[\w .,+*-]*")|([a-z_]+))/y;

const tokenize = (text: string): readonly string[] | null => {
  const pattern = new RegExp(tokenPattern);
  const tokens: string[] = [];
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const match = pattern.exec(text);
    if (!match || tokens.length >= maxTokens) return null;
    tokens.push(match[0].trim());
  }
  return tokens;
};

const isOperand = (token: string | undefined): boolean =>
  token !== undefined && (variables.has(token) || /^['"]/.test(token));
const isOperator = (token: string | undefined): boolean =>
  token !== undefined && /^[=~!<>]+$|^in$/.test(token);

type Cursor = { readonly tokens: readonly string[]; at: number };

const comparison = (cursor: Cursor): boolean => {
  const { tokens, at } = cursor;
  const negated = tokens[at + 1] === 'not' && tokens[at + 2] === 'in';
  const right = negated ? at + 3 : at + 2;
  if (!isOperand(tokens[at]) || !(negated || isOperator(tokens[at + 1])) || !isOperand(tokens[right]))
    return false;
  cursor.at = right + 1;
  return true;
};

const group = (cursor: Cursor): boolean => {
  if (cursor.tokens[cursor.at] !== '(') return comparison(cursor);
  cursor.at += 1;
  if (!expression(cursor) || cursor.tokens[cursor.at] !== ')') return false;
  cursor.at += 1;
  return true;
};

const expression = (cursor: Cursor): boolean => {
  if (!group(cursor)) return false;
  const next = cursor.tokens[cursor.at];
  if (next !== 'and' && next !== 'or') return true;
  cursor.at += 1;
  return expression(cursor);
};

/** The marker in one form, or null when it is not one. */
export const parseMarker = (text: string): string | null => {
  const tokens = tokenize(text);
  if (!tokens || tokens.length === 0) return null;
  const cursor: Cursor = { tokens, at: 0 };
  if (!expression(cursor) || cursor.at !== tokens.length) return null;
  return tokens.map((token) => token.replaceAll('"', "'")).join(' ');
};
