import type { Manifest } from '../config/manifest.ts';
import type { SourceFacts } from '../source/types.ts';
import type { Command, Place } from '../types.ts';

type Read = (path: string) => string | null;

/** What commands are worked out from: text and facts, nothing that runs. */
export type StartInput = {
  readonly facts: SourceFacts;
  readonly manifest: Manifest | null;
  readonly manifestPlace: Place | null;
  readonly read: Read;
  /** The port that the challenge asks for: used where nothing says another. */
  readonly port: number;
  /** Commands then run in that image, and find there what they name. */
  readonly built?: BuiltStart | null;
};

/** What is known of an image that was built from the submission's own Dockerfile. */
export type BuiltStart = {
  /** The Dockerfile. */
  readonly path: string;
  readonly launch: readonly string[];
  readonly ports: readonly number[];
  readonly env: Readonly<Record<string, string>>;
  /** Its working folder where that is not the sandbox's root, else null. */
  readonly outside: string | null;
};

/** A command as it stands somewhere, before it is fitted to the sandbox. */
export type Found = Omit<Command, 'port'> & { readonly port: number | null };
