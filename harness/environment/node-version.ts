import { z } from 'zod';
import { serviceDockerfiles } from '../start/runtime.ts';
import { placeOf } from '../start/toml.ts';
import type { Place } from '../types.ts';
import type { PythonInput } from './python-version.ts';

type Asked = { readonly asked: string; readonly askedIn: Place };

const fromManifest = ({ manifest, manifestPlace, read }: PythonInput): Asked | null => {
  if (manifest?.node === undefined || manifestPlace === null) return null;
  const text = read(manifestPlace.path) ?? '';
  return {
    asked: String(manifest.node),
    askedIn: placeOf({ path: manifestPlace.path, text }, 'node:'),
  };
};

/** `24`, `v24.1.0` or `lts/*` on the first line. */
const fromFile =
  (path: string) =>
  ({ read }: PythonInput): Asked | null => {
    const asked = read(path)?.split('\n', 1)[0]?.trim().slice(0, 80);
    return asked === undefined || asked === '' ? null : { asked, askedIn: { path, line: 1 } };
  };

const enginesSchema = z.object({ engines: z.object({ node: z.string().max(80) }) });

const enginesIn = (text: string): string | null => {
  try {
    return enginesSchema.safeParse(JSON.parse(text)).data?.engines.node ?? null;
  } catch {
    return null;
  }
};

const fromEngines =
  (path: string) =>
  ({ read }: PythonInput): Asked | null => {
    const text = read(path);
    const asked = text === null ? null : enginesIn(text);
    return text === null || asked === null ? null : { asked, askedIn: placeOf({ path, text }, '"engines"') };
  };

const fromDockerfile = (input: PythonInput): Asked | null => {
  const [found] = serviceDockerfiles(input).filter(({ replayed }) => /\bnode:\d/.test(replayed.image));
  return found === undefined
    ? null
    : { asked: found.replayed.image, askedIn: { path: found.path, line: found.replayed.imageLine } };
};

/** The version of Node asked for and where, the most particular first; null when nothing says. */
export const nodeAskedFor = (input: PythonInput, packagePath: string): Asked | null => {
  const sources = [
    fromManifest,
    fromFile('.nvmrc'),
    fromFile('.node-version'),
    fromEngines(packagePath),
    fromDockerfile,
  ];
  return sources.map((source) => source(input)).find((asked) => asked !== null) ?? null;
};
