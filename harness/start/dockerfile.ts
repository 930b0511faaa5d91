import { posix } from 'node:path';
import { z } from 'zod';

/** A Dockerfile read as text and replayed on paths. Reading builds nothing: that would run as root with a network. */
export type Instruction = { readonly name: string; readonly text: string; readonly line: number };

/** `null` where an instruction is not in the JSON form. */
export const execForm = (text: string): readonly string[] | null => {
  if (!text.startsWith('[')) return null;
  try {
    const parsed = z.array(z.string()).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

export type Copy = { readonly from: readonly string[]; readonly to: string; readonly line: number };
export type Run = { readonly shell: string; readonly workdir: string; readonly line: number };
export type Launch = {
  readonly text: string;
  readonly exec: readonly string[] | null;
  readonly line: number;
};

/** What the last stage of a Dockerfile leaves behind, and what it starts. Paths `to` are absolute, in the image. */
export type Replayed = {
  readonly image: string;
  readonly imageLine: number;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Known while the image is built, and to none of its commands. */
  readonly args: Readonly<Record<string, string>>;
  readonly copies: readonly Copy[];
  readonly runs: readonly Run[];
  readonly cmd: Launch | null;
  readonly entrypoint: Launch | null;
  readonly ports: readonly number[];
};

const maxInstructions = 500;

/** Instructions with continuation lines joined, comments out; bodies of here-documents are skipped. */
export const parseDockerfile = (text: string): readonly Instruction[] => {
  const found: Instruction[] = [];
  let open: { text: string; line: number } | null = null;
  let until: string | null = null;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n/)
    .entries()) {
    if (until !== null) {
      if (raw.trim() === until) until = null;
      continue;
    }
    if (/^\s*#/.test(raw) || (raw.trim() === '' && open === null)) continue;
    const joined: { text: string; line: number } = {
      text: `${open?.text ?? ''}${raw.replace(/\\\s*$/, '')}`,
      line: open?.line ?? index + 1,
    };
    open = /\\\s*$/.test(raw) ? joined : null;
    if (open) continue;
    const [, name = '', rest = ''] = /^\s*([A-Za-z]+)\s+([\s\S]*)$/.exec(joined.text) ?? [];
    if (name !== '') found.push({ name: name.toUpperCase(), text: rest.trim(), line: joined.line });
    until = /^(?:RUN|COPY|ADD)$/i.test(name) ? (/<<-?["']?(\w+)["']?/.exec(rest)?.[1] ?? null) : null;
    if (found.length >= maxInstructions) break;
  }
  return found;
};

export const expand = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(
    /\$\{(\w+)(?::-([^}]*))?\}|\$(\w+)/g,
    (_, braced?: string, fallback?: string, bare?: string) => {
      const name = braced ?? bare ?? '';
      return (Object.hasOwn(values, name) ? values[name] : undefined) ?? fallback ?? '';
    },
  );

/** `A=1 B="two words"`, or the old form `A rest of line`. */
export const pairs = (text: string): readonly (readonly [string, string])[] => {
  const found = [...text.matchAll(/([\w.-]+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g)];
  const [, name, rest] = /^(\w+)\s+([^=].*)$/.exec(text) ?? [];
  if (name !== undefined && rest !== undefined && found[0]?.index !== 0) return [[name, rest]];
  return found.map(([, key = '', value = '']) => [
    key,
    value.replace(/^(["'])([\s\S]*)\1$/, '$2').replaceAll(/\\(.)/g, '$1'),
  ]);
};

const absolute = (workdir: string, path: string): string => posix.resolve(workdir, path);

const copyOf = (state: Replayed, { text, line }: Instruction): Copy | null => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.some((word) => word.startsWith('--from='))) return null;
  const bare = words.filter((word) => !word.startsWith('--')).join(' ');
  const parts = (execForm(bare) ?? bare.split(' ')).map((part) =>
    expand(part, { ...state.args, ...state.env }),
  );
  const target = parts.at(-1);
  const from = parts.slice(0, -1).filter((part) => !part.includes('://') && !part.startsWith('<<'));
  if (target === undefined || from.length === 0) return null;
  const to = absolute(state.workdir, target);
  const isFolder = to !== '/' && (target.endsWith('/') || to === state.workdir);
  return { from, to: isFolder ? `${to}/` : to, line };
};

const launch = ({ text, line }: Instruction): Launch => ({ text, exec: execForm(text), line });

const ports = (text: string): readonly number[] =>
  [...text.matchAll(/(?<![\w.])(\d{1,5})(?:\/tcp)?(?=\s|$)/g)]
    .map(([, port]) => Number(port))
    .filter((port) => port > 0 && port < 65_536);

const apply = (state: Replayed, instruction: Instruction): Replayed => {
  const text = expand(instruction.text, { ...state.args, ...state.env });
  switch (instruction.name) {
    case 'WORKDIR':
      return { ...state, workdir: absolute(state.workdir, text.replaceAll(/["']/g, '')) };
    case 'ENV':
      return { ...state, env: { ...state.env, ...Object.fromEntries(pairs(text)) } };
    case 'COPY':
    case 'ADD': {
      const copy = copyOf(state, instruction);
      return copy ? { ...state, copies: [...state.copies, copy] } : state;
    }
    case 'RUN':
      return {
        ...state,
        runs: [...state.runs, { shell: text, workdir: state.workdir, line: instruction.line }],
      };
    case 'CMD':
      return { ...state, cmd: launch(instruction) };
    case 'ENTRYPOINT':
      return { ...state, entrypoint: launch(instruction), cmd: null };
    case 'EXPOSE':
      return { ...state, ports: [...state.ports, ...ports(text)] };
    default:
      return state;
  }
};

const empty: Replayed = {
  image: '',
  imageLine: 1,
  workdir: '/',
  env: {},
  args: {},
  copies: [],
  runs: [],
  cmd: null,
  entrypoint: null,
  ports: [],
};

type Progress = {
  readonly state: Replayed | null;
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
  readonly stages: ReadonlyMap<string, Replayed>;
};

const applyArg = (progress: Progress, { text }: Instruction): Progress => {
  const [[key, value] = []] = pairs(text);
  if (key === undefined || value === undefined) return progress;
  const { state } = progress;
  return state
    ? { ...progress, state: { ...state, args: { ...state.args, [key]: value } } }
    : { ...progress, args: { ...progress.args, [key]: value } };
};

const applyFrom = (progress: Progress, { text, line }: Instruction): Progress => {
  const [image = '', , name = ''] = expand(text, progress.args)
    .split(/\s+/)
    .filter((word) => !word.startsWith('--'));
  const stages = new Map(progress.stages);
  if (progress.state) stages.set(progress.name, progress.state);
  const workdir = /^tiangolo\//.test(image) ? '/app' : '/';
  const state = stages.get(image.toLowerCase()) ?? { ...empty, workdir, image, imageLine: line };
  return { ...progress, stages, state, name: name === '' ? `stage ${stages.size}` : name.toLowerCase() };
};

const step = (progress: Progress, instruction: Instruction): Progress => {
  if (instruction.name === 'FROM') return applyFrom(progress, instruction);
  if (instruction.name === 'ARG') return applyArg(progress, instruction);
  return progress.state ? { ...progress, state: apply(progress.state, instruction) } : progress;
};

const copiedFrom = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|\s)--from=(\S+)/g)].map(([, from = '']) => from);

/** Images that a Dockerfile is built on or copies from: not its own stages, and not the empty one. */
export const imagesOf = (text: string): readonly string[] => {
  const found = new Set<string>();
  let progress: Progress = { state: null, name: '', args: {}, stages: new Map() };
  for (const instruction of parseDockerfile(text)) {
    const own = new Set([...progress.stages.keys(), progress.name]);
    progress = step(progress, instruction);
    if (instruction.name === 'FROM' && progress.state?.imageLine === instruction.line)
      found.add(progress.state.image);
    if (instruction.name === 'COPY')
      for (const from of copiedFrom(instruction.text))
        if (!own.has(from.toLowerCase()) && !/^\d+$|\$/.test(from)) found.add(from);
  }
  return [...found].filter((image) => image !== '' && image !== 'scratch');
};

/** Replays the last stage, and the stages it is built on; null where there is no FROM. */
export const replayDockerfile = (text: string): Replayed | null => {
  const start: Progress = { state: null, name: '', args: {}, stages: new Map() };
  return parseDockerfile(text).reduce(step, start).state;
};
