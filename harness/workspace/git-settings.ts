import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IntakeRequest } from './types.ts';

/**
 * Faults of old but honest histories, and of files that we never act on. Everything else that git's fsck calls an error
 * (entries named `.git`, paths with slashes, malformed objects) stops the fetch.
 */
export const toleratedFaults = [
  'badDate',
  'badDateOverflow',
  'badEmail',
  'badName',
  'badTimezone',
  'missingEmail',
  'missingNameBeforeEmail',
  'missingSpaceBeforeDate',
  'missingSpaceBeforeEmail',
  'zeroPaddedDate',
  'zeroPaddedFilemode',
  'gitmodulesBlob',
  'gitmodulesLarge',
  'gitmodulesMissing',
  'gitmodulesName',
  'gitmodulesParse',
  'gitmodulesPath',
  'gitmodulesSymlink',
  'gitmodulesUpdate',
  'gitmodulesUrl',
] as const;

/** Seconds below 1,000 bytes/s after which git gives a transfer up: twice within the deadline, so that one retry fits. */
const patience = (deadline: number): number => Math.max(1, Math.min(30, Math.floor(deadline / 2)));

type Settings = { readonly objectFormat: 'sha1' | 'sha256'; readonly seconds: number };

/**
 * The only configuration that git reads: no other file is named in its environment, and the repository is ours.
 * Reasons: hooks, fsmonitor and helpers start programs; redirects and bundle URIs choose other hosts; the thresholds keep
 * blobs out of memory.
 */
const configuration = ({ objectFormat, seconds }: Settings): string =>
  [
    '[core]',
    `repositoryFormatVersion = ${objectFormat === 'sha1' ? 0 : 1}`,
    'bare = true',
    'hooksPath = /dev/null',
    'fsmonitor = false',
    'symlinks = false',
    'protectHFS = true',
    'protectNTFS = true',
    'bigFileThreshold = 10m',
    ...(objectFormat === 'sha1' ? [] : ['[extensions]', `objectFormat = ${objectFormat}`]),
    '[protocol]',
    'version = 2',
    '[transfer]',
    'fsckObjects = true',
    'bundleURI = false',
    'unpackLimit = 1',
    '[fetch]',
    'fsckObjects = true',
    'unpackLimit = 1',
    '[fetch "fsck"]',
    ...toleratedFaults.map((fault) => `${fault} = ignore`),
    '[http]',
    'followRedirects = false',
    'lowSpeedLimit = 1000',
    `lowSpeedTime = ${patience(seconds)}`,
    '[credential]',
    'helper =',
    '[submodule]',
    'recurse = false',
    '[gc]',
    'auto = 0',
    '[maintenance]',
    'auto = false',
    '[i18n]',
    'logOutputEncoding = UTF-8',
    '',
  ].join('\n');

/** An empty bare repository of ours, without templates or hooks, made without starting git. */
export const makeRepository = async (folder: string, settings: Settings): Promise<void> => {
  await mkdir(join(folder, 'objects', 'pack'), { recursive: true });
  await mkdir(join(folder, 'refs'));
  await writeFile(join(folder, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(join(folder, 'config'), configuration(settings));
};

const defaultSearchPath = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Never asks, never accepts an unknown host key, offers no other key and reads no configuration. */
const sshCommand = (key: string): string =>
  `ssh -F none -i ${quoted(key)} -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes -o ClearAllForwardings=yes`;

const transports = (request: IntakeRequest): string =>
  [
    'https',
    ...(request.sshKey === null ? [] : ['ssh']),
    ...(request.allowHttpHosts?.length ? ['http'] : []),
  ].join(':');

/**
 * Git's whole environment, built from nothing. `GIT_ALLOW_PROTOCOL` wins over any configuration; `GIT_ALLOC_LIMIT` bounds
 * what one object may take of memory (git's wrapper.c); HOME holds no .netrc, configuration or credentials.
 */
export const gitEnvironment = (folder: string, request: IntakeRequest): Readonly<Record<string, string>> => ({
  PATH: request.searchPath ?? defaultSearchPath,
  HOME: folder,
  LC_ALL: 'C.UTF-8',
  GIT_DIR: folder,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: 'false',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_ALLOW_PROTOCOL: transports(request),
  GIT_ALLOC_LIMIT: '512m',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  ...(request.sshKey === null ? {} : { GIT_SSH_COMMAND: sshCommand(request.sshKey) }),
  ...(request.certificateFile === null ? {} : { GIT_SSL_CAINFO: request.certificateFile }),
  ...(request.proxy ? { https_proxy: request.proxy, http_proxy: request.proxy } : {}),
});
