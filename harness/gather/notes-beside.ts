/** Words after which, or before which, one of `others` stands in the same clause. Words come first: looking back from each letter takes long. */
export const beside = (words: string, { others, within }: { others: string; within: number }): string =>
  String.raw`(${words})(?=\W[^.;]{0,${within}}\b(${others})\b)|(${words})(?<=\b(${others})\b[^.;]{0,${within}}\W(${words}))`;
