import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { TextFile } from '../source/types.ts';

/** One command or ready-made step of a configuration, and what stands around it. */
export type Written = {
  readonly line: number;
  readonly text: string;
  /** The whole text that it is a line of. */
  readonly script: string;
  /** A ready-made step, by its name. */
  readonly action: boolean;
  /** What lets the run go on when it fails, as written; null where nothing does. */
  readonly lenient: string | null;
  /** It never runs. */
  readonly off: boolean;
};

const maxBytes = 128 * 1024;
const maxNodes = 20_000;
const maxWritten = 300;

const commandKeys = new Set([
  'run',
  'script',
  'before_script',
  'after_script',
  'before_install',
  'install',
  'after_success',
  'commands',
  'command',
  'bash',
  'powershell',
  'pwsh',
  'args',
  'test_script',
  'build_script',
  'deploy_script',
]);
const actionKeys = new Set(['uses', 'task', 'template', 'orb', 'trigger', 'include']);
/** What is given to steps, and runs nothing. */
const passedOver = new Set([
  'with',
  'env',
  'environment',
  'variables',
  'on',
  'inputs',
  'outputs',
  'defaults',
  'cache',
  'services',
  'strategy',
  'permissions',
]);

type Place = Pick<Written, 'lenient' | 'off'> & { readonly key: string };
type Open = { readonly node: unknown; readonly at: Place };

const settingOf = (map: YAMLMap, key: string): unknown => {
  const value = map.get(key, true);
  return isScalar(value) ? value.value : undefined;
};

/** Settings of a step or job that let a run go on: GitHub, GitLab, Azure, Drone. */
const lenientIn = (map: YAMLMap): string | null => {
  for (const key of ['continue-on-error', 'allow_failure', 'continueOnError'])
    if (settingOf(map, key) === true || settingOf(map, key) === 'true') return `${key}: true`;
  return settingOf(map, 'failure') === 'ignore' ? 'failure: ignore' : null;
};

const isOff = (map: YAMLMap): boolean =>
  /^(\$\{\{\s*)?false(\s*\}\})?$/.test(String(settingOf(map, 'if') ?? '')) ||
  /^(never|manual)$/.test(String(settingOf(map, 'when') ?? '')) ||
  /^(false|never\(\))$/.test(String(settingOf(map, 'condition') ?? ''));

type Line = { readonly text: string; readonly line: number };

/** Lines of a script joined over `\`, comments and blanks left out. `first` is the line of the first. */
const linesOf = (script: string, first: number): readonly Line[] => {
  const found: Line[] = [];
  let open: Line | null = null;
  for (const [index, raw] of script.split('\n').entries()) {
    const text: string = `${open?.text ?? ''}${raw.replace(/\\\s*$/, ' ')}`;
    const line: number = open?.line ?? first + index;
    open = /\\\s*$/.test(raw) ? { text, line } : null;
    if (!open && text.trim() !== '' && !/^\s*#/.test(text)) found.push({ text: text.trim(), line });
  }
  return open ? [...found, open] : found;
};

type Scalar = { readonly value: unknown; readonly block: boolean; readonly line: number };

const written = ({ value, block, line }: Scalar, { key, lenient, off }: Place): readonly Written[] => {
  if (typeof value !== 'string' || value.trim() === '') return [];
  if (actionKeys.has(key)) return [{ line, text: value, script: value, action: true, lenient, off }];
  if (!commandKeys.has(key)) return [];
  return linesOf(value, block ? line + 1 : line).map((one) => ({
    ...one,
    script: value,
    action: false,
    lenient,
    off,
  }));
};

const below = ({ node, at }: Open): readonly Open[] => {
  if (isSeq(node)) return node.items.map((item) => ({ node: item, at }));
  if (!isMap(node)) return [];
  const inside = { lenient: at.lenient ?? lenientIn(node), off: at.off || isOff(node) };
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : '';
    return passedOver.has(name) ? [] : [{ node: value, at: { ...inside, key: name } }];
  });
};

/** Every command and ready-made step of a YAML configuration, in order. An explicit stack: files may nest as deep as they like. */
export const writtenIn = ({ text }: TextFile): readonly Written[] => {
  if (text.length > maxBytes) return [];
  const lineCounter = new LineCounter();
  let root: unknown;
  try {
    root = parseDocument(text, { lineCounter, logLevel: 'silent' }).contents;
  } catch {
    return [];
  }
  const found: Written[] = [];
  const open: Open[] = [{ node: root, at: { key: '', lenient: null, off: false } }];
  for (let seen = 0; open.length > 0 && seen < maxNodes && found.length < maxWritten; seen += 1) {
    const next = open.pop();
    if (!next) break;
    const { node, at } = next;
    if (isScalar(node)) {
      const line = lineCounter.linePos(node.range?.[0] ?? 0).line;
      const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
      found.push(...written({ value: node.value, block, line }, at));
    } else open.push(...below(next).toReversed());
  }
  return found.slice(0, maxWritten);
};
