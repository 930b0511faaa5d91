/** What bounds the places that are offered for breaking a function, whatever its language: a file's, and a function's. */
export const maxMutations = 200;
export const perFunction = 8;
/** Characters of an expression: a longer one would not be read in a report. */
export const longest = 300;
/** Steps up the tree that a question about a place may take. */
export const maxClimb = 60;
