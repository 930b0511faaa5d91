import type { Audience } from './voice.ts';

const shared = [
  'Name the check, and the line, request or number that shows otherwise.',
  'A person can then score the check anew; reason, name and date stay beside the first verdict.',
  'The evidence is kept, so the grade is worked out again from it, by the same rules for everyone.',
] as const;

/** How to object, to whom. */
export const objectionOf = (audience: Audience): readonly string[] =>
  audience === 'candidate'
    ? ['If something here is wrong or unfair, answer the person who sent you this page.', ...shared]
    : ['The candidate may object, and so may you.', ...shared];
