import { posix } from 'node:path';
import type { TextFile } from '../source/types.ts';
import { asJson, jsonIn } from './example-json.ts';
import { address, type ExampleInput, type ExampleRequest } from './example-kinds.ts';

const maxCalls = 20;
const maxBlocks = 12;

type Body = Pick<ExampleRequest, 'body' | 'type'>;

const json = 'application/json';

/** `-d @request.json`: the file, as it stands beside the writing, at the root, or under its name anywhere. */
const fromFile = (
  { facts, read }: ExampleInput,
  { beside, name }: { beside: string; name: string },
): Body | null => {
  const paths = facts.files.map(({ path }) => path);
  const near = posix.normalize(posix.join(posix.dirname(beside), name));
  const path =
    [near, name].find((one) => paths.includes(one)) ??
    paths.find((one) => one.endsWith(`/${posix.basename(name)}`));
  const text = path === undefined ? null : read(path);
  if (text === null) return null;
  if (/\.csv$/i.test(name)) return { body: text.split('\n').slice(0, 3).join('\n'), type: 'text/csv' };
  const body = asJson(text);
  return body === null ? null : { body, type: json };
};

const bodyOf = (input: ExampleInput, { data, beside }: { data: string; beside: string }): Body | null => {
  const [, name] = /^\s*["']?@([\w./-]+)/.exec(data) ?? [];
  if (name !== undefined) return fromFile(input, { beside, name });
  const written = jsonIn(data);
  const body = written && asJson(written);
  return body ? { body, type: json } : null;
};

/** `curl ... -d '{...}' http://host/predict`, over the lines that belong to it. */
const curls = (input: ExampleInput, { path: beside, text }: TextFile): readonly ExampleRequest[] => {
  const joined = text.replaceAll(/\\\s*\n/g, ' ');
  return [...joined.matchAll(/\bcurl\b/g)].slice(0, maxCalls).flatMap(({ index }) => {
    const call = joined.slice(index, index + 4_000).split(/\n\s*\n|```/)[0] ?? '';
    const path = address.exec(call)?.[1];
    if (!path) return [];
    const [, data = ''] = /\s(?:-d|--data(?:-raw|-binary)?)[ =]?([\s\S]*)/.exec(call) ?? [];
    const sent = bodyOf(input, { data, beside });
    const method = sent || /-X\s*POST/i.test(call) ? 'POST' : 'GET';
    return [{ method, path, from: 'writing', ...(sent ?? { body: null, type: json }) }];
  });
};

const fence = /^[ \t]*(?:```|~~~)[^\n]*\n([\s\S]*?)^[ \t]*(?:```|~~~)/gm;
const shownRoute = /\bPOST\b[\s`*]*(\/[\w/-]+)/g;

const routesOf = (text: string): readonly string[] =>
  [
    ...[...text.matchAll(shownRoute)].map(([, path = '']) => path),
    ...[...text.matchAll(new RegExp(address, 'g'))].map(([, path = '']) => path),
  ].filter((path) => path.length > 1 && !/\.\w+$/.test(path));

/** JSON that stands in a block of its own, for the routes that the same writing names and those of the code. */
const blocks = ({ text }: TextFile, routes: readonly string[]): readonly ExampleRequest[] => {
  const bodies = [...text.matchAll(fence)]
    .map(([, block = '']) => block.trim())
    .filter((block) => /^[{[]/.test(block))
    .slice(0, maxBlocks)
    .flatMap((block) => asJson(block) ?? []);
  const paths = [...new Set([...routes, ...routesOf(text)])].slice(0, 4);
  return bodies.flatMap((body) =>
    paths.map((path) => ({ method: 'POST', path, body, type: json, from: 'writing' }) as const),
  );
};

/** Requests that the submission's writing shows, calls before bare bodies. */
export const writings = (input: ExampleInput, routes: readonly string[]): readonly ExampleRequest[] => [
  ...input.facts.texts.flatMap((file) => curls(input, file)),
  ...input.facts.texts
    .filter(({ path }) => /\.(?:md|rst|txt)$/i.test(path))
    .flatMap((file) => blocks(file, routes)),
];
