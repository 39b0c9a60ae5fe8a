/** A piece of TypeScript in a document or a docstring. */
export interface Snippet {
  /** The file it stands in, from the project's root. */
  readonly path: string;
  /** Its first line there, counted from 1. */
  readonly line: number;
  readonly code: string;
}

const FENCED = /^([ *]*)```ts\n([^]*?)\n[ *]*```$/gm;

/** The fenced TypeScript of a Markdown file, or of the docstrings of a source file. */
export function snippetsIn(path: string, text: string): Snippet[] {
  return Array.from(text.matchAll(FENCED), ({ index, 1: margin = '', 2: code = '' }) => ({
    path,
    line: text.slice(0, index).split('\n').length + 1,
    code: code
      .split('\n')
      .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line.replace(/^ *\*$/, '')))
      .join('\n'),
  }));
}
