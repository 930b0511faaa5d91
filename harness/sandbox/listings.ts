import type { Sandbox } from './types.ts';

type Listing = ReturnType<Sandbox['files']>;

/**
 * The same sandbox, which asks the engine once for a listing as long as nothing can have changed: the engine sends every
 * file's content along. Beside a server, which may write at any time, none is kept.
 */
export const keepListings = (sandbox: Sandbox): Sandbox => {
  const kept = new Map<string, Listing>();
  let serving = false;
  const changing = <T>(work: Promise<T>): Promise<T> => {
    kept.clear();
    return work.finally(() => kept.clear());
  };
  const list = (folder: string, max: number): Listing => {
    const listing = sandbox.files(folder, max);
    if (serving) return listing;
    kept.set(`${max} ${folder}`, listing);
    listing.catch(() => kept.clear());
    return listing;
  };
  return {
    ...sandbox,
    put: (files) => changing(sandbox.put(files)),
    exec: (order) => changing(sandbox.exec(order)),
    serve: (order) => {
      serving = true;
      return changing(sandbox.serve(order));
    },
    files: (folder, max) => kept.get(`${max} ${folder}`) ?? list(folder, max),
  };
};
