/** What a mark stands for, in every picture: the one judged, and the two it is compared with. */
export type Kind = 'submission' | 'baseline' | 'reference';
