const SEPARATOR = ' › ';

/** A test's name as reports show it, with the file it is in. */
export const testId = (file, fullName) => `${file}${SEPARATOR}${fullName}`;

export const fileOf = (id) => id.slice(0, id.indexOf(SEPARATOR));

/** The full name of a test as the runner of tests holds it. */
export function fullNameOf(test) {
  const names = [];
  for (let block = test; block.parent !== undefined; block = block.parent) names.unshift(block.name);
  return names.join(' ');
}
