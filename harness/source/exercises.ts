import { posix } from 'node:path';
import type { LoosePython } from './link.ts';
import type { Modules } from './modules.ts';
import type { Uses } from './uses.ts';

/** What a test exercises when it speaks HTTP to a service that is running, or through a framework's own client. */
const runningService = 'the running service';

const maxExercises = 20;
const maxSteps = 300;
const overHttp =
  /^(requests|httpx|aiohttp|urllib3|urllib\.request)(\.|$)|^(self\.client|django\.test\.\w*Client)(\.|$)/;
const suppliedFixture = /^(client|test_client|async_client|live_server|dash_duo|aiohttp_client)$/;

/** A submission's Python files as far as following names through its tests needs them. */
export type Linked = {
  readonly modules: Modules;
  readonly files: ReadonlyMap<string, LoosePython>;
  /** What the top-level names of each test file use, those of the conftest.py files around it included. */
  readonly tests: ReadonlyMap<string, ReadonlyMap<string, Uses>>;
  readonly served: boolean;
};

/** Names of a test file and of the conftest.py files around it; the nearest wins. */
export const definitionsFor = (files: Linked['files'], path: string): ReadonlyMap<string, Uses> => {
  const folders = posix.dirname(path).split('/');
  const conftests = folders.map((_, depth) => posix.join(...folders.slice(0, depth + 1), 'conftest.py'));
  const found = ['conftest.py', ...conftests, path]
    .map((at) => files.get(at))
    .filter((file) => file !== undefined);
  return new Map(found.flatMap((file) => file.drafts.definitions));
};

const scriptNamed = ({ files }: Linked, name: string): string | undefined => {
  const tail = name.replace(/^(\.\.?\/)+/, '');
  return [...files.keys()].find((path) => path === tail || path.endsWith(`/${tail}`));
};

/** `from app.main import *` hides where a name comes from: the module that defines it is looked for. */
const starred = (linked: Linked, { path, head }: { path: string; head: string }): string | null => {
  const stars = linked.files.get(path)?.imports.filter(({ name }) => name === '*') ?? [];
  const found = stars.find(({ module }) => {
    const file = linked.files.get(linked.modules.find(module, path)?.path ?? '');
    return file?.drafts.definitions.some(([name]) => name === head);
  });
  return found ? `${found.module}.${head}` : null;
};

type Step = { readonly name: string; readonly imported: boolean; readonly from: string };

const stepsOf = ({ imported, local }: Uses, from: string): readonly Step[] => [
  ...imported.map((name) => ({ name, imported: true, from })),
  ...local.map((name) => ({ name, imported: false, from })),
];

type Walk = { readonly reached: Set<string>; readonly go: (uses: Uses | undefined, from: string) => void };

/** `model.clean.tolist` is the module's `clean`: what follows the first name in a module is dropped. */
const upTo = (name: string, rest: number): string => {
  const segments = name.split('.');
  return segments.slice(0, segments.length - Math.max(0, rest - 1)).join('.');
};

const followImported = (linked: Linked, { name, from }: Step, { reached, go }: Walk): void => {
  if (linked.served && overHttp.test(name)) reached.add(runningService);
  const script = /\.py$/.test(name) ? scriptNamed(linked, name) : undefined;
  const found = script === undefined ? linked.modules.find(name, from) : { path: script, rest: [] };
  if (!found || found.path === from) return;
  if (!linked.tests.has(found.path)) reached.add(script ?? upTo(name, found.rest.length));
  else
    go(
      linked.files.get(found.path)?.drafts.definitions.find(([at]) => at === found.rest[0])?.[1],
      found.path,
    );
};

const followLocal = (linked: Linked, { name, from }: Step, { reached, go }: Walk): void => {
  const head = name.split('.')[0] ?? name;
  const known = linked.tests.get(from)?.get(head);
  const star = known ? null : starred(linked, { path: from, head });
  if (known) go(known, from);
  else if (star) reached.add(star);
  else if (linked.served && (overHttp.test(name) || suppliedFixture.test(name))) reached.add(runningService);
};

/** Follows the names that a test uses through fixtures, clients and helpers until they reach the submission's own code. */
export const exercised = (
  linked: Linked,
  { path, uses }: { path: string; uses: Uses },
): readonly string[] => {
  const reached = new Set<string>();
  const waiting: Step[] = [];
  const seen = new Set<string>();
  const go: Walk['go'] = (next, from) => {
    for (const step of next ? stepsOf(next, from) : []) {
      const key = `${step.imported} ${step.from} ${step.name}`;
      if (!seen.has(key)) waiting.push(step);
      seen.add(key);
    }
  };
  go(uses, path);
  for (let at = 0; at < waiting.length && at < maxSteps && reached.size < maxExercises; at += 1) {
    const step = waiting[at];
    if (step?.imported) followImported(linked, step, { reached, go });
    else if (step) followLocal(linked, step, { reached, go });
  }
  return [...reached];
};
