import type { PickledFact } from './types.ts';

const maxModules = 50;

/** Names of modules as pickle writes them: in protocol 0 to 3 after `c`, from 4 on with a length before them. */
const moduleNames = /(?:c|\x8c[\s\S])([A-Za-z_]\w*(?:\.\w+)+)(?=\n|\x94)/g;
const version = /_sklearn_version[\s\S]{1,16}?(\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)/;

export const isPickle = (path: string): boolean => /\.(?:pkl|pickle|joblib|sav)$/i.test(path);

/** What a pickled model would import, and with which scikit-learn it was made. Searched as bytes; nothing is unpickled. */
export const pickledIn = (path: string, bytes: Buffer): PickledFact => {
  const text = bytes.toString('latin1');
  const modules = [...text.matchAll(moduleNames)].map(([, name = '']) => name.split('.')[0] ?? '');
  return {
    path,
    modules: [...new Set(modules)].toSorted().slice(0, maxModules),
    scikitLearn: version.exec(text)?.[1] ?? null,
  };
};
