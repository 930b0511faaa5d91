/** Who reads: the team that hires, or the person who is judged. */
export type Audience = 'team' | 'candidate';

/** What the model that was handed in is called beside the baseline and the reference. */
export const ownLabel = (audience: Audience): string => (audience === 'candidate' ? 'yours' : 'submission');

/** Whose model it is, at the start of a sentence. */
export const ownModel = (audience: Audience): string =>
  audience === 'candidate' ? 'your model’s' : 'the model’s';
