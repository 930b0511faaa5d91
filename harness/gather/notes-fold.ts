const plain = /^[ -~\s]*$/;
const accented = /(\p{Script=Latin})\p{M}+/gu;

/**
 * Latin letters without their accents. `\b` and `\w` know no others: for them a word begins between the `é` and the `t` of
 * `método`.
 */
export const fold = (text: string): string =>
  plain.test(text) ? text : text.normalize('NFD').replace(accented, '$1').normalize('NFC');
