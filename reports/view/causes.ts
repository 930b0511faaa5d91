import type { Cause, Stage } from '../../harness/types.ts';
import { bytes, duration } from './units.ts';
import { joined, plural, sentence } from './words.ts';

type Name = Stage['name'];

/** Why a stage stopped, and the one change that would have helped; no remedy where none can be named. */
export type CauseWords = { readonly said: string; readonly remedy: string | null };

const noun: Record<Name, string> = {
  resolve: 'resolving the dependencies',
  install: 'installing the dependencies',
  train: 'training',
  listen: 'starting the server',
  answer: 'answering the first request',
  predict: 'predicting',
};

const noCommand = (stage: Name): CauseWords =>
  stage === 'train'
    ? {
        said: 'No train command was found.',
        remedy: 'State the train command in takehome.yaml.',
      }
    : {
        said: 'No command that starts a server was found.',
        remedy: 'State the serve command in takehome.yaml.',
      };

const timedOut = (stage: Name, limitMs: number): CauseWords => {
  const limit = duration(limitMs);
  const remedies: Record<Name, string> = {
    resolve: 'Pin the dependencies, so that there is less to search.',
    install: 'Declare fewer or smaller packages.',
    train: `Make training finish within ${limit}: fewer trials, smaller grids, or a sample.`,
    listen: `Accept connections within ${limit}: load a saved model instead of training at start.`,
    answer: `Answer within ${limit}: load the model once, at start.`,
    predict: `Answer each batch within ${limit}: predict for all rows at once.`,
  };
  return { said: `Stopped after ${limit}, the limit for ${noun[stage]}.`, remedy: remedies[stage] };
};

const exited = (stage: Name, exitCode: number | null): CauseWords => {
  const how = exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
  if (stage === 'listen' && exitCode === 0)
    return { said: `The server ${how}.`, remedy: 'Keep the server in the foreground.' };
  return {
    said: `${stage === 'listen' ? 'The server' : 'The command'} ${how}.`,
    remedy: 'Run the command in a fresh clone, and mend what the log line names.',
  };
};

const otherPort = (expected: number, listening: readonly number[]): CauseWords => ({
  said:
    listening.length === 0
      ? `Nothing listens on port ${expected}.`
      : `The server listens on port ${joined(listening.map(String))}, not on ${expected}.`,
  remedy: `Listen on port ${expected}, or state the port in takehome.yaml.`,
});

const noRoute = (tried: readonly string[]): CauseWords => ({
  said: `No prediction came back from ${plural(tried.length, 'path')} tried${tried.length > 0 ? `: ${joined(tried.slice(0, 4))}` : ''}.`,
  remedy: 'Answer POST /predict as the brief describes.',
});

const badReply = (status: number | null, because: string): CauseWords => ({
  said: sentence(
    `${status === null ? 'The reply' : `The reply with status ${status}`} could not be used: ${because}`,
  ),
  remedy: 'Reply with one probability a row, in the shape the brief gives.',
});

/** The words for each cause that can be told from outside. Total: every kind has its sentence. */
export const causeWords = (cause: Cause, stage: Name): CauseWords => {
  switch (cause.kind) {
    case 'nothing-declared':
      return {
        said: 'No dependencies are declared.',
        remedy: 'Add a requirements.txt or pyproject.toml that lists what the code imports.',
      };
    case 'unresolvable':
      return {
        said: sentence(`No installable version of ${cause.requirement}: ${cause.because}`),
        remedy: `Loosen or correct ${cause.requirement}.`,
      };
    case 'too-big':
      return {
        said: `The dependencies take ${bytes(cause.bytes)}; the limit is ${bytes(cause.limitBytes)}.`,
        remedy: 'Declare the CPU-only builds, and only what the code imports.',
      };
    case 'image-missing':
      return {
        said: `The Dockerfile is built on ${cause.image}, which no registry has.`,
        remedy: 'Build on an image that everyone can pull.',
      };
    case 'build-step':
      return {
        said: `A step of the Dockerfile ended with exit code ${cause.exitCode}: ${cause.step}`,
        remedy: 'Build the image from a fresh clone, and mend what the log line names.',
      };
    case 'not-buildable':
      return {
        said: sentence(`The Dockerfile could not be built: ${cause.because}`),
        remedy: 'Use what every builder knows: no mounts in RUN, no here-documents.',
      };
    case 'no-command':
      return noCommand(stage);
    case 'command-not-found':
      return {
        said: `The command ${cause.command} does not exist in the environment.`,
        remedy: `Declare the package that brings ${cause.command}.`,
      };
    case 'missing-module':
      return {
        said: `The code imports ${cause.module}, which is not installed.`,
        remedy: `Declare ${cause.module} among the dependencies.`,
      };
    case 'missing-file':
      return {
        said: `The file ${cause.path} does not exist.`,
        remedy: `Commit ${cause.path}, or have the train command write it.`,
      };
    case 'read-only-path':
      return {
        said: `${cause.path} cannot be written.`,
        remedy: 'Write inside the repository folder or to /tmp.',
      };
    case 'needs-network':
      return {
        said: `The code reached for ${cause.host ?? 'the network'}; there is none in the sandbox.`,
        remedy: 'Commit what is downloaded, so that it runs without a network.',
      };
    case 'timed-out':
      return timedOut(stage, cause.limitMs);
    case 'out-of-memory':
      return {
        said: `More than ${bytes(cause.limitBytes)} of memory was needed, the limit.`,
        remedy: 'Use smaller types, or read the data in parts.',
      };
    case 'output-limit':
      return { said: 'More was printed than the limit allows.', remedy: 'Print less while running.' };
    case 'exited':
      return exited(stage, cause.exitCode);
    case 'other-port':
      return otherPort(cause.expected, cause.listening);
    case 'silent-port':
      return {
        said: `Port ${cause.port} accepts connections and answers nothing.`,
        remedy: `Speak HTTP on port ${cause.port}.`,
      };
    case 'no-route':
      return noRoute(cause.tried);
    case 'bad-reply':
      return badReply(cause.status, cause.because);
    case 'earlier-stage':
      return { said: `Not reached: ${cause.stage} stopped first.`, remedy: null };
    case 'unknown':
      return {
        said: 'It stopped, and nothing shows why.',
        remedy: 'Log the error before the program ends.',
      };
  }
};
