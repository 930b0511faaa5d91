import { expand, type Instruction, pairs, parseDockerfile } from './dockerfile.ts';

/** One stage: what it is built on, and its own instructions. */
export type Stage = {
  readonly image: string;
  /** The stage of the same file that it is built on, else null. */
  readonly parent: Stage | null;
  readonly line: number;
  readonly instructions: readonly Instruction[];
};

/** Stages in order. Arguments before the first FROM are filled in; one without a default is empty. */
export const stagesOf = (text: string): readonly Stage[] => {
  const args: Record<string, string> = {};
  const byName = new Map<string, Stage>();
  const stages: { stage: Stage; instructions: Instruction[] }[] = [];
  for (const instruction of parseDockerfile(text)) {
    const { name, line } = instruction;
    if (name === 'FROM') {
      const words = expand(instruction.text, args).split(/\s+/);
      const [image = '', , as = ''] = words.filter((word) => !word.startsWith('--'));
      const instructions: Instruction[] = [];
      const stage = { image, parent: byName.get(image.toLowerCase()) ?? null, line, instructions };
      stages.push({ stage, instructions });
      if (as !== '') byName.set(as.toLowerCase(), stage);
    } else if (stages.length === 0 && name === 'ARG') {
      const [[key, value] = []] = pairs(instruction.text);
      if (key !== undefined && value !== undefined) args[key] = value;
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages.map(({ stage }) => stage);
};

/** A stage's instructions after those of the stages that it is built on, outermost first. */
export const chainOf = (stage: Stage): readonly Instruction[] =>
  stage.parent ? [...chainOf(stage.parent), ...stage.instructions] : stage.instructions;

/** The image from elsewhere that a stage starts from in the end. */
export const rootImage = (stage: Stage): Stage => (stage.parent ? rootImage(stage.parent) : stage);
