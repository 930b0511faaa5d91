import type { DossierHeader } from './types.ts';

/** A program that was bundled: what it is a bundle of, and the folder that holds it and the programs that it starts. */
export type Built = { readonly harness: DossierHeader['harness']; readonly programs: URL };

/** Null where the sources run as they are. `build.ts` puts another module in the place of this one. */
export const built: Built | null = null;
