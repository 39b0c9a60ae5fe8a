/** The spec files in the order of their nearness to a source: lib/key/digest.ts has spec/key/digest.spec.ts. */
export const nearestFirst = (files, source) => files.toSorted((a, b) => nearness(b, source) - nearness(a, source));

function nearness(file, source) {
  const [names, others] = [namesIn(file), namesIn(source)];
  const differs = names.findIndex((name, index) => name !== others[index]);
  return differs === -1 ? names.length : differs;
}

/** What a path names below lib or spec, without the file's extension. */
const namesIn = (path) => path.replace(/(\.spec)?\.ts$/, '').split('/').slice(1);
