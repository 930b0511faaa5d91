import { stringify } from 'smol-toml';

/**
 * As PyPI itself says: lists of releases hold for ten minutes, and a release never changes. Mirrors that say nothing would
 * be asked again for every package at every step.
 */
const freshness = { api: 'max-age=600', files: 'max-age=365000000, immutable' };

const pypi = 'https://pypi.org/simple';

/** `name=https://...` names an index, whose credentials then come from variables of that name. */
const table = (text: string, isDefault: boolean) => {
  const [, name, named] = /^([A-Za-z][\w.-]*)=(https?:.*)$/.exec(text) ?? [];
  return {
    ...(name === undefined ? {} : { name }),
    url: named ?? text,
    default: isDefault,
    'cache-control': freshness,
  };
};

export type IndexFile = { readonly text: string; readonly env: Readonly<Record<string, string>> };

/** The indexes of an environment as a configuration file of uv, which says more of them than variables can. */
export const indexFile = ({
  UV_DEFAULT_INDEX,
  UV_INDEX,
  ...env
}: Readonly<Record<string, string>>): IndexFile => {
  const extra = (UV_INDEX ?? '').split(/\s+/).filter((word) => word !== '');
  const index = [...extra.map((one) => table(one, false)), table(UV_DEFAULT_INDEX ?? pypi, true)];
  return { text: stringify({ index }), env };
};
