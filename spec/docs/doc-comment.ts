import ts from 'typescript';

/** A docstring, as tables need it. */
export interface DocComment {
  /** The text without tags, on one line. */
  readonly text: string;
  /** The content of `@default`. */
  readonly byDefault: string | undefined;
}

/** The docstring of a declaration. */
export function docComment(node: ts.Node): DocComment {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const last = docs.at(-1);
  const tag = last?.tags?.find(({ tagName }) => tagName.text === 'default');
  return {
    text: oneLine(ts.getTextOfJSDocComment(last?.comment) ?? ''),
    byDefault: tag && oneLine(ts.getTextOfJSDocComment(tag.comment) ?? ''),
  };
}

/** The content of the comment between two places in a text, where the syntax tree keeps none. */
export function commentBetween(source: ts.SourceFile, start: number, end: number): string {
  const comment = /\/\*\*([^]*?)\*\//.exec(source.text.slice(start, end))?.[1] ?? '';
  return oneLine(comment.replace(/^\s*\*/gm, ''));
}

/** One paragraph; links become the name they link to. */
const oneLine = (text: string): string =>
  text
    .replace(/\{@link\s+([^}\s]+)\s*\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
