import { z } from 'zod';

/** `takehome.yaml` in a submission: how to train, serve and test it. Everything is optional; what is missing is worked out. */
export const manifestSchema = z.strictObject({
  /** Minor version, e.g. `3.13`; quoted or not. */
  python: z.union([z.string(), z.number()]).optional(),
  /** Major version of Node, e.g. `24`; quoted or not. */
  node: z.union([z.string(), z.number()]).optional(),
  /** File that lists the dependencies, seen from the manifest's folder. */
  requirements: z.string().optional(),
  /** Where commands run, seen from the manifest's folder; that folder, where nothing is said. */
  workdir: z.string().optional(),
  train: z.string().optional(),
  serve: z
    .union([z.string(), z.strictObject({ command: z.string(), port: z.int().min(1).max(65535).optional() })])
    .optional(),
  test: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** What a submission may call its manifest. */
export const manifestNames = ['takehome.yaml', 'takehome.yml'] as const;
