import type { EnvironmentEvidence, Runtime } from '../evidence/environment.ts';
import type { Place } from '../types.ts';

/** Base images of one runtime, by its version. */
export type VersionedImages = {
  /** Versions that can be had, e.g. `3.13` of Python and `24` of Node. */
  readonly offered: readonly string[];
  /** Pulls or builds the image where it is not there yet, and resolves with its digest. */
  ensure(version: string, waitingFor: (what: string) => void): Promise<string>;
};

export type Images = Readonly<Record<Runtime, VersionedImages>>;

/** The operator's package index, as uv understands it. Never given to candidate code, never written down. */
export type IndexConfig = {
  readonly env: Readonly<Record<string, string>>;
  /** Files put into the workshop; `variable` names the one that will hold the absolute path. */
  readonly files: readonly { readonly path: string; readonly text: string; readonly variable: string }[];
  /** Strings that must not be seen in any log: passwords, tokens, and their URL-encoded forms. */
  readonly secrets: readonly string[];
  /** Settings that could not be carried over, a phrase each. */
  readonly ignored: readonly string[];
  readonly npm: NpmConfig;
};

/** The operator's npm registry. Never given to candidate code, never written down. */
export type NpmConfig = {
  /** Text of an .npmrc. */
  readonly npmrc: string;
  /** PEM text of further certificate authorities. */
  readonly authorities: string | null;
  readonly secrets: readonly string[];
};

/** One dependency as we understood it: nothing of a line that is not in here reaches the resolver. */
export type Requirement = {
  /** Normalised: lower case, single dashes. */
  readonly name: string;
  readonly extras: readonly string[];
  /** PEP 440, e.g. `==1.4.2` or `>=1,<2`; empty when any version will do. */
  readonly specifier: string;
  /** PEP 508 environment marker, rewritten; empty when there is none. */
  readonly marker: string;
};

export type DeclaredRequirement = Requirement & { readonly text: string; readonly place: Place };
export type Blocked = EnvironmentEvidence['declared']['blocked'][number];

/** What one dependency file says. Constraints limit versions of what is installed and install nothing. */
export type DependencyList = {
  readonly files: readonly string[];
  readonly requirements: readonly DeclaredRequirement[];
  readonly constraints: readonly DeclaredRequirement[];
  readonly blocked: readonly Blocked[];
};

export type Declared = DependencyList & { readonly kind: EnvironmentEvidence['declared']['kind'] };

/** Text of a file of the submission, or null when there is none or it is not text. */
export type Read = (path: string) => string | null;
