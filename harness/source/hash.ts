/** Start of a hash of 32 bits, and one step of it (FNV-1a): to find the same again, not to keep anything safe. */
export const seed = 0x811c9dc5;

export const mixed = (hash: number, value: number): number => Math.imul(hash ^ value, 0x01000193);

export const mixedText = (hash: number, text: string): number => {
  let at = hash;
  for (let index = 0; index < text.length; index += 1) at = mixed(at, text.charCodeAt(index));
  return at;
};
