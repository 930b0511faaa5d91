/** Who reads: the team that hires, or the person who is judged. */
export type Audience = 'team' | 'candidate';

export type Voice = {
  readonly subject: string;
  readonly owner: string;
  readonly short: string;
};

const voices: Record<Audience, Voice> = {
  team: { subject: 'the submission', owner: 'the submission’s', short: 'submission' },
  candidate: { subject: 'you', owner: 'your', short: 'yours' },
};

/** The submission to the team, `you` in the candidate's own version. */
export const voiceOf = (audience: Audience): Voice => voices[audience];
