import { type Instruction, parseDockerfile } from '../start/dockerfile.ts';

type Added = {
  /** Put after each FROM. */
  readonly begin: readonly string[];
  /** Put before each RUN, whose container then carries it whatever the Dockerfile said before. */
  readonly label: string;
};

/** Needs BuildKit and only makes a build faster; shared between builds, it would carry something from one to the next. */
const cacheMount = /--mount=(?=\S*type=cache)\S+/g;

/**
 * A Dockerfile for a builder of ours: with lines added, without cache mounts, and without VOLUME, which would give commands a
 * folder that no limit holds for.
 */
export const adaptDockerfile = (text: string, { begin, label }: Added): string => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n/);
  const instructions = parseDockerfile(text);
  const first = (instructions[0]?.line ?? lines.length + 1) - 1;
  const partOf = (instruction: Instruction, at: number): readonly string[] => {
    const own = lines.slice(instruction.line - 1, (instructions[at + 1]?.line ?? lines.length + 1) - 1);
    switch (instruction.name) {
      case 'FROM':
        return [...own, ...begin, label];
      case 'RUN':
        return [label, ...own.map((line) => line.replaceAll(cacheMount, ''))];
      case 'VOLUME':
        return [];
      default:
        return own;
    }
  };
  return [...lines.slice(0, first), ...instructions.flatMap(partOf), ''].join('\n');
};

/** Why our builder cannot read a Dockerfile as its author meant it; null when it can. What it refuses itself is not among it. */
export const unreadable = (text: string): string | null => {
  if (/^#\s*escape\s*=\s*`/im.test(text)) return 'it sets another escape character';
  const lines = new Set(text.split(/\r\n|\n/).map((line) => line.trim()));
  const heredoc = parseDockerfile(text).some(({ name, text: rest }) => {
    const word = /<<-?["']?([A-Za-z_]\w*)/.exec(rest)?.[1];
    return /^(?:RUN|COPY|ADD)$/.test(name) && word !== undefined && lines.has(word);
  });
  return heredoc ? 'it holds a here-document, which needs BuildKit' : null;
};
